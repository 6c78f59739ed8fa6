import type { Output, Surroundings } from '../command.ts';
import { parseAddress, tokenFrom } from './address.ts';
import type { Instance } from './ask.ts';

/** What every command that asks an instance takes. */
export const commonOptions = {
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
  color: { type: 'boolean', default: false },
  'no-color': { type: 'boolean', default: false },
} as const;

/** The end of the help of a group of commands that ask an instance. */
export const commonUsage = `  --url <address>    Node-RED's admin side, with httpAdminRoot if there is one,
                     such as https://line3:1880/admin; without it MILLWRIGHT_URL
                     from the environment, else http://localhost:1880

MILLWRIGHT_TOKEN     environment variable with a token that Node-RED accepts;
                     needed where there is a log-in. Never an argument: others
                     would see it
NODE_EXTRA_CA_CERTS  file with the certificate of your own authority, for https
`;

/** Whether to print colours: what was asked for, else what the output is made for. */
export function colourOf(
  asked: { readonly color: boolean; readonly 'no-color': boolean },
  { colour }: Pick<Output, 'colour'>,
): boolean {
  return !asked['no-color'] && (asked.color || colour);
}

/** Milliseconds for an answer; a comparison of large flows takes a while on a small device. */
const patience = 60_000;

/** Where Node-RED listens if nobody says otherwise. */
const usualAddress = 'http://localhost:1880';

/** @throws `cli.bad-address`, `cli.bad-token` */
export function instanceFrom(
  url: string | undefined,
  { environment }: Pick<Surroundings, 'environment'>,
): Instance {
  const base = parseAddress(url ?? (environment['MILLWRIGHT_URL'] || usualAddress));
  return { base, token: tokenFrom(environment), patience };
}
