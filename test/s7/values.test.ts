import assert from 'node:assert/strict';
import { parseAddress, type S7Tag } from '@millwright/s7';
import { askWithNodes7 } from './support/nodes7.ts';
import { type Snap7Server, startSnap7 } from './support/snap7.ts';
import { goodOf, TableScene } from './support/table-scene.ts';

/** What nodes7 knows, at the address that it has there, and a value. */
const values: Readonly<Record<string, readonly [address: string, value: unknown]>> = {
  bit: ['DB1,X0.3', true],
  byte: ['DB1,BYTE1', 200],
  char: ['DB1,CHAR2', 'ü'],
  word: ['DB1,WORD4', 0xfedc],
  int: ['DB1,INT6', -2],
  dword: ['DB1,DWORD8', 0xfedc_ba98],
  dint: ['DB1,DINT12', -(2 ** 31)],
  real: ['DB1,REAL16', Math.fround(-Math.PI)],
  lreal: ['DB1,LREAL20', -Math.PI],
  text: ['DB1,S28.10', 'Hello'],
  ints: ['DB1,INT40.3', [1, -1, 32_767]],
  reals: ['DB1,REAL46.2', [1.5, -2]],
  texts: ['DB1,S54.4.2', ['ab', 'abcd']],
  moment: ['DB1,DTZ70', '2024-02-29T23:59:58.123Z'],
  longMoment: ['DB1,DTLZ80', '2024-02-29T23:59:58.123Z'],
  marker: ['MR10', 2.5],
  input: ['EB3', 129],
  output: ['AI4', -7],
};

const each = <Result>(of: (name: string, address: string, value: unknown) => Result) =>
  Object.fromEntries(
    Object.entries(values).map(([name, [address, value]]) => [name, of(name, address, value)]),
  );
const addresses = each((_, address) => address);
const wanted = each((_, __, value) => value);

const tags: readonly S7Tag[] = Object.entries(addresses).map(([name, address]) => {
  const { place, shape, zone } = parseAddress(address);
  return { name, address, place, ...shape, ...(zone && { zone }) };
});

/** As JSON has it: a date is text. */
const plain = (read: unknown): unknown => JSON.parse(JSON.stringify(read));

describe('the same values for ours and for nodes7, by the same addresses, on Snap7’s server', function () {
  this.timeout(120_000);
  let server: Snap7Server;
  let scene: TableScene;

  beforeEach(async function () {
    server = await startSnap7(this);
    // How long each text can be, which neither of them writes for sure.
    await server.set('DB', Uint8Array.of(10), { db: 1, start: 28 });
    for (const start of [54, 60]) await server.set('DB', Uint8Array.of(4), { db: 1, start });
    scene = new TableScene(server.port);
  });
  afterEach(async () => {
    await scene?.end();
    await server?.close();
  });

  it('S-A-01: nodes7 reads what we wrote to Snap7', async function () {
    const { results } = await scene.table(tags).write(wanted, { ...scene.terms, verify: true });
    assert.deepEqual(goodOf(results), Object.keys(values));
    const { values: read } = await askWithNodes7(this, server.port, { tags: addresses });
    assert.deepEqual(read, wanted);
  });

  it('S-A-01: we read what nodes7 wrote to Snap7', async function () {
    const { writeFailed } = await askWithNodes7(this, server.port, { tags: addresses, write: wanted });
    assert.equal(writeFailed, false);
    const { samples } = await scene.table(tags).read(undefined, scene.terms);
    assert.deepEqual(plain(Object.fromEntries(samples.map(({ tag, value }) => [tag, value]))), wanted);
  });
});
