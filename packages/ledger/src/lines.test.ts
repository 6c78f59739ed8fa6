import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { type ExportFilter, signExport } from './export-seal.ts';
import { ExportVerifier, exportLines } from './lines.ts';
import { origin, TestLog } from './log.fixture.ts';
import { Frontier, leafDigest, type Subtree } from './tree.ts';
import type { Verdict } from './verdict.ts';
import type { CheckpointRow } from './verify.ts';
import type { KeyRow } from './verify-keys.ts';

interface Row {
  readonly seq: number;
  readonly record: string;
  readonly digest: Uint8Array;
}

/** What is left out stands there leaf by leaf: not the fewest digests, but right. */
function exportOf(log: TestLog, isKept?: (seq: number) => boolean): string[] {
  const all = <Found>(sql: string): Found[] => log.database.prepare(sql).all() as Found[];
  const checkpoints = all<CheckpointRow>('select size, note, frontier from checkpoint order by size');
  const head = { origin, time: 1, ...(isKept && { filter: { text: 'some' } }) };
  const lines = [exportLines.head(head)];
  for (const key of all<KeyRow>('select * from key order by epoch')) lines.push(exportLines.key(key));
  let events = 0;
  for (const { seq, record, digest } of all<Row>('select seq, record, digest from event order by seq')) {
    const isIn = isKept?.(seq) ?? true;
    if (isIn) lines.push(exportLines.record(record));
    else lines.push(exportLines.subtree({ level: 0, position: seq, digest }, 'left-out'));
    events += isIn ? 1 : 0;
    const checkpoint = checkpoints.find(({ size }) => size === seq + 1);
    if (checkpoint) lines.push(exportLines.checkpoint(checkpoint));
  }
  return sealed(lines, log, { events, ...head });
}

/** With its last line. */
function sealed(
  lines: readonly string[],
  log: TestLog,
  { events, filter }: { readonly events: number; readonly filter?: ExportFilter },
): string[] {
  const { size } = log;
  const digest = hash('sha256', lines.join(''), 'hex');
  const signed = signExport({ size, events, filter, digest }, log.key);
  return [...lines, exportLines.end({ events, size, keys: [], signed })];
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
    const lines = exportOf(log, () => true).filter((line) => !/"seq":([0-9]|[1-5]\d|6[0-3]),"/.test(line));
    lines.splice(3, 0, exportLines.subtree(subtree, 'left-out'));
    const verdict = verdictOf(sealed(lines.slice(0, -1), log, { events: 88, filter: { text: 'some' } }), log);
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

  it('shows what somebody leaves out who has no key', () => {
    const hidden = (lines: readonly string[], reason: 'pruned' | 'left-out') => {
      const at = lines.findIndex((line) => line.includes('"seq":21,'));
      const digest = leafDigest((lines[at] as string).slice(0, -1));
      const end = JSON.parse(lines.at(-1) as string);
      end.end.events -= 1;
      return lines
        .with(at, exportLines.subtree({ level: 0, position: 21, digest }, reason))
        .with(-1, `${JSON.stringify(end)}\n`);
    };
    const [whole, some] = [exportOf(log), exportOf(log, (seq) => seq % 5 !== 4)];
    const head = some[0] as string;
    const forged: Readonly<Record<string, readonly string[]>> = {
      'as left out of all': hidden(whole, 'left-out'),
      'as pruned': hidden(whole, 'pruned'),
      'as left out of some': hidden(some, 'left-out'),
      'as pruned among some': hidden(some, 'pruned'),
      'another filter': some.with(0, head.replace('some', 'other')),
      'no filter': some.with(0, head.replace(/,"filter":\{[^}]*\}/, '')),
      'a filter where there was none': whole.with(0, head),
      'the end of another export': whole.with(-1, some.at(-1) as string),
      'no signature': whole.with(-1, `${JSON.stringify({ end: { events: 152, size: 152 } })}\n`),
    };
    for (const [how, lines] of Object.entries(forged)) {
      const { result, faults } = verdictOf(lines, log);
      assert.equal(result, 'tampered', how);
      assert.ok(
        faults.some(({ kind }) => kind === 'signature'),
        how,
      );
    }
  });

  it('can be signed by a key that the log has got since, if that was handed over', () => {
    const going = new TestLog();
    going.appendMany(20);
    going.checkpoint();
    const [size, former] = [going.size, going.key];
    const lines = exportOf(going).slice(0, -1);
    const digest = hash('sha256', lines.join(''), 'hex');
    going.rotate();
    const later = going.database.prepare('select * from key where epoch = 1').all() as unknown as KeyRow[];
    const end = (keys: readonly KeyRow[], key: typeof former) => [
      ...lines,
      exportLines.end({ events: 21, size, keys, signed: signExport({ size, events: 21, digest }, key) }),
    ];
    const results = [
      end(later, going.key),
      end([], former),
      end(later, former),
      end([], going.key),
      end([{ ...(later[0] as KeyRow), handover: null }], going.key),
    ].map((text) => verdictOf(text, going).result);
    assert.deepEqual(results, ['ok', 'ok', 'tampered', 'tampered', 'tampered']);
  });

  it('that is none is refused', () => {
    const verifier = new ExportVerifier({ anchors: [] });
    assert.throws(() => verifier.line('{"actor":{}}'), ledgerErrors.notALog.is);
    assert.throws(() => new ExportVerifier({ anchors: [] }).end(), ledgerErrors.notALog.is);
  });
});
