import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { plain, short } from '../terminal/text.ts';
import type { Version } from './answers.ts';
import { pagesOfVersions } from './list.ts';

/** The number that a text is, `12` or `#12`; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  const digits = /^#?([1-9]\d{0,14})$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function firstOf(
  instance: Instance,
  wanted: (version: Version) => boolean,
): Promise<Version | undefined> {
  for await (const { versions } of pagesOfVersions(instance, {})) {
    const found = versions.find(wanted);
    if (found) return found;
  }
  return undefined;
}

/** Names may be used twice; a person then has to say which one is meant. */
async function numberNamed(instance: Instance, name: string): Promise<number> {
  const found: number[] = [];
  for await (const { versions } of pagesOfVersions(instance, { text: name, named: true })) {
    found.push(...versions.filter((version) => version.name === name).map(({ number }) => number));
  }
  const [number] = found;
  const shown = short(plain(name), 100);
  if (number === undefined) throw cliErrors.noSuchVersion({ name: shown });
  if (found.length > 1) throw cliErrors.nameNotUnique({ name: shown, numbers: found });
  return number;
}

/**
 * The number of the version that a person means: by number, by name, or `current` for the one that runs now.
 *
 * @throws `cli.no-such-version`, `cli.name-not-unique`, `cli.current-not-kept`
 */
export async function numberOf(instance: Instance, text: string): Promise<number> {
  if (text !== 'current') return numberIn(text) ?? (await numberNamed(instance, text));
  const current = await firstOf(instance, ({ state }) => state === 'current');
  if (!current) throw cliErrors.currentNotKept();
  return current.number;
}
