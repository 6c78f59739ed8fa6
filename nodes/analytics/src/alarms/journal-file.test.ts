import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAlarm } from '@millwright/analytics';
import { JournalFile } from './journal-file.ts';

const line = {
  text: 'Filler: level high',
  area: 'Filling',
  alarm: 'a',
  from: 'normal',
  to: 'unacknowledged',
  cause: 'condition-true',
  occurrence: 1,
  priority: 1,
} as const;

describe('the file of alarms', () => {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-journal-'));
  after(() => rmSync(directory, { recursive: true }));

  it('keeps only so many of the newest lines of each engine, and gives space back to the disk', async () => {
    const now = new Date('2026-11-24T12:00:00Z');
    const file = new JournalFile(directory, () => now, 100);
    const lines = Array.from({ length: 12_000 }, (_, n) => ({ ...line, seq: n + 1, ts: now.getTime() }));
    const state = newAlarm(now.getTime());
    await file.append('other', [{ alarm: 'a', state, lines: lines.slice(0, 50) }]);
    await file.append('engine', [{ alarm: 'a', state, lines }]);
    file.close();
    const bytes = (): number => statSync(join(directory, 'alarms.db')).size;
    const before = bytes();
    await file.prune('engine', 1_000, []);
    const kept = await file.page('engine', { limit: 500 });
    assert.deepEqual([kept.length, kept[0]?.seq, kept.at(-1)?.seq], [100, 12_000, 11_901]);
    assert.equal((await file.page('other', { limit: 500 })).length, 50);
    file.close();
    assert.ok(bytes() < before / 20, `${bytes()} of ${before} bytes are left`);
  });
});
