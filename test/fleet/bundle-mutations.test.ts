import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { count } from '@millwright/testing';
import { heldMemory, megabyte } from '@millwright/testing/memory';
import fc from 'fast-check';
import { alteredHeader, Chunks } from '../../packages/release/src/bundle/bundle.fixture.ts';
import {
  acceptBundle,
  entriesOf,
  fileOf,
  releaseOf,
  rotatedTrust,
} from '../../packages/release/src/bundle/sample-bundle.fixture.ts';
import { otherReleaseKey } from '../../packages/release/src/people.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const inputs = count('bundle_mutations', { quick: 2000, full: 200_000 });
const bits = count('bundle_bits', { quick: 1500, full: 1_000_000 });
const block = 512;

interface Good {
  readonly entries: readonly Buffer[];
  readonly bytes: Buffer;
}

const good = (...entries: readonly Buffer[]): Good => ({ entries, bytes: fileOf(...entries) });

/** Two releases, and the second one once more by another key, with the trust that names it. */
const [seven, eight] = [releaseOf(7), releaseOf(8, 'Another oven')];
const one = good(entriesOf(seven).manifest, ...entriesOf(seven).blobs);
const other = good(entriesOf(eight).manifest, ...entriesOf(eight).blobs);
const rotated = good(entriesOf(eight, [otherReleaseKey]).manifest, rotatedTrust, ...entriesOf(eight).blobs);
const all = [one, other, rotated];

/** Whether it was accepted. What is refused has a code, or it is a fault of ours. */
async function isAccepted(bytes: Uint8Array, chunk: number): Promise<boolean> {
  try {
    await acceptBundle(new Chunks(bytes, chunk));
    return true;
  } catch (error) {
    if (!isCodedError(error) || error.family === 'bug') throw error;
    return false;
  }
}

/** What was accepted has to be, byte for byte, one of those that were signed. */
const check = async (bytes: Buffer, chunk: number): Promise<void> => {
  if (await isAccepted(bytes, chunk)) assert.ok(all.some((each) => bytes.equals(each.bytes)));
};

const any = fc.constantFrom(...all);
/** A place in a file: anywhere, at a header, or beside one. */
const place = (bytes: Buffer): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat(bytes.length - 1),
    fc
      .tuple(fc.nat(bytes.length / block), fc.integer({ min: -1, max: 1 }))
      .map(([blocks, near]) => Math.min(bytes.length, Math.max(0, blocks * block + near))),
  );

const flipped = any.chain(({ bytes }) =>
  fc.array(fc.tuple(place(bytes), fc.nat(7)), { minLength: 1, maxLength: 3 }).map((flips) => {
    const copy = Buffer.from(bytes);
    for (const [at, bit] of flips) if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << bit);
    return copy;
  }),
);
const cut = any.chain(({ bytes }) => place(bytes).map((at) => bytes.subarray(0, at)));
const spliced = fc
  .tuple(any, any)
  .chain(([before, after]) =>
    fc
      .tuple(place(before.bytes), place(after.bytes))
      .map(([to, from]) => Buffer.concat([before.bytes.subarray(0, to), after.bytes.subarray(from)])),
  );
const reordered = fc
  .array(fc.constantFrom(...one.entries, ...other.entries, ...rotated.entries), { maxLength: 7 })
  .map((entries) => fileOf(...entries));
/** A header with random bytes in its fields, most of them of a kind that stands there in other tar files. */
const field = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(
    '0',
    '1',
    '5',
    'x',
    'g',
    'L',
    'S',
    '\0',
    '../',
    '/etc/passwd\0',
    '77777777777',
    '00000000000',
    '\x80',
    'ustar  \0',
  ),
);
const headed = any.chain(({ entries }) =>
  fc
    .tuple(
      fc.nat(entries.length - 1),
      fc.dictionary(
        fc.constantFrom(
          '0',
          '13',
          '99',
          '100',
          '124',
          '135',
          '136',
          '156',
          '157',
          '257',
          '265',
          '329',
          '345',
          '500',
        ),
        field,
        { minKeys: 1, maxKeys: 3 },
      ),
    )
    .map(([index, changes]) =>
      fileOf(
        ...entries.map((entry, at) =>
          at === index
            ? Buffer.concat([alteredHeader(entry.subarray(0, block), changes), entry.subarray(block)])
            : entry,
        ),
      ),
    ),
);
const inserted = any.chain(({ bytes }) =>
  fc
    .tuple(
      place(bytes),
      fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 600 }), fc.constant(new Uint8Array(block))),
    )
    .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
);

describe(`mutations of bundles (SEED=${seed})`, function () {
  this.timeout(1_200_000);
  const { stackTraceLimit } = Error;
  // Each refusal is an error, whose stack nobody reads; a failure names what was refused, and SEED= repeats it.
  before(() => {
    Error.stackTraceLimit = 0;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('are not there at first', async () => {
    for (const { bytes } of all) assert.ok(await isAccepted(bytes, 1000));
  });

  it(`are all refused with a code, in ${inputs} of them`, async () => {
    const before = await heldMemory();
    const kinds = fc.oneof(flipped, cut, spliced, reordered, headed, inserted);
    await fc.assert(
      fc.asyncProperty(kinds, fc.constantFrom(1, 100, 512, 4096), (bytes, chunk) =>
        check(bytes, bytes.length > 0 ? Math.max(chunk, bytes.length >> 6) : chunk),
      ),
      { seed, numRuns: inputs, endOnFailure: true },
    );
    const after = await heldMemory();
    const grown = (after.heap + after.buffers - before.heap - before.buffers) / megabyte;
    assert.ok(grown < 20, `${grown.toFixed(1)} MB are kept`);
  });

  it('are refused with one bit changed, wherever it is', async () => {
    const { bytes } = rotated;
    const last = bytes.length * 8;
    const step = Math.max(1, Math.ceil(last / bits));
    for (let bit = seed % step; bit < last; bit += step) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(await isAccepted(copy, 4096), false, `bit ${bit}`);
    }
  });
});
