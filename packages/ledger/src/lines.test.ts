import assert from 'node:assert/strict';
import { findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { ExportVerifier, exportLines } from './lines.ts';
import { origin, TestLog } from './log.fixture.ts';
import { Frontier, type Subtree } from './tree.ts';
import type { Verdict } from './verdict.ts';
import type { CheckpointRow } from './verify.ts';
import type { KeyRow } from './verify-keys.ts';

interface Row {
  readonly seq: number;
  readonly record: string;
  readonly digest: Uint8Array;
}

/** What is left out stands there leaf by leaf: not the fewest digests, but right. */
function exportOf(log: TestLog, isKept: (seq: number) => boolean = () => true): string[] {
  const all = <Found>(sql: string): Found[] => log.database.prepare(sql).all() as Found[];
  const checkpoints = all<CheckpointRow>('select size, note, frontier from checkpoint order by size');
  const lines = [exportLines.head({ origin, time: 1 })];
  for (const key of all<KeyRow>('select * from key order by epoch')) lines.push(exportLines.key(key));
  let events = 0;
  for (const { seq, record, digest } of all<Row>('select seq, record, digest from event order by seq')) {
    if (isKept(seq)) lines.push(exportLines.record(record));
    else lines.push(exportLines.subtree({ level: 0, position: seq, digest }, 'left-out'));
    events += isKept(seq) ? 1 : 0;
    const checkpoint = checkpoints.find(({ size }) => size === seq + 1);
    if (checkpoint) lines.push(exportLines.checkpoint(checkpoint));
  }
  lines.push(exportLines.end({ events, size: log.size }));
  return lines;
}

function verdictOf(lines: readonly string[], log: TestLog): Verdict {
  const verifier = new ExportVerifier({ anchors: findCheckpoints(log.notes.join('')) });
  for (const line of lines.join('').split('\n')) verifier.line(line);
  return verifier.end();
}

describe('an export', () => {
  const log = new TestLog();
  log.appendMany(100);
  log.checkpoint();
  log.rotate();
  log.appendMany(50);
  log.checkpoint();
  log.database.exec('delete from checkpoint where size < 20');

  it('can be checked, whole and filtered', () => {
    const whole = verdictOf(exportOf(log), log);
    assert.deepEqual([whole.result, whole.checked, whole.anchored], ['ok', 152, 152]);
    const some = verdictOf(
      exportOf(log, (seq) => seq % 3 === 1),
      log,
    );
    assert.deepEqual([some.result, some.checked, some.size, some.anchored], ['ok', 51, 152, 152]);
  });

  it('can have wide subtrees for what is left out', () => {
    const tree = new Frontier();
    const rows = log.database.prepare('select digest from event where seq < 64 order by seq').all();
    for (const { digest } of rows) tree.append(digest as Uint8Array);
    const [digest] = tree.digests();
    const subtree: Subtree = { level: 6, position: 0, digest: digest as Uint8Array };
    const lines = exportOf(log).filter((line) => !/"seq":([0-9]|[1-5]\d|6[0-3]),"/.test(line));
    lines.splice(3, 0, exportLines.subtree(subtree, 'left-out'));
    lines.splice(-1, 1, exportLines.end({ events: 152 - 64, size: 152 }));
    const verdict = verdictOf(lines, log);
    assert.deepEqual([verdict.result, verdict.checked], ['ok', 88], JSON.stringify(verdict.faults));
  });

  it('is not said to be cut off by what was anchored after it, and says of when it is', () => {
    const going = new TestLog();
    going.appendMany(20);
    going.checkpoint();
    const then = exportOf(going);
    const [time] = findCheckpoints(going.notes.at(-1) ?? '').map((checkpoint) => checkpoint.time);
    going.appendMany(5);
    going.checkpoint();
    const verdict = verdictOf(then, going);
    assert.deepEqual([verdict.result, verdict.anchored, verdict.later, verdict.time], ['ok', 21, 1, time]);
    assert.equal(verdictOf(exportOf(log), log).later, undefined);
  });

  it('shows every line that was changed, taken out, doubled or swapped', () => {
    const lines = exportOf(log, (seq) => seq % 5 !== 4);
    const last = lines.length - 1;
    for (let at = 1; at <= last; at += at > 5 && at < last - 3 ? 3 : 1) {
      const line = lines[at] as string;
      const without = lines.toSpliced(at, 1);
      // The first line is for people; checkpoints beside the last only tell where something is.
      if (line.startsWith('{"checkpoint"')) continue;
      assert.equal(verdictOf(without, log).result, 'tampered', `without line ${at}: ${line}`);
      assert.equal(verdictOf(lines.toSpliced(at, 0, line), log).result, 'tampered', `doubled ${at}: ${line}`);
      const middle = Math.floor(line.length / 2);
      const other = line[middle] === 'x' ? 'y' : 'x';
      const changed = line.slice(0, middle) + other + line.slice(middle + 1);
      assert.equal(verdictOf(lines.with(at, changed), log).result, 'tampered', `changed ${at}: ${changed}`);
      const next = lines[at + 1];
      if (next && !next.startsWith('{"checkpoint"'))
        assert.equal(
          verdictOf(lines.with(at, next).with(at + 1, line), log).result,
          'tampered',
          `swapped ${at}`,
        );
    }
    assert.equal(verdictOf(lines.slice(0, -1), log).faults[0]?.kind, 'unreadable');
  });

  it('that is none is refused', () => {
    const verifier = new ExportVerifier({ anchors: [] });
    assert.throws(() => verifier.line('{"actor":{}}'), ledgerErrors.notALog.is);
    assert.throws(() => new ExportVerifier({ anchors: [] }).end(), ledgerErrors.notALog.is);
  });
});
