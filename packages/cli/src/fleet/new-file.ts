import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { isCodedError } from '@millwright/schema';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';

/**
 * Writes a new file, for its owner alone, and never over one that is there. What does not come to its end leaves none.
 *
 * @param fill gives the bytes, and throws coded errors where they are not as they should be; it may read the file in its
 *   last step, by when all of it is written
 * @throws `cli.output-unwritable`, and what `fill` throws
 */
export async function writeNewFile(file: string, fill: () => AsyncIterable<Uint8Array>): Promise<void> {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'wx', 0o600);
    for await (const bytes of fill())
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    fsyncSync(handle);
    closeSync(handle);
  } catch (cause) {
    if (handle !== undefined) {
      closeSync(handle);
      rmSync(file, { force: true });
    }
    if (isCodedError(cause)) throw cause;
    throw cliErrors.outputUnwritable({ path: plain(file), reason: systemCode(cause) }, { cause });
  }
}

/** The same for a text. */
export const writeNewText = (file: string, text: string): Promise<void> =>
  writeNewFile(file, async function* () {
    yield Buffer.from(text);
  });
