import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBlock } from './block.ts';
import { crc32 } from './crc32.ts';
import { sampleErrors } from './errors.ts';
import { columnsOf, histories } from './histories.fixture.ts';
import { readBlocks } from './read-blocks.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const fileOf = (blocks: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(blocks));
const files = fc
  .array(histories(30), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((rows) => encodeBlock(columnsOf(rows))));

describe(`files of blocks (seed ${seed})`, () => {
  it('know the check value of CRC-32', () => {
    assert.equal(crc32(new TextEncoder().encode('123456789'), 0, 9), 0xcbf43926);
  });

  it('give the whole blocks before every cut, and where the torn one begins', () => {
    fc.assert(
      fc.property(files, (blocks) => {
        const file = fileOf(blocks);
        for (let cut = 0; cut <= file.length; cut += 1) {
          const whole: Uint8Array[] = [];
          let end = 0;
          for (const block of blocks) {
            if (end + block.length > cut) break;
            whole.push(block);
            end += block.length;
          }
          assert.deepEqual(readBlocks(file.subarray(0, cut)), { blocks: whole, end });
        }
      }),
      { seed, numRuns: 15 },
    );
  });

  it('end before a block with a turned bit', () => {
    fc.assert(
      fc.property(files, fc.nat(), (blocks, where) => {
        const file = fileOf(blocks);
        const bit = where % (file.length * 8);
        file[bit >> 3] = (file[bit >> 3] as number) ^ (1 << (bit & 7));
        const read = readBlocks(file);
        const before = blocks.slice(0, read.blocks.length);
        assert.deepEqual(read.blocks, before);
        const ends = read.end + (blocks[before.length]?.length ?? 0);
        assert.ok(read.end <= bit >> 3 && bit >> 3 < ends);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('say that a newer version wrote a block, and do not call it torn', () => {
    const block = encodeBlock(columnsOf([[0, 1, 0]]));
    block[8] = 2;
    new DataView(block.buffer).setUint32(110, crc32(block, 0, 110), true);
    assert.throws(() => readBlocks(block), sampleErrors.unknownFormat.is);
  });
});
