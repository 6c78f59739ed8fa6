import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { coerceNodeId } from 'node-opcua-nodeid';
import type { OpcUaTag } from '../../tag.ts';
import { linkOf, ScriptedCaller } from '../read/reader.fixture.ts';
import { TypeBook } from '../structures/type-book.ts';
import { type BuiltInName, builtIn } from '../values/built-in.ts';
import { attributeType } from './attribute-types.ts';
import { prepareWrite, type ValueToWrite } from './prepare.ts';

const caller = new ScriptedCaller(() => Promise.reject(new TypeError('Nobody asks')));
const book = new TypeBook(caller, new ManualClock(), linkOf());
const tag = (more: Partial<OpcUaTag> = {}): OpcUaTag => ({ name: 'speed', address: 'ns=1;i=1', ...more });

const prepare = (item: ValueToWrite, type: BuiltInName, rank = -1, present?: number) =>
  prepareWrite(item, {
    book,
    nodeId: coerceNodeId('ns=1;i=1'),
    wanted: { type: { name: type, builtIn: builtIn[type] }, rank },
    round: false,
    present,
  });

describe('a write before it is sent', () => {
  it('knows what its node will hold', () => {
    assert.equal(prepare({ tag: tag(), value: 0.1 }, 'Float').meant.value, Math.fround(0.1));
    assert.equal(prepare({ tag: tag({ wide: 'string' }), value: 5n }, 'Int64').meant.value, '5');
    const { value, text } = prepare({ tag: tag(), value: '9007199254740993' }, 'Int64').meant;
    assert.deepEqual([value, text], [null, '9007199254740993']);
    const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    const { meant, operation } = prepare({ tag: tag({ scaling }), value: 12.34 }, 'Int16');
    assert.deepEqual([meant.value, operation.variant], [12.3, Buffer.from([4, 123, 0])]);
  });

  it('is held against the limits of its tag by what the node would hold', () => {
    const scaling = { kind: 'factor', factor: 1, offset: 0 } as const;
    const rules = { max: 10 };
    assert.throws(() => prepare({ tag: tag({ rules }), value: 11 }, 'Int16'), { code: 'tags.out-of-range' });
    assert.throws(() => prepare({ tag: tag({ rules: { max: 9.8 }, scaling }), value: 9.7 }, 'Int16'), {
      code: 'tags.out-of-range',
    });
    const step = { maxStep: 2 };
    assert.throws(() => prepare({ tag: tag({ rules: step }), value: 5 }, 'Int16', -1, 1), {
      code: 'tags.step-too-large',
    });
    assert.throws(() => prepare({ tag: tag({ rules: step }), value: 5 }, 'Int16'), {
      code: 'tags.step-too-large',
    });
    prepare({ tag: tag({ rules: step }), value: 3 }, 'Int16', -1, 1);
  });

  it('is not beyond a limit by the precision of a Float alone', () => {
    const rules = { min: -0.3, max: 0.1 };
    const limited = tag({ rules });
    assert.equal(prepare({ tag: limited, value: 0.1 }, 'Float').meant.value, Math.fround(0.1));
    prepare({ tag: limited, value: [0.1, -0.3] }, 'Float', 1);
    const scaling = { kind: 'factor', factor: 0.7, offset: 0 } as const;
    prepare({ tag: tag({ rules, scaling }), value: 0.1 }, 'Float');
    for (const value of [0.10000001, -0.3000001, Math.fround(0.1)])
      assert.throws(() => prepare({ tag: limited, value }, 'Float'), { code: 'tags.out-of-range' });
  });

  it('has each element of a scaled array held against the limits, in the unit of the tag', () => {
    const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    const limited = tag({ scaling, rules: { max: 50 } });
    const { meant, operation } = prepare({ tag: limited, value: [10, 50] }, 'Int16', 1);
    assert.deepEqual(meant.value, [10, 50]);
    assert.deepEqual(operation.variant, Buffer.from([0x84, 2, 0, 0, 0, 100, 0, 0xf4, 1]));
    for (const [value, rank] of [
      [[10, 90], 1],
      [Float64Array.of(90), 1],
      [[[1, 90]], 2],
      [90, -2],
      [[90], -3],
    ] as const) {
      assert.throws(() => prepare({ tag: limited, value }, 'Int16', rank), { code: 'tags.out-of-range' });
    }
  });

  it('has bytes held against the limits where its node is an array of Bytes', () => {
    const limited = tag({ rules: { max: 10 } });
    for (const [value, rank] of [
      [[200], 1],
      [Buffer.from([200]), 1],
      [Uint8Array.of(200), 1],
      [[Buffer.from([200])], 2],
    ] as const) {
      assert.throws(() => prepare({ tag: limited, value }, 'Byte', rank), { code: 'tags.out-of-range' });
    }
    assert.deepEqual(prepare({ tag: limited, value: Buffer.from([10]) }, 'Byte', 1).meant.value, [10]);
    assert.deepEqual(
      prepare({ tag: limited, value: Buffer.from([200]) }, 'ByteString').meant.value,
      Buffer.from([200]),
    );
  });

  it('has a status and a time only where they are given', () => {
    const { operation } = prepare({ tag: tag(), value: 1 }, 'Byte');
    assert.deepEqual(Object.keys(operation), ['nodeId', 'attribute', 'indexRange', 'variant']);
    const given = {
      tag: tag(),
      value: 1,
      status: 'UncertainLastUsableValue',
      sourceTs: '2026-01-02T03:04:05.1234567Z',
    };
    const { statusCode, sourceTime } = prepare(given, 'Byte').operation;
    assert.equal(statusCode, 0x40900000);
    assert.equal((sourceTime ?? 0n) % 10_000_000n, 1_234_567n);
    assert.throws(() => prepare({ ...given, status: 'BadNothing' }, 'Byte'), {
      code: 'opcua.bad-type-mismatch',
    });
    assert.throws(() => prepare({ ...given, sourceTs: 'yesterday' }, 'Byte'), {
      code: 'opcua.bad-type-mismatch',
    });
  });

  it('fits its range of indexes', () => {
    const within = (indexRange: string, value: unknown, type: BuiltInName, rank: number) =>
      prepare({ tag: tag({ indexRange }), value }, type, rank).operation.variant;
    assert.deepEqual(within('1:2', [7, 8], 'Byte', 1), Buffer.from([0x83, 2, 0, 0, 0, 7, 8]));
    assert.deepEqual(
      within('0,1:2', [[7, 8]], 'Byte', 2).subarray(0, 7),
      Buffer.from([0xc3, 2, 0, 0, 0, 7, 8]),
    );
    assert.deepEqual(within('1:2', 'ab', 'String', -1), Buffer.from([12, 2, 0, 0, 0, 97, 98]));
    for (const [range, value, rank] of [
      ['1:2', [1], 1],
      ['1:2', [1, 2, 3], 1],
      ['1', 5, 1],
      [
        '0,1:2',
        [
          [1, 2],
          [3, 4],
        ],
        2,
      ],
    ] as const) {
      assert.throws(() => within(range, value, 'Byte', rank), {
        code: 'opcua.bad-index-range-data-mismatch',
      });
    }
    assert.throws(() => within('2:1', [1], 'Byte', 1), { code: 'opcua.bad-index-range-invalid' });
  });

  it('knows the types of the attributes that can be written', () => {
    assert.equal(attributeType('DisplayName')?.type.name, 'LocalizedText');
    assert.deepEqual(attributeType('ArrayDimensions')?.rank, 1);
    assert.equal(attributeType('NodeClass'), undefined);
  });
});
