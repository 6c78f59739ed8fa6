import assert from 'node:assert/strict';
import { encodeValue } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { exceptionCode } from '../pdu/exceptions.ts';
import type { Request } from '../pdu/request.ts';
import { packRegisters, unpackBits, unpackRegisters } from '../pdu/words.ts';
import { Scene, tag } from './scene.fixture.ts';
import type { TableWriteOptions, UnitTableOptions } from './unit-table.ts';

const tags = [
  tag('speed', 'holding-register', 0, 'float32', { byteOrder: 'CDAB' }),
  tag('recipe', 'holding-register', 2, 'uint16'),
  tag('level', 'holding-register', 3, 'int16', { scaling: { kind: 'factor', factor: 0.1, offset: 0 } }),
  tag('run', 'coil', 0, 'bool'),
  tag('pump', 'coil', 1, 'bool'),
  tag('bit0', 'holding-register', 5, 'bool', { bit: 0 }),
  tag('bit9', 'holding-register', 5, 'bool', { bit: 9 }),
  tag('swapped', 'holding-register', 6, 'bool', { bit: 0, byteOrder: 'BADC' }),
  tag('beyond', 'holding-register', 100, 'uint16'),
];

describe('writing to a table', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });

  afterEach(() => scene.close());

  const write = (
    values: Readonly<Record<string, unknown>>,
    options: Partial<TableWriteOptions> = {},
    more: Partial<UnitTableOptions> = {},
  ) => scene.table(tags, more).write(values, { ...scene.terms, ...options });
  const outcomes = async (...args: Parameters<typeof write>) =>
    (await write(...args)).results.map(({ tag: name, outcome }) => [name, outcome]);
  const held = (address: number, quantity: number) =>
    unpackRegisters(scene.store.read('holding-register', address, quantity) as Uint8Array);

  it('says what each tag holds then', async () => {
    const { results, failed } = await write({ speed: 300, level: 12.34, run: true });
    assert.deepEqual(results, [
      { tag: 'speed', written: 300, value: 300, quality: 'good', outcome: 'done' },
      { tag: 'level', written: 12.34, value: 12.3, quality: 'good', outcome: 'done' },
      { tag: 'run', written: true, value: true, quality: 'good', outcome: 'done' },
    ]);
    assert.equal(failed, undefined);
    assert.deepEqual(held(3, 1), [123]);
    assert.deepEqual(unpackBits(scene.store.read('coil', 0, 1) as Uint8Array, 1), [true]);
  });

  it('shows what a JavaScript number cannot hold as a read does, and not as good', async () => {
    const table = scene.table([tag('wide', 'holding-register', 0, 'uint64')]);
    const wide = '18446744073709551615';
    for (const verify of [false, true]) {
      const [result] = (await table.write({ wide }, { ...scene.terms, verify })).results;
      assert.equal(result?.outcome, 'done');
      assert.equal(result?.value, null);
      assert.equal(result?.quality, 'uncertain');
      assert.equal(result?.text, wide);
      assert.match(result?.status?.reason ?? '', new RegExp(wide));
    }
  });

  it('M-W-03: writes a value of two registers in one request of function code 16', async () => {
    await write({ speed: 21.5 });
    const data = encodeValue(21.5, { type: 'float32', byteOrder: 'CDAB' });
    assert.deepEqual(
      scene.asked.map((each) => ({ ...each, ...('data' in each && { data: Uint8Array.from(each.data) }) })),
      [{ do: 'write-registers', address: 0, data }],
    );
  });

  it('writes neighbours that follow each other in one request, and everything else in its order', async () => {
    await write({ speed: 1, recipe: 2, level: 3, run: true, pump: false });
    assert.deepEqual(scene.done, ['write-registers', 'write-coils']);
    scene.asked.length = 0;
    await write({ pump: true, run: false, recipe: 7, speed: 8 });
    assert.deepEqual(scene.done, ['write-coil', 'write-coil', 'write-register', 'write-registers']);
  });

  it('writes with function codes 15 and 16 only, where the unit knows no others', async () => {
    await write({ run: true, recipe: 2 }, {}, { multipleOnly: true });
    assert.deepEqual(scene.done, ['write-coils', 'write-registers']);
  });

  it('M-W-04: writes bits of a register with function code 22, and leaves the others alone', async () => {
    scene.store.write('holding-register', 5, 2, packRegisters([0b101, 0]));
    const { results } = await write({ bit0: false, bit9: true, swapped: true });
    assert.deepEqual(
      results.map(({ value }) => value),
      [false, true, true],
    );
    assert.deepEqual(scene.done, ['mask-register', 'mask-register']);
    assert.deepEqual(held(5, 2), [0b10_0000_0100, 0x0100]);
  });

  it('M-W-04: reads the register and writes it back only where that is allowed', async () => {
    const noMask = (request: Request) =>
      request.do === 'mask-register' ? { exception: exceptionCode.illegalFunction } : undefined;
    scene.instead = noMask;
    scene.store.write('holding-register', 5, 1, packRegisters([0b101]));
    const refused = await write({ bit9: true });
    assert.ok(modbusErrors.bitWriteUnsupported.is(refused.failed));
    assert.equal(refused.results[0]?.outcome, 'failed');
    assert.equal(refused.results[0]?.status?.name, 'BadNotSupported');
    assert.deepEqual(held(5, 1), [0b101]);

    const table = scene.table(tags, { readModifyWrite: true });
    const all = Array.from({ length: 8 }, (_, index) =>
      table.write(index % 2 === 0 ? { bit9: true } : { bit0: false }, scene.terms),
    );
    for (const { results } of await Promise.all(all)) assert.equal(results[0]?.outcome, 'done');
    assert.deepEqual(held(5, 1), [0b10_0000_0100]);
    assert.deepEqual(scene.done.slice(-2), ['read', 'write-register']);
  });

  it('M-W-02: fails where the PLC holds another value than was written', async () => {
    assert.deepEqual((await write({ recipe: 2 }, { verify: true })).results[0], {
      tag: 'recipe',
      written: 2,
      value: 2,
      quality: 'good',
      outcome: 'done',
      verified: true,
    });
    scene.store.write('holding-register', 2, 1, packRegisters([1]));
    scene.instead = (request) => (request.do === 'write-register' ? { done: true } : undefined);
    const { results } = await write({ recipe: 3 }, { verify: true });
    assert.deepEqual(
      results.map(({ outcome, value, verified, status }) => [outcome, value, verified, status?.name]),
      [['failed', 1, false, 'BadDeviceFailure']],
    );
  });

  it('reads back bits and what went together', async () => {
    const { results } = await write(
      { bit0: true, bit9: false, speed: 5, recipe: 6, run: true },
      { verify: true },
    );
    assert.ok(results.every(({ verified, outcome }) => verified && outcome === 'done'));
    assert.equal(scene.done.filter((what) => what === 'read').length, 3);
  });

  it('does not call a write good that was confirmed and could not be read back', async () => {
    scene.instead = (request) => (request.do === 'read' ? { exception: 4 } : undefined);
    const { results } = await write({ recipe: 2 }, { verify: true });
    assert.equal(results[0]?.outcome, 'unknown');
    assert.equal(results[0]?.verified, false);
  });

  it('M-W-05: says of a write without an answer that nobody knows, and never repeats it', async () => {
    scene.send = () => {};
    const { results, failed } = await write({ recipe: 2 });
    assert.equal(results[0]?.outcome, 'unknown');
    assert.equal(results[0]?.quality, 'bad');
    assert.equal(results[0]?.status?.name, 'BadTimeout');
    assert.equal(failed, undefined);
    assert.deepEqual(scene.done, ['write-register']);
  });

  const answers: readonly [string, number, string, string][] = [
    ['illegal data value', 3, 'failed', 'BadConfigurationError'],
    ['device failure', 4, 'failed', 'BadDeviceFailure'],
    ['acknowledge: it goes on', 5, 'unknown', 'BadRequestNotComplete'],
    ['busy', 6, 'failed', 'BadServerTooBusy'],
    ['gateway target failed to respond', 11, 'unknown', 'BadNoCommunication'],
  ];
  for (const [what, exception, outcome, status] of answers) {
    it(`is ${outcome} where the answer is ${what}, and is not sent again`, async () => {
      scene.instead = () => ({ exception });
      const { results } = await write({ recipe: 2 });
      assert.equal(results[0]?.outcome, outcome);
      assert.equal(results[0]?.status?.name, status);
      assert.deepEqual(scene.done, ['write-register']);
    });
  }

  it('M-C-21: fails where the echo differs', async () => {
    scene.send = (exchange) => exchange.say(exchange.frame(Uint8Array.of(6, 0, 2, 0, 9)));
    const { results } = await write({ recipe: 2 });
    assert.equal(results[0]?.outcome, 'failed');
    assert.equal(results[0]?.status?.name, 'BadDeviceFailure');
  });

  it('M-C-22: fails where the echo of many differs, and names what went together', async () => {
    scene.send = (exchange) => exchange.say(exchange.frame(Uint8Array.of(16, 0, 0, 0, 2)));
    const { results } = await write({ speed: 1, recipe: 2 });
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['failed', 'failed'],
    );
    assert.match(results[0]?.status?.reason ?? '', /in one request with recipe/);
  });

  it('does not know what an answer means that is none', async () => {
    scene.send = (exchange) => exchange.say(exchange.frame(Uint8Array.of(3, 0)));
    assert.deepEqual(await outcomes({ recipe: 2 }), [['recipe', 'unknown']]);
  });

  it('M-R-05: does not know what came of a write to all units of a line, and reads nothing back', async () => {
    await scene.close();
    scene = await Scene.open('rtu-over-tcp');
    const { results, failed } = await write({ recipe: 2 }, { verify: true }, { unit: 0 });
    assert.deepEqual(
      results.map(({ outcome, quality, status, verified }) => [outcome, quality, status?.name, verified]),
      [['unknown', 'uncertain', 'Uncertain', undefined]],
    );
    assert.equal(failed, undefined);
    assert.deepEqual(scene.done, ['write-register']);
    assert.deepEqual(held(2, 1), [2]);
  });

  it('goes on after one that failed', async () => {
    assert.deepEqual(await outcomes({ beyond: 1, recipe: 2 }), [
      ['beyond', 'failed'],
      ['recipe', 'done'],
    ]);
  });

  it('M-Q-04: fails, and says that it was not sent, while there is no connection', async () => {
    await write({ recipe: 1 });
    const lost = new Promise<void>((resolve) => {
      scene.client.connection.onChange(({ phase }) => phase === 'waiting' && resolve());
    });
    await scene.server.close();
    await lost;
    const { results, failed } = await write({ recipe: 2 });
    assert.equal(results[0]?.outcome, 'failed');
    assert.equal(results[0]?.status?.name, 'BadNotConnected');
    assert.ok(failed);
    assert.deepEqual(held(2, 1), [1]);
  });

  it('says whether it was sent when its signal ends it', async () => {
    const abort = new AbortController();
    scene.send = () => abort.abort(new Error('deploy'));
    const writing = write({ recipe: 2, run: true }, { signal: abort.signal });
    assert.deepEqual(
      (await writing).results.map(({ outcome }) => outcome),
      ['unknown', 'failed'],
    );
  });

  it('knows the latest of what was read and written', async () => {
    const table = scene.table(tags);
    assert.equal(table.last('recipe'), undefined);
    await table.write({ recipe: 4 }, scene.terms);
    assert.equal(table.last('recipe')?.value, 4);
    assert.equal(table.tag('recipe')?.address, 2);
    assert.equal(table.tag('nobody'), undefined);
  });
});
