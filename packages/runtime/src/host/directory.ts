import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeErrors } from '../errors.ts';

/**
 * Makes the folder that Millwright keeps its data in, open to nobody else.
 *
 * @throws `runtime.no-directory` if it cannot be made, or cannot be written to
 */
export function makeDirectory(userDirectory: string): string {
  const directory = join(userDirectory, 'millwright');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return directory;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw runtimeErrors.noDirectory({ directory, reason }, { cause: error });
  }
}
