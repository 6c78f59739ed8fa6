import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { count } from '@millwright/testing';
import fc from 'fast-check';
import { randomOf } from '../../packages/release/src/people.fixture.ts';
import { acceptSealed, content, key, meant } from '../../packages/release/src/seal/seal-attacks.fixture.ts';
import { sealFor } from '../../packages/release/src/seal/sealed.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const inputs = count('seal_mutations', { quick: 1000, full: 50_000 });
/** Both are good, and the same is in them. */
const boxes = await Promise.all(
  ['one', 'other'].map((name) => sealFor(meant, key.public, content, randomOf(name))),
);

const box = fc.constantFrom(...boxes);
const base64 = fc.constantFrom(...'ABCXYZabcxyz0189+/=');
const flipped = box.chain((bytes) =>
  fc.tuple(fc.nat(bytes.length - 1), fc.nat(7)).map(([at, bit]) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << bit);
    return copy;
  }),
);
/** Another character of base64, which keeps the document whole. */
const rewritten = box.chain((bytes) =>
  fc.tuple(fc.nat(bytes.length - 1), base64).map(([at, letter]) => {
    const copy = Buffer.from(bytes);
    copy.write(letter, at, 'latin1');
    return copy;
  }),
);
const cut = box.chain((bytes) => fc.nat(bytes.length - 1).map((to) => Buffer.from(bytes.subarray(0, to))));
const spliced = fc
  .tuple(box, box, fc.nat(3000), fc.nat(3000))
  .map(([one, other, to, from]) => Buffer.concat([one.subarray(0, to), other.subarray(from)]));

describe(`mutations of what is sealed (SEED=${seed})`, function () {
  this.timeout(1_200_000);

  it(`are all refused with a code, in ${inputs} of them`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(flipped, rewritten, cut, spliced), async (bytes) => {
        try {
          await acceptSealed(bytes);
        } catch (error) {
          if (!isCodedError(error) || error.family === 'bug') throw error;
          return;
        }
        assert.ok(boxes.some((good) => bytes.equals(good)));
      }),
      { seed, numRuns: inputs, endOnFailure: true },
    );
  });
});
