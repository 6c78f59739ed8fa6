import assert from 'node:assert/strict';
import { Chance } from '@millwright/simulators';
import { fillByChance, SimulatedS7Plc } from '@millwright/simulators/s7';
import { askWithSnap7, bytesOf, type Snap7Call, type Snap7Told, startSnap7 } from './support/snap7.ts';

/** What both servers hold. */
const size = 2_000;

interface Check {
  readonly title: string;
  readonly calls: readonly Snap7Call[];
  /** @param block data block 1 as it was at first. @throws where an answer is not as it has to be */
  readonly expect: (told: readonly Snap7Told[], block: Buffer) => void;
  /** Why Snap7's server does not pass. */
  readonly deviates?: string;
}

const inBytes = 'it counts timers and counters in bytes: the second one begins at the second byte';
const range = 'CPU : Address out of range';
const missing = 'CPU : Item not available';

/** One variable of a request of several, as Snap7's client takes it. */
const variable = (
  Area: string,
  DBNumber: number,
  Start: number,
  Amount: number,
  WordLen = 'S7WLByte',
  hex?: string,
) => ({
  Area,
  DBNumber,
  Start,
  Amount,
  WordLen,
  ...(hex !== undefined && { Data: { hex } }),
});
const inBlock = (start: number, amount: number, length?: string) =>
  variable('S7AreaDB', 1, start, amount, length);

/** The code and the bytes of each variable; Snap7's codes are its own. */
function variablesOf(
  told: Snap7Told | undefined,
): readonly { readonly code: number; readonly hex?: string }[] {
  assert.ok(told && 'result' in told, JSON.stringify(told));
  const list = told.result as readonly {
    readonly Result: number;
    readonly Data?: { readonly hex: string } | null;
  }[];
  return list.map(({ Result, Data }) => ({ code: Result, ...(Data && { hex: Data.hex }) }));
}
const snap7Code = { good: 0, range: 0x0090_0000, missing: 0x00c0_0000 } as const;

const checks: readonly Check[] = [
  {
    title: 'reads bytes, one of them, and more than a message holds',
    calls: [
      ['DBRead', 1, 0, 8],
      ['DBRead', 1, 3, 1],
      ['DBRead', 1, 0, size],
    ],
    expect: (told, block) => {
      assert.deepEqual(bytesOf(told[0]), block.subarray(0, 8));
      assert.deepEqual(bytesOf(told[1]), block.subarray(3, 4));
      assert.deepEqual(bytesOf(told[2]), block);
    },
  },
  {
    title: 'writes an odd number of bytes, and more than a message holds',
    calls: [
      ['DBWrite', 1, 101, 3, { hex: '010203' }],
      ['DBRead', 1, 100, 5],
      ['DBWrite', 1, 800, 1_000, { hex: 'ab'.repeat(1_000) }],
      ['DBRead', 1, 799, 1_002],
    ],
    expect: (told, block) => {
      const written = Buffer.from(block);
      written.set([1, 2, 3], 101);
      written.fill(0xab, 800, 1_800);
      assert.deepEqual(bytesOf(told[1]), written.subarray(100, 105));
      assert.deepEqual(bytesOf(told[3]), written.subarray(799, 1_801));
    },
  },
  {
    title: 'answers each variable of a request by itself, with the fill bytes between them',
    calls: [
      [
        'ReadMultiVars',
        [
          inBlock(0, 3),
          variable('S7AreaDB', 7, 1, 1),
          variable('S7AreaDB', 99, 0, 1),
          inBlock(size - 1, 2),
          inBlock(5, 2),
        ],
      ],
    ],
    expect: ([told], block) =>
      assert.deepEqual(variablesOf(told), [
        { code: snap7Code.good, hex: block.toString('hex', 0, 3) },
        { code: snap7Code.good, hex: '00' },
        { code: snap7Code.missing },
        { code: snap7Code.range },
        { code: snap7Code.good, hex: block.toString('hex', 5, 7) },
      ]),
  },
  {
    title: 'reads a bit, words, and REAL, with the transport size of each',
    calls: [
      [
        'ReadMultiVars',
        [
          inBlock(3, 1, 'S7WLBit'),
          inBlock(6, 2, 'S7WLWord'),
          inBlock(6, 1, 'S7WLDWord'),
          inBlock(6, 1, 'S7WLReal'),
        ],
      ],
    ],
    expect: ([told], block) =>
      assert.deepEqual(
        variablesOf(told).map(({ hex }) => hex),
        [
          `0${((block[0] ?? 0) >> 3) & 1}`,
          block.toString('hex', 6, 10),
          block.toString('hex', 6, 10),
          block.toString('hex', 6, 10),
        ],
      ),
  },
  {
    title: 'says of a write which variables were written, and changes one bit alone',
    calls: [
      ['MBWrite', 10, 1, { hex: 'f0' }],
      [
        'WriteMultiVars',
        [
          variable('S7AreaDB', 1, 20, 3, 'S7WLByte', '090807'),
          variable('S7AreaMK', 0, 83, 1, 'S7WLBit', '01'),
          variable('S7AreaDB', 99, 20, 3, 'S7WLByte', '090807'),
          variable('S7AreaDB', 1, size - 1, 3, 'S7WLByte', '090807'),
        ],
      ],
      ['MBRead', 10, 1],
      ['DBRead', 1, 20, 3],
    ],
    expect: (told) => {
      assert.deepEqual(
        variablesOf(told[1]).map(({ code }) => code),
        [snap7Code.good, snap7Code.good, snap7Code.missing, snap7Code.range],
      );
      assert.equal(bytesOf(told[2]).toString('hex'), 'f8');
      assert.equal(bytesOf(told[3]).toString('hex'), '090807');
    },
  },
  {
    title: 'has inputs, outputs, markers, and the first timer and counter',
    calls: [
      ['EBWrite', 4, 2, { hex: '0102' }],
      ['ABWrite', 4, 2, { hex: '0304' }],
      ['MBWrite', 4, 2, { hex: '0506' }],
      ['TMWrite', 0, 1, { hex: '2123' }],
      ['CTWrite', 0, 1, { hex: '0123' }],
      ['EBRead', 4, 2],
      ['ABRead', 4, 2],
      ['MBRead', 4, 2],
      ['TMRead', 0, 1],
      ['CTRead', 0, 1],
    ],
    expect: (told) =>
      assert.deepEqual(
        told.slice(5).map((one) => bytesOf(one).toString('hex')),
        ['0102', '0304', '0506', '2123', '0123'],
      ),
  },
  {
    title: 'has timers and counters of two bytes each',
    calls: [
      ['TMWrite', 4, 1, { hex: '2123' }],
      ['CTWrite', 4, 1, { hex: '0123' }],
      ['TMRead', 3, 2],
      ['CTRead', 3, 2],
    ],
    expect: (told) =>
      assert.deepEqual(
        told.slice(2).map((one) => bytesOf(one).toString('hex')),
        ['00002123', '00000123'],
      ),
    deviates: inBytes,
  },
  {
    title: 'refuses what is past the end of a block or an area, and a block that is not there',
    calls: [
      ['DBRead', 1, size - 1, 2],
      ['EBRead', 511, 2],
      ['DBRead', 99, 0, 1],
    ],
    expect: (told) => assert.deepEqual(told, [{ error: range }, { error: range }, { error: missing }]),
  },
  {
    title: 'refuses a timer that is not there',
    calls: [['ReadMultiVars', [variable('S7AreaTM', 0, 300, 1, 'S7WLTimer')]]],
    expect: ([told]) => assert.deepEqual(variablesOf(told), [{ code: snap7Code.range }]),
    deviates: inBytes,
  },
  {
    title: 'lists its data blocks and tells their sizes',
    calls: [
      ['ListBlocksOfType', 'Block_DB'],
      ['GetAgBlockInfo', 'Block_DB', 1],
      ['GetAgBlockInfo', 'Block_DB', 98],
    ],
    expect: ([list, info, none]) => {
      assert.deepEqual(list, { result: [1, 7] });
      assert.ok(info && 'result' in info);
      const { BlkNumber, BlkLang, MC7Size, LoadSize } = info.result as Readonly<Record<string, unknown>>;
      assert.deepEqual([BlkNumber, BlkLang, MC7Size, LoadSize], [1, 5, size, size + 92]);
      assert.deepEqual(none, { error: missing });
    },
  },
  {
    title: 'says what it is',
    calls: [['GetOrderCode'], ['GetCpuInfo']],
    expect: ([order, info]) => {
      assert.match(JSON.stringify(order), /6ES7 315-2EH14-0AB0/);
      assert.match(JSON.stringify(info), /CPU 315-2 PN\/DP/);
    },
  },
  {
    title: 'does not know a system status list, and stays',
    calls: [
      ['ReadSZL', 0x7777, 0],
      ['DBRead', 7, 0, 1],
    ],
    expect: (told) => assert.deepEqual(told, [{ error: missing }, { result: { hex: '00' } }]),
  },
  {
    title: 'stops and starts, warm and cold',
    calls: [
      ['PlcStatus'],
      ['PlcStop'],
      ['PlcStatus'],
      ['PlcHotStart'],
      ['PlcStatus'],
      ['PlcStop'],
      ['PlcColdStart'],
      ['PlcStatus'],
    ],
    expect: (told) =>
      assert.deepEqual(
        told.map((one) => ('result' in one ? one.result : one.error)),
        [8, true, 4, true, 8, true, true, 8],
      ),
  },
  {
    title: 'lets nobody clear a password that was never said',
    calls: [['ClearSessionPassword']],
    expect: ([told]) => assert.deepEqual(told, { error: 'CPU : No password to set or clear' }),
    deviates: 'it takes any password and any end of one',
  },
];

describe('S-X-03: one list of checks by Snap7’s client', function () {
  this.timeout(60_000);
  const block = Buffer.alloc(size);
  fillByChance(block, new Chance(Number(process.env['SEED'] ?? 11)));
  let ask: Readonly<
    Record<'Snap7' | 'simulator', (calls: readonly Snap7Call[]) => Promise<readonly Snap7Told[]>>
  >;
  let end = async (): Promise<void> => {};

  before(async function () {
    const snap7 = await startSnap7(this, { blocks: { 1: size, 7: 20 }, areas: 512 });
    const areas = { inputs: 512, outputs: 512, markers: 512, timers: 256, counters: 256 };
    const plc = new SimulatedS7Plc({ memory: { blocks: { 1: size, 7: 20 }, ...areas } });
    await plc.listen();
    plc.memory.block(1).set(block);
    await snap7.set('DB', block, { db: 1 });
    ask = {
      Snap7: (calls) => askWithSnap7(this, snap7.port, calls),
      simulator: (calls) => askWithSnap7(this, plc.port, calls),
    };
    end = async () => {
      await plc.close();
      await snap7.close();
    };
  });

  after(() => end());

  for (const { title, calls, expect, deviates } of checks) {
    it(`our simulator ${title}`, async () => expect(await ask.simulator(calls), block));
    it(`the server of Snap7 ${deviates === undefined ? title : `does not: ${title} (${deviates})`}`, async () => {
      const told = await ask.Snap7(calls);
      if (deviates === undefined) expect(told, block);
      else assert.throws(() => expect(told, block), assert.AssertionError);
    });
  }
});
