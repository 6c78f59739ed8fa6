import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findCheckpoints } from '@millwright/ledger';
import type { Figure } from '@millwright/testing';
import { verdictOn } from '../../audit/verdict.ts';
import type { LargeLog } from './audit-large.ts';
import { atLeast } from './figure.ts';
import { rounds } from './rounds.ts';
import { median } from './statistics.ts';

/** Events a second of one thread that checks records, tree, signatures, indexes and anchors. */
export function verificationSpeed({ file, note, events }: LargeLog): Figure {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  const copy = join(directory, 'audit.db');
  try {
    copyFileSync(file, copy);
    const speeds = Array.from({ length: rounds(3) }, () => {
      const database = new DatabaseSync(copy);
      try {
        const started = performance.now();
        const { result, checked } = verdictOn(database, { anchors: findCheckpoints(note) });
        const took = performance.now() - started;
        if (result !== 'ok' || checked < events)
          throw new Error(`The log was found ${result}, ${checked} of ${events} events checked`);
        return (checked / took) * 1000;
      } finally {
        database.close();
      }
    });
    return atLeast(
      'events checked, of a log of 1 million, one thread',
      { value: median(speeds) },
      '1/s',
      50_000,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
