import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { importKey, type SigningKey } from '@millwright/ledger';
import { createWriter } from '../../../plugins/audit/src/runtime/log/writer.ts';
import { prune } from '../../../plugins/audit/src/runtime/retention/prune.ts';
import { draft } from '../drafts.ts';

/** A log as it lies on a disk, and what is known of it outside. */
export interface TestLog {
  /** Of `audit.db`, with all of it in the one file. */
  readonly file: Buffer;
  /** The same while it was being written: the file and its write-ahead log. */
  readonly live: { readonly file: Buffer; readonly wal: Buffer };
  /** Notes of all checkpoints, as an anchor has kept them. */
  readonly anchor: string;
  /** Events before this number are covered by the last of them. */
  readonly covered: number;
  /** Of the first public key. */
  readonly fingerprint: string;
  /** The private key that signs now. */
  readonly stolen: SigningKey;
  /** The size since which it signs. */
  readonly stolenSince: number;
}

const week = 7 * 24 * 60 * 60_000;

/**
 * Makes a log with the code that writes logs: of three epochs, with a checkpoint every now and then, with events that
 * were pruned, and with one at its end that no checkpoint covers.
 */
export async function makeTestLog(events: number): Promise<TestLog> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-tamper-'));
  let now = Date.parse('2026-11-02T08:00:00Z');
  const writer = createWriter({ directory, role: 'writer', boot: '0123456789abcdef', began: 0 }, () => now);
  const { handlers } = writer;
  try {
    const { fingerprint, origin } = await handlers.open('Filling line');
    for (let number = 0; number < events; number++) {
      now += 60_000;
      const sent = { draft: draft(number, now), uptime: number };
      await handlers.append({ instance: 'Filling line', events: [sent] });
      if (number % 16 === 9) await handlers.checkpoint('Filling line');
      if (number === Math.floor(events / 3) || number === Math.floor((events * 2) / 3)) now += week;
    }
    const pruning = { class: 'read', reason: 'age', from: 0, to: events / 2, now } as const;
    await prune(await writer.log(), pruning);
    for (let number = 0; number < 5; number++) {
      await handlers.checkpoint('Filling line');
      now += 60_000;
      await handlers.append({
        instance: 'Filling line',
        events: [{ draft: draft(number, now), uptime: events }],
      });
    }
    await handlers.setCursor({ destination: 'siem', seq: events, anchored: events, time: now });
    const path = join(directory, 'audit.db');
    const live = { file: await readFile(path), wal: await readFile(`${path}-wal`) };
    (await writer.log()).close();
    const database = new DatabaseSync(path);
    const checkpoints = database.prepare('select size, note from checkpoint order by size').all();
    const key = database.prepare('select epoch, since from key order by epoch desc limit 1').get();
    database.exec('pragma journal_mode = delete');
    database.close();
    const pem = readFileSync(join(directory, `keys/audit-${key?.['epoch']}.pem`), 'utf8');
    return {
      file: await readFile(path),
      live,
      anchor: checkpoints.map(({ note }) => String(note)).join('\n'),
      covered: Number(checkpoints.at(-1)?.['size']),
      fingerprint,
      stolen: importKey(origin, pem),
      stolenSince: Number(key?.['since']),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}
