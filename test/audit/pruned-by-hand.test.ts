import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DeliveryVerifier, findCheckpoints, keyNamedIn, type Verdict } from '@millwright/ledger';
import { createWriter } from '../../plugins/audit/src/runtime/log/writer.ts';
import { prune } from '../../plugins/audit/src/runtime/retention/prune.ts';
import { draft } from './drafts.ts';
import { Forger } from './tamper/forger.ts';
import { verdictOf } from './verdict.ts';

describe('an event that somebody took away and said to be pruned', () => {
  let directory: string;
  let now: number;
  let writer: ReturnType<typeof createWriter>;
  const file = (): string => join(directory, 'audit.db');
  const anchor: string[] = [];
  /** As a destination has received them, which keeps what is pruned here. */
  const received = new Map<number, string>();

  const start = (boot: string): void => {
    writer = createWriter({ directory, role: 'writer', boot, began: 0 }, () => now);
  };
  async function write(count: number): Promise<void> {
    for (let number = 0; number < count; number++) {
      now += 60_000;
      const events = [{ draft: draft(number, now), uptime: number }];
      await writer.handlers.append({ instance: 'Filling line', events });
    }
  }
  async function anchored(): Promise<void> {
    anchor.push((await writer.handlers.checkpoint('Filling line')).note);
  }
  const forge = (work: (forger: Forger) => void): void => {
    const database = new DatabaseSync(file());
    work(new Forger(database));
    database.close();
  };

  const receive = (): void => {
    const database = new DatabaseSync(file());
    for (const { seq, record } of database.prepare('select seq, record from event').all())
      received.set(Number(seq), String(record));
    database.close();
  };
  const verdictOnCopy = (): Verdict => {
    const records = [...received.values()];
    const keys = records.flatMap((record) => keyNamedIn(record) ?? []);
    const verifier = new DeliveryVerifier({ anchors: findCheckpoints(anchor.join('\n')) }, keys, []);
    for (const record of records) verifier.record(record);
    return verifier.end();
  };

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-pruned-'));
    now = Date.parse('2026-11-02T08:00:00Z');
    start('0123456789abcdef');
    await write(60);
    await anchored();
    receive();
    await prune(await writer.log(), { class: 'read', reason: 'age', from: 0, to: 30, now });
    await anchored();
    await write(3);
    (await writer.log()).close();
    receive();
  });
  after(() => rmSync(directory, { recursive: true }));

  it('is found, and still after the log went on and signed what it was told', async () => {
    const sound = verdictOf(file(), anchor);
    assert.deepEqual([sound.result, sound.faults], ['ok', []]);
    assert.deepEqual([verdictOnCopy().result, verdictOnCopy().faults], ['ok', []]);
    let [victim, hand] = [0, 0];
    forge((forger) => {
      victim = forger.seqs().find((seq) => seq > 20 && forger.event(seq).class === 'change') ?? 0;
      hand = forger.size();
      forger.fold(victim);
      forger.sayPruned(`${victim}-${victim}`);
    });
    const check = (): void => {
      const { result, faults } = verdictOf(file(), anchor);
      assert.equal(result, 'tampered');
      assert.deepEqual(
        faults.map(({ kind, seq }) => [kind, seq]),
        [
          ['missing', victim],
          ['signature', hand],
        ],
      );
    };
    check();
    receive();
    assert.deepEqual(
      verdictOnCopy().faults.map(({ kind, seq }) => [kind, seq]),
      [['signature', hand]],
    );
    start('fedcba9876543210');
    await write(3);
    await anchored();
    await writer.close();
    check();
    // Nor does it become true with the next key.
    now += 8 * 24 * 60 * 60_000;
    start('0011223344556677');
    await write(3);
    await anchored();
    await writer.close();
    check();
  });
});
