import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coerceNodeId } from 'node-opcua-nodeid';
import { Range } from 'node-opcua-types';
import { DataType, VariantArrayType } from 'node-opcua-variant';
import { standardTypeByEncoding } from '../structures/standard-types.ts';
import { answerOf } from './keep-raw.ts';
import { rawOf, rawScalar, sample } from './raw.fixture.ts';

const types = {
  namespaces: ['', 'urn:plant'],
  byEncoding: (encoding: string) => standardTypeByEncoding(Number(encoding.slice(2))) ?? null,
};

/** Decent values, for somebody to spoil. */
const seeds = [
  rawScalar(DataType.ExtensionObject, new Range({ low: 1, high: 2 })),
  rawScalar(DataType.NodeId, coerceNodeId('ns=1;s=abc')),
  rawScalar(DataType.LocalizedText, { text: 'a', locale: 'en' }),
  rawOf({ value: { dataType: DataType.String, arrayType: VariantArrayType.Array, value: ['a', 'b', null] } }),
  rawOf({
    value: {
      dataType: DataType.Int32,
      arrayType: VariantArrayType.Matrix,
      dimensions: [1, 2],
      value: new Int32Array(2),
    },
    sourceTimestamp: new Date(),
  }),
].map(({ bytes }) => bytes);

describe('bytes that are no value', () => {
  it('make a bad sample, or another value, and never an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const { quality, value } = sample({ bytes: Buffer.from(noise), at: 0 }, {}, types);
        assert.ok(quality !== 'bad' || value === null);
      }),
      { numRuns: 2_000 },
    );
  });

  it('do so where only some of them are wrong, or missing', () => {
    const spoiled = fc.record({
      seed: fc.constantFrom(...seeds),
      changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
      end: fc.nat({ max: 80 }),
    });
    fc.assert(
      fc.property(spoiled, ({ seed, changes, end }) => {
        const bytes = Buffer.from(seed.subarray(0, end));
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const { quality, value } = sample({ bytes, at: 0 }, {}, types);
        assert.ok(quality !== 'bad' || value === null);
      }),
      { numRuns: 5_000 },
    );
  });

  it('nest no deeper than the stack is', () => {
    const deep = Buffer.concat([Buffer.from([1]), Buffer.alloc(100_000, 24)]);
    assert.equal(sample({ bytes: deep, at: 0 }).status?.name, 'BadDecodingError');
    const diagnostics = Buffer.concat([Buffer.from([1, 25]), Buffer.alloc(100_000, 0x40)]);
    assert.equal(sample({ bytes: diagnostics, at: 0 }).status?.name, 'BadDecodingError');
  });

  it('are no answer, which the generated code is left to say', () => {
    const head = Buffer.from([1, 0, 0x7a, 2]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        answerOf(Buffer.concat([head, noise]));
      }),
    );
  });
});
