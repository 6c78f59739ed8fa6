import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dispose, LogInProvider } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import { accessErrors } from '../../common/errors.ts';
import { type Guard, guardFormat, guardKey } from './guard.ts';

/** The way to `secure.cjs`, which keeps everybody out until it is opened. */
export interface SecureLink {
  /** From now on the admin side answers, and the provider is asked first who somebody is. Closes again when disposed. */
  open(provider: LogInProvider): Dispose;
  /** Stays closed, and says to people why. */
  fail(problem: CodedError): void;
}

/**
 * Finds the guard that `secure.cjs` made; undefined where `settings.js` does not use it.
 *
 * @throws `access.guard-format` when both are of versions that do not understand each other: it stays closed, and says so
 */
export function linkToSecure(place: object = globalThis): SecureLink | undefined {
  const guard: Guard | undefined = Reflect.get(place, Symbol.for(guardKey));
  if (!guard) return undefined;
  const fail = ({ message }: CodedError): void => {
    guard.ready = false;
    guard.problem = message;
  };
  if (guard.format !== guardFormat) {
    const error = accessErrors.guardFormat({ older: guard.format < guardFormat ? 'secure.cjs' : 'package' });
    fail(error);
    throw error;
  }
  return {
    open(provider) {
      guard.provider = provider;
      guard.problem = undefined;
      guard.ready = true;
      return () => {
        // Another copy of the package may have taken over in the meantime.
        if (guard.provider !== provider) return;
        guard.ready = false;
        guard.provider = undefined;
      };
    },
    fail,
  };
}

const file = 'secure.cjs';

/**
 * Whether the `secure.cjs` in use is another than the one of this package, so that `millwright init` should be run again.
 *
 * @param directory `<userDir>/millwright`; a file elsewhere is not looked at
 * @param own the folder of this package's bundle
 */
export function secureIsOutdated(
  directory: string,
  own: string = fileURLToPath(new URL('.', import.meta.url)),
): boolean {
  try {
    return !readFileSync(join(directory, file)).equals(readFileSync(join(own, file)));
  } catch {
    return false;
  }
}
