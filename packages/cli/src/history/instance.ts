import { isCodedError } from '@millwright/schema';
import type * as v from 'valibot';
import type { Output, Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { parseAddress, tokenFrom } from '../instance/address.ts';
import { ask, type Instance, type Question } from '../instance/ask.ts';
import { askFor } from '../instance/ask-for.ts';

/** What every command about history takes. */
export const commonOptions = {
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
  color: { type: 'boolean', default: false },
  'no-color': { type: 'boolean', default: false },
} as const;

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

const root = 'millwright/history/';

/**
 * Asks a route of history.
 *
 * @param question its path is the one below `/millwright/history/`
 * @throws `cli.no-history`, `cli.history-older`, the coded errors of history itself, those of {@link ask}
 */
export async function askHistory<Schema extends v.GenericSchema>(
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  try {
    return await askFor(instance, { ...question, path: root + question.path }, schema);
  } catch (error) {
    throw cliErrors.notFound.is(error) ? await whyNothingIsThere(instance, error) : error;
  }
}

/** Whether a route answers: whatever is said in place of an answer, "nothing there" excepted, says that it is there. */
async function answers(instance: Instance, path: string, permission: string): Promise<boolean> {
  try {
    await ask(instance, { path, permission });
    return true;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { code } = error;
    return (
      code === cliErrors.logInNeeded.code ||
      code === cliErrors.tokenRefused.code ||
      code.startsWith('history.')
    );
  }
}

async function whyNothingIsThere(instance: Instance, notFound: unknown): Promise<unknown> {
  const url = instance.base.href;
  const options = { cause: notFound };
  if (await answers(instance, `${root}health`, 'millwright.history.read')) {
    return cliErrors.historyOlder({ url }, options);
  }
  return (await answers(instance, 'settings', 'settings.read'))
    ? cliErrors.noHistory({ url }, options)
    : notFound;
}
