import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isExport } from '@millwright/ledger';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';

/** What there is to check. */
export interface Subject {
  readonly kind: 'database' | 'export' | 'copy';
  /** Of a copy, the directory. */
  readonly file: string;
}

/** Where the log lies below what people give: a user directory, the folder of Millwright in it, or the one of the file. */
const places = ['millwright/audit.db', 'audit.db'];

/**
 * Finds the log that is meant: a database, an export, a directory that holds the first, or the one of a file destination.
 *
 * @throws `cli.log-unreadable`
 */
export function findSubject(path: string): Subject {
  const file = resolve(path);
  const unreadable = (reason: string, options?: ErrorOptions) =>
    cliErrors.logUnreadable({ path: plain(path), reason }, options);
  let subject: Subject | undefined;
  let isEmpty = false;
  try {
    subject = subjectAt(file);
    const found = statSync(subject?.file ?? file);
    isEmpty = found.isFile() && found.size === 0;
  } catch (cause) {
    throw unreadable(systemCode(cause), { cause });
  }
  if (isEmpty) throw unreadable('the file is empty, so nothing of a log is left in it');
  if (!subject) throw unreadable('there is no log of audit in it');
  return subject;
}

function subjectAt(file: string): Subject | undefined {
  if (!statSync(file).isDirectory()) {
    const kind = kindOf(file);
    return kind && { kind, file };
  }
  const found = places.map((place) => join(file, place)).find((place) => existsSync(place));
  if (found) return { kind: 'database', file: found };
  return deliveredFiles(file).length > 0 ? { kind: 'copy', file } : undefined;
}

/** Events as a file destination keeps them, with those that were rotated away and not compressed. */
export const deliveredFiles = (directory: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => /^events\.jsonl([.-]\d+)*$/.test(name))
    .map((name) => join(directory, name));

/** One whose beginning was damaged is still called so. */
function kindOf(file: string): Subject['kind'] | undefined {
  const start = Buffer.alloc(64);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, start, 0, start.length, 0);
  } finally {
    closeSync(handle);
  }
  const text = start.toString('latin1');
  if (isExport(text)) return 'export';
  return text.startsWith('SQLite format 3\0') || file.endsWith('.db') ? 'database' : undefined;
}
