import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findCheckpoints, type Verdict, type VerifyOptions, verifyDatabase } from '@millwright/ledger';

/** What the verifier says of an open database, which it may write to. */
export function verdictOn(database: DatabaseSync, options: VerifyOptions): Verdict {
  const steps = verifyDatabase(database, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/**
 * What the verifier says of a log as it lies on the disk, with its write-ahead log: of a copy.
 *
 * @param notes checkpoints that were kept outside
 */
export function verdictOf(file: string, notes: readonly string[]): Verdict {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-verdict-'));
  const copy = join(directory, 'audit.db');
  try {
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    const database = new DatabaseSync(copy);
    try {
      return verdictOn(database, { anchors: findCheckpoints(notes.join('\n')) });
    } finally {
      database.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
