import assert from 'node:assert/strict';
import { decodeBlock, encodeBlock } from './block.ts';
import { golden } from './golden.fixture.ts';
import { blockInfo } from './header.ts';
import { columnsOf, rowsOf } from './histories.fixture.ts';
import { codecs } from './value-codec.ts';

describe('the format of blocks', () => {
  for (const { kind, rows, block } of golden) {
    it(`is what it was, with values coded as ${kind}`, () => {
      const bytes = new Uint8Array(Buffer.from(block, 'base64'));
      assert.equal(blockInfo(bytes).codec, codecs[kind]);
      assert.deepStrictEqual(rowsOf(decodeBlock(bytes)), rows);
      assert.deepEqual(encodeBlock(columnsOf(rows)), bytes);
    });
  }
});
