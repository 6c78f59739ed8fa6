import { hash } from 'node:crypto';
import { encodeEvent } from './canonical.ts';
import { signCheckpoint } from './checkpoint.ts';
import { signExport } from './export-seal.ts';
import type { SigningKey } from './keys.ts';
import { exportLines } from './lines.ts';
import { eventOf, origin } from './log.fixture.ts';
import { logEvents } from './log-events.ts';
import { signText } from './note.ts';
import { pruneText } from './prune-statement.ts';
import { readRanges } from './ranges.ts';
import { Frontier, leafDigest, type Subtree } from './tree.ts';
import type { KeyRow } from './verify-keys.ts';

interface Log {
  readonly time: number;
  readonly records: readonly string[];
  readonly first: SigningKey;
  readonly second: SigningKey;
  readonly keys: readonly KeyRow[];
  readonly noteOf: (size: number) => string;
}

interface Pruning {
  readonly ranges: string;
  /** Of the event that says it; undefined: none. */
  readonly signature: string | undefined;
  /** What stands for the pruned events. */
  readonly subtrees: readonly Subtree[];
}

/** The log of the other vectors, of which something was pruned afterwards: exports of it, and what is signed. */
export function pruneVectors({ time, records, first, second, keys, noteOf }: Log): object {
  const seq = records.length;
  const said = { class: 'change', reason: 'age' };
  const textOf = (ranges: string, of = seq): string => pruneText({ origin, seq: of, ...said, ranges });
  const treeOf = (from: number, to: number): Frontier => {
    const tree = new Frontier();
    for (const record of records.slice(from, to)) tree.append(leafDigest(record));
    return tree;
  };
  const subtree = (level: number, position: number): Subtree => {
    const [from, to] = [position * 2 ** level, (position + 1) * 2 ** level];
    return { level, position, digest: treeOf(from, to).root() };
  };
  const exportOf = ({ ranges, signature, subtrees }: Pruning): readonly string[] => {
    const data = { ...said, ranges, ...(signature !== undefined && { signature }) };
    const all = [...records, encodeEvent(eventOf(seq, { name: logEvents.prune, class: 'system', data }))];
    const tree = treeOf(0, seq);
    tree.append(leafDigest(all[seq] ?? ''));
    const last = signCheckpoint({ size: seq + 1, root: tree.root(), time: time + seq + 1 }, second);
    const gone = new Set(
      readRanges(ranges)?.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      ),
    );
    const lines = [exportLines.head({ origin, time }), ...keys.map(exportLines.key)];
    for (const [number, record] of all.entries()) {
      for (const one of subtrees)
        if (one.position * 2 ** one.level === number) lines.push(exportLines.subtree(one, 'pruned'));
      if (!gone.has(number)) lines.push(exportLines.record(record));
      const note = number === seq ? last : noteOf(number + 1);
      if ([6, 8, seq + 1].includes(number + 1))
        lines.push(exportLines.checkpoint({ size: number + 1, note }));
    }
    const events = all.length - gone.size;
    const digest = hash('sha256', lines.join(''), 'hex');
    const signed = signExport({ size: seq + 1, events, filter: undefined, digest }, second);
    return [...lines, exportLines.end({ events, size: seq + 1, keys: [], signed })];
  };
  const ranges = '2-3,5-5';
  const subtrees = [subtree(1, 1), subtree(0, 5)];
  const by = (key: SigningKey, of: string, number = seq): string => signText(textOf(of, number), key);
  const prunings: readonly (readonly [string, Pruning, string])[] = [
    ['signed by the key of its epoch', { ranges, subtrees, signature: by(second, ranges) }, 'ok'],
    ['without a signature', { ranges, subtrees, signature: undefined }, 'tampered'],
    ['signed by the key of another epoch', { ranges, subtrees, signature: by(first, ranges) }, 'tampered'],
    ['signed for another event', { ranges, subtrees, signature: by(second, ranges, 20) }, 'tampered'],
    ['signed for other ranges', { ranges, subtrees, signature: by(second, '2-3') }, 'tampered'],
    [
      'of an event that no checkpoint before it covers',
      { ranges: '17-17', subtrees: [subtree(0, 17)], signature: by(second, '17-17') },
      'tampered',
    ],
    [
      'of the event that names the second key',
      { ranges: '13-13', subtrees: [subtree(0, 13)], signature: by(second, '13-13') },
      'tampered',
    ],
    [
      'under one digest on both sides of a checkpoint',
      { ranges: '4-7', subtrees: [subtree(2, 1)], signature: by(second, '4-7') },
      'tampered',
    ],
  ];
  return {
    about:
      'What the key of its epoch signs of an event that says what was pruned, and exports with these anchors',
    statement: { origin, seq, ...said, ranges },
    text: textOf(ranges),
    public: second.public.text,
    signature: by(second, ranges),
    anchors: [noteOf(6), noteOf(8), noteOf(seq)],
    exports: prunings.map(([about, pruning, result]) => ({ about, lines: exportOf(pruning), result })),
  };
}
