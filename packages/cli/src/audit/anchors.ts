import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, findCheckpoints } from '@millwright/ledger';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';

const compressed = /\.(gz|xz|zst|bz2|zip)$/;
/** Events that were delivered beside checkpoints; there are none in them. */
const events = /^events\.jsonl/;

/** Lines that a note is made of are shorter, and a note has fewer of them. */
const longestNoteLine = 4096;
const mostNoteLines = 40;

/**
 * Every checkpoint in some files, whatever they are: notes one after the other, what a syslog server or a broker wrote,
 * proofs, exports. Of a directory, all files that lie in it.
 *
 * @throws `cli.anchors-unreadable`
 */
export async function readAnchors(paths: readonly string[]): Promise<readonly Checkpoint[]> {
  const found = new Map<string, Checkpoint>();
  for (const path of paths) {
    try {
      for (const file of await filesAt(path))
        for await (const checkpoint of checkpointsIn(file)) found.set(checkpoint.note, checkpoint);
    } catch (cause) {
      throw cliErrors.anchorsUnreadable({ path: plain(path), reason: systemCode(cause) }, { cause });
    }
  }
  return [...found.values()];
}

async function filesAt(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries: readonly Dirent[] = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !compressed.test(entry.name) && !events.test(entry.name))
    .map(({ name }) => join(path, name));
}

/** Piece by piece, always up to the end of a line: a file of a syslog server can be of any size. */
async function* checkpointsIn(file: string): AsyncGenerator<Checkpoint> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1024 * 1024 })) {
    const text: string = rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    yield* findCheckpoints(text.slice(0, end));
    rest = noteLinesBefore(text, end) + text.slice(end);
  }
  yield* findCheckpoints(rest);
}

/** The last lines, of which a note may consist that goes on in the next piece. */
const noteLinesBefore = (text: string, end: number): string =>
  text
    .slice(0, end)
    .split('\n')
    .slice(-mostNoteLines - 1)
    .filter((line) => line.length <= longestNoteLine)
    .join('\n');
