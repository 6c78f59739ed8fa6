import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { encodeEvent } from './canonical.ts';
import { checkpointLine, signCheckpoint } from './checkpoint.ts';
import type { AuditEvent } from './event.ts';
import { signExport } from './export-seal.ts';
import { importKey, type SigningKey, signHandover } from './keys.ts';
import { exportLines } from './lines.ts';
import { eventOf, origin } from './log.fixture.ts';
import { logEvents } from './log-events.ts';
import { consistencyPath, inclusionPath, type RootOf } from './path.ts';
import { writeProof } from './proof.ts';
import { pruneVectors } from './prune-vectors.fixture.ts';
import { type Digest, Frontier, leafDigest } from './tree.ts';
import type { KeyRow } from './verify-keys.ts';
import { wordsOf } from './words.ts';

/*
 * What vectors are made of: a log of 21 events with two keys. The keys are published, so they sign nothing else.
 */

export const vectorsDirectory = new URL('../vectors/', import.meta.url);
export const vectorNames = ['records', 'trees', 'notes', 'proofs', 'exports', 'prunes'] as const;
export type VectorName = (typeof vectorNames)[number];

export const readVectors = <Vectors>(name: VectorName): Vectors =>
  JSON.parse(readFileSync(new URL(`${name}.json`, vectorsDirectory), 'utf8'));

const time = Date.parse('2026-11-26T06:00:00Z');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function publishedKey(byte: number): SigningKey {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const pkcs8 = Buffer.concat([head, Buffer.alloc(32, byte)]).toString('base64');
  return importKey(origin, `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`);
}

const [first, second] = [publishedKey(1), publishedKey(2)];
const rotateAt = 13;
const size = 21;
const handover = signHandover({ epoch: 1, since: rotateAt, next: second.public }, first);
const keys: readonly KeyRow[] = [
  { epoch: 0, public: first.public.text, since: 0, handover: null },
  { epoch: 1, public: second.public.text, since: rotateAt, handover },
];

const special: Readonly<Record<number, Partial<AuditEvent>>> = {
  0: { name: logEvents.begin, class: 'system', data: { origin, publicKey: first.public.text } },
  3: { reason: 'quotes " and \\, a line\nand a tab\t, \u0007, \u007f, \u2028' },
  4: { reason: '\u00d6l \u20ac \ud83d\ude00 \ufb33', actor: { kind: 'anyone' } },
  5: { data: { '10': 1, '9': 2, a: ['x', 3], '\u20ac': true, '\r': -7 } },
  6: {
    change: {
      parts: [
        {
          kind: 'tab',
          id: 't1',
          name: 'Line 3',
          formerName: 'Line 2',
          state: 'changed',
          properties: true,
          added: 1,
          changed: 0,
          removed: 0,
          moved: 0,
          nodes: [{ id: 'n1', type: 'function', name: 'Motor', state: 'added' }],
        },
      ],
      credentials: [{ id: 'n1', field: 'password', state: 'set' }],
    },
    version: 17,
  },
  [rotateAt]: {
    name: logEvents.rotate,
    class: 'system',
    data: { epoch: 1, publicKey: second.public.text, fingerprint: second.public.fingerprint, handover },
  },
};

const events = Array.from({ length: size }, (_, seq) => eventOf(seq, special[seq]));
const records = events.map(encodeEvent);
const leaves = records.map(leafDigest);

function frontierOf(from: number, to: number): Frontier {
  const frontier = new Frontier();
  for (const leaf of leaves.slice(from, to)) frontier.append(leaf);
  return frontier;
}
const rootOf: RootOf = (from, to) => frontierOf(from, to).root();
const noteOf = (of: number): string =>
  signCheckpoint({ size: of, root: rootOf(0, of), time: time + of }, of > rotateAt ? second : first);
const proofOf = (seq: number, of: number): string =>
  writeProof({
    seq,
    path: inclusionPath(seq, of, rootOf),
    note: noteOf(of),
    record: records[seq] ?? '',
    keys: of > rotateAt ? keys : keys.slice(0, 1),
  });

/** An export of which some events are left out, each under a digest of its own. */
function exportOf(isKept?: (seq: number) => boolean): readonly string[] {
  const filter = isKept && { names: 'some' };
  const lines = [
    exportLines.head({ origin, time, ...(filter && { filter }) }),
    ...keys.map(exportLines.key),
    ...records.flatMap((record, seq) => [
      !isKept || isKept(seq)
        ? exportLines.record(record)
        : exportLines.subtree({ level: 0, position: seq, digest: leaves[seq] as Digest }, 'left-out'),
      ...([8, size].includes(seq + 1)
        ? [exportLines.checkpoint({ size: seq + 1, note: noteOf(seq + 1) })]
        : []),
    ]),
  ];
  const events = records.filter((_, seq) => !isKept || isKept(seq)).length;
  const digest = hash('sha256', lines.join(''), 'hex');
  const signed = signExport({ size, events, filter, digest }, second);
  return [...lines, exportLines.end({ events, size, keys: [], signed })];
}

const make: Readonly<Record<VectorName, () => object>> = {
  records: () => ({
    about: 'Events, the record of each, its leaf, and the words that a search finds it by',
    records: events.map((event, seq) => ({
      event,
      record: records[seq],
      leaf: hex(leaves[seq] as Digest),
      words: wordsOf(event),
    })),
    refused: [
      ['a space', (records[1] ?? '').replace('"seq":1', '"seq": 1')],
      ['a number in another way', (records[1] ?? '').replace('"seq":1', '"seq":1.0')],
      ['an escape that need not be', (records[1] ?? '').replace('Motor', 'M\\u006ftor')],
      ['half a surrogate pair', (records[1] ?? '').replace('Motor', '\\ud800')],
      ['a member twice', (records[1] ?? '').replace('"seq":1', '"seq":1,"seq":1')],
      ['a member that nobody knows', (records[1] ?? '').replace('"format":1', '"format":1,"formats":1')],
    ].map(([about, record]) => ({ about, record })),
  }),
  trees: () => ({
    about: 'Roots and frontiers of the first leaves of records.json, and paths in these trees',
    trees: Array.from({ length: size + 1 }, (_, of) => ({
      size: of,
      root: hex(rootOf(0, of)),
      frontier: frontierOf(0, of).digests().map(hex),
    })),
    inclusion: [1, 2, 3, 7, 8, 20, size].flatMap((of) =>
      [0, Math.floor(of / 2), of - 1].map((index) => ({
        index,
        size: of,
        path: inclusionPath(index, of, rootOf).map(hex),
      })),
    ),
    consistency: [
      [1, 2],
      [3, 7],
      [4, 8],
      [6, 21],
      [8, 21],
      [20, 21],
      [21, 21],
    ].map(([from = 0, to = 0]) => ({ from, to, path: consistencyPath(from, to, rootOf).map(hex) })),
  }),
  notes: () => ({
    about: 'Keys, the handover from the first to the second, and checkpoints of the trees in trees.json',
    origin,
    keys: keys.map((key, epoch) => ({
      ...key,
      fingerprint: (epoch === 0 ? first : second).public.fingerprint,
    })),
    checkpoints: [1, 8, rotateAt, rotateAt + 1, size].map((of) => ({
      size: of,
      root: hex(rootOf(0, of)),
      time: time + of,
      epoch: of > rotateAt ? 1 : 0,
      note: noteOf(of),
      line: checkpointLine(noteOf(of)),
    })),
    refused: [
      ['another size', noteOf(8).replace('\n8\n', '\n9\n')],
      ['another time', noteOf(8).replace('time ', 'time 1')],
      ['the key of another epoch', signCheckpoint({ size: 8, root: rootOf(0, 8), time }, second)],
      ['no signature', noteOf(8).slice(0, noteOf(8).indexOf('\u2014'))],
    ].map(([about, note]) => ({ about, size: 8, note })),
  }),
  proofs: () => ({
    about: 'Proofs, and what comes out with this pin and no anchor',
    pin: first.public.fingerprint,
    proofs: [
      ['an event under the first key', proofOf(3, 8), 'ok'],
      ['an event under the second key', proofOf(4, size), 'ok'],
      ['the last event', proofOf(size - 1, size), 'ok'],
      ['the only event', proofOf(0, 1), 'ok'],
      ['of another event', proofOf(3, 8).replace('index 3', 'index 2'), 'tampered'],
      ['with another checkpoint', proofOf(3, 8).replace(noteOf(8), noteOf(size)), 'tampered'],
    ].map(([about, proof, result]) => ({ about, proof, result })),
  }),
  prunes: () => pruneVectors({ time, records, first, second, keys, noteOf }),
  exports: () => ({
    about: 'Exports, and the verdict with these anchors',
    anchors: [noteOf(8), noteOf(size)],
    exports: [
      { about: 'all events', lines: exportOf(), result: 'ok', anchored: size },
      { about: 'every third event', lines: exportOf((seq) => seq % 3 === 0), result: 'ok', anchored: size },
      {
        about: 'a record that was changed',
        lines: exportOf().map((line) => line.replace('"seq":9,', '"seq":9 ,')),
        result: 'tampered',
        anchored: 8,
      },
      {
        about: 'another filter than it was made with',
        lines: exportOf((seq) => seq % 3 === 0).map((line) =>
          line.replace('"names":"some"', '"names":"all"'),
        ),
        result: 'tampered',
        anchored: size,
      },
      {
        about: 'an event that is said to be left out, though there is no filter',
        lines: exportOf().map((line) =>
          line.startsWith('{"actor"') && line.includes('"seq":9,')
            ? exportLines.subtree({ level: 0, position: 9, digest: leaves[9] as Digest }, 'left-out')
            : line,
        ),
        result: 'tampered',
        anchored: size,
      },
      {
        about: 'without its end',
        lines: exportOf().slice(0, -3),
        result: 'tampered',
        anchored: 8,
      },
    ],
  }),
};

/** The text of a file of vectors. What looks alike must not be brought into another form by a tool that means well. */
export const vectorsText = (name: VectorName): string =>
  `${JSON.stringify(make[name](), null, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
