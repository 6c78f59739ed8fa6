import assert from 'node:assert/strict';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { askWithNodes7 } from './support/nodes7.ts';

/** A value, where nodes7 finds it, and the bytes that it is. */
interface Sample {
  readonly address: string;
  readonly start: number;
  readonly hex: string;
  readonly value: unknown;
}

/** The bytes are those of the types' definitions: big-endian, two's complement, IEEE 754. */
const samples: Readonly<Record<string, Sample>> = {
  bit: { address: 'DB1,X0.3', start: 0, hex: '08', value: true },
  byte: { address: 'DB1,BYTE1', start: 1, hex: 'fe', value: 254 },
  char: { address: 'DB1,CHAR2', start: 2, hex: '41', value: 'A' },
  word: { address: 'DB1,WORD4', start: 4, hex: 'fedc', value: 0xfedc },
  int: { address: 'DB1,INT6', start: 6, hex: 'fffe', value: -2 },
  dword: { address: 'DB1,DWORD8', start: 8, hex: 'fedcba98', value: 0xfedc_ba98 },
  dint: { address: 'DB1,DINT12', start: 12, hex: '80000000', value: -(2 ** 31) },
  real: { address: 'DB1,REAL16', start: 16, hex: 'c0490fdb', value: Math.fround(-Math.PI) },
  lreal: { address: 'DB1,LREAL20', start: 20, hex: 'c00921fb54442d18', value: -Math.PI },
  string: { address: 'DB1,S28.10', start: 28, hex: '0a0548656c6c6f', value: 'Hello' },
  ints: { address: 'DB1,INT40.3', start: 40, hex: '0001ffff7fff', value: [1, -1, 32_767] },
  reals: { address: 'DB1,REAL46.2', start: 46, hex: '3f80000040000000', value: [1, 2] },
};

describe('S-X-02: nodes7 against the S7 simulator', function () {
  this.timeout(60_000);
  let plc: SimulatedS7Plc;

  beforeEach(async () => {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100 } } });
    await plc.listen();
  });

  afterEach(() => plc.close());

  const tags = Object.fromEntries(Object.entries(samples).map(([name, { address }]) => [name, address]));
  const values = Object.fromEntries(Object.entries(samples).map(([name, { value }]) => [name, value]));

  it('reads the values that its bytes are', async function () {
    for (const { start, hex } of Object.values(samples)) plc.memory.block(1).write(hex, start, 'hex');
    plc.memory.area('M').writeFloatBE(2.5, 10);
    plc.memory.area('I')[3] = 0x81;
    plc.memory.area('Q').writeInt16BE(-7, 4);
    const others = { marker: 'MR10', input: 'I3.7', low: 'IB3', output: 'QI4' };
    const { values: read, bad } = await askWithNodes7(this, plc.port, { tags: { ...tags, ...others } });
    assert.deepEqual(read, { ...values, marker: 2.5, input: true, low: 0x81, output: -7 });
    assert.equal(bad, false);
    assert.deepEqual(plc.problems, []);
  });

  it('writes the bytes that its values are, and reads them again', async function () {
    const told = await askWithNodes7(this, plc.port, { tags, write: values });
    assert.deepEqual(told, { values, bad: false, writeFailed: false });
    for (const [name, { start, hex }] of Object.entries(samples)) {
      assert.equal(plc.memory.block(1).toString('hex', start, start + hex.length / 2), hex, name);
    }
    assert.deepEqual(plc.problems, []);
  });

  it('loses one value alone where it is past the end of its block', async function () {
    const { values: read, bad } = await askWithNodes7(this, plc.port, {
      tags: { real: 'DB1,REAL16', past: 'DB1,REAL98', missing: 'DB9,INT0' },
    });
    assert.equal(bad, true);
    assert.equal(read['real'], 0);
    assert.match(String(read['past']), /BAD/);
    assert.match(String(read['missing']), /BAD/);
  });
});
