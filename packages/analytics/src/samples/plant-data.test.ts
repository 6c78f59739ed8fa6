import assert from 'node:assert/strict';
import { decodeBlock, encodeBlock } from './block.ts';
import { columnsOf, type Row, rowsOf } from './histories.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Mulberry32: numbers from 0 up to 1. */
function chance(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = chance(seed);
/** About normal, with a standard deviation of 1. */
const noise = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);
const hundredths = (value: number): number => Math.round(value * 100) / 100;

let [sent, setPoint, isRunning, drift] = [1_000, 65, 1, 0];
/** All the lower bits of such a value are noise, and without loss they can only be kept. */
const noisySingle = 'analogue in single precision, unrounded';

/** The value of each kind of tag at each second. */
const kinds: Readonly<Record<string, (second: number) => number>> = {
  'analogue, noise of 0.5, 2 decimals': (second) => hundredths(80 + 5 * Math.sin(second / 600) + noise() / 2),
  'analogue, slow, 2 decimals': () => {
    drift += noise() * 0.02;
    return hundredths(21 + drift);
  },
  [noisySingle]: (second) => Math.fround(4 + Math.sin(second / 300) + noise() / 50),
  'integer counter': () => {
    sent += Math.round(random() * 3);
    return sent;
  },
  boolean: () => {
    if (random() < 0.02) isRunning = 1 - isRunning;
    return isRunning;
  },
  'set point': () => {
    if (random() < 0.001) setPoint = Math.round(random() * 1_000) / 10;
    return setPoint;
  },
};

/** A poll once a second: its answers take 3 to 30 ms, a cycle is left out now and then, the PLC is away sometimes. */
function polled(valueAt: (second: number) => number, count: number): readonly Row[] {
  let [second, away] = [0, 0];
  return Array.from({ length: count }, () => {
    second += random() < 0.001 ? 2 : 1;
    if (random() < 0.0005) away = 30;
    away -= 1;
    const time = 1_790_000_000_000 + second * 1_000 + 3 + Math.floor(random() * 28);
    return away > 0 ? [time, Number.NaN, 2] : [time, valueAt(second), 0];
  });
}

describe(`plant data in blocks of 1,024 (seed ${seed})`, () => {
  for (const [kind, valueAt] of Object.entries(kinds)) {
    const rows = polled(valueAt, 16 * 1_024);
    const parts = Array.from({ length: 16 }, (_, index) => rows.slice(index * 1_024, (index + 1) * 1_024));
    const blocks = parts.map((part) => encodeBlock(columnsOf(part)));
    const each = blocks.reduce((sum, { length }) => sum + length, 0) / rows.length;
    it(`takes ${each.toFixed(2)} bytes a sample: ${kind}`, () => {
      assert.ok(each < (kind === noisySingle ? 4 : 3));
      assert.deepStrictEqual(
        blocks.flatMap((block) => rowsOf(decodeBlock(block))),
        rows,
      );
    });
  }
});
