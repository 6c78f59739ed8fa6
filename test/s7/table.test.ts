import assert from 'node:assert/strict';
import { s7Errors } from '@millwright/s7';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { tagErrors } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { goodOf, reals, TableScene, tag } from './support/table-scene.ts';

const reasons = [
  [0x0a, 's7.object-missing'],
  [0x05, 's7.address-error'],
  [0x03, 's7.item-access-denied'],
  [0x06, 's7.type-unsupported'],
  [0x07, 's7.type-inconsistent'],
  [0x01, 's7.hardware-error'],
] as const;

describe('tables of tags of the S7 simulator', () => {
  let plc: SimulatedS7Plc;
  let scene: TableScene;

  beforeEach(async () => {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 20_000, 2: 100 } }, pdu: 960 });
    await plc.listen();
    scene = new TableScene(plc.port);
  });
  afterEach(async () => {
    await scene.end();
    await plc.close();
    assert.deepEqual(plc.problems, []);
  });

  for (const [code, error] of reasons)
    it(`S-R-09: an item that the S7 simulator refuses with 0x${code.toString(16)} is bad alone, and says why`, async () => {
      plc.misbehave({ kind: 'item', code, at: 1, on: 'read', times: 1 });
      const table = scene.table([tag('DB1.DBW0'), tag('DB1.DBW100'), tag('DB1.DBW200')]);
      const { samples, errors } = await table.read(undefined, scene.terms);
      assert.deepEqual(goodOf(samples), ['DB1.DBW0', 'DB1.DBW200']);
      const told = errors.get('DB1.DBW100') as { readonly code?: string } | undefined;
      assert.equal(told?.code, error);
      assert.equal(plc.requests, 1);
    });

  it('learns of the S7 simulator how many items it takes where it refuses more as a whole, and loses no value', async () => {
    plc.settings.items = 6;
    plc.settings.moreItems = 'refuse';
    const table = scene.table(reals(45, 100));
    const first = await table.read(undefined, scene.terms);
    assert.equal(goodOf(first.samples).length, 45);
    const requests = await scene.requestsOf(async () => {
      const second = await table.read(undefined, scene.terms);
      assert.equal(goodOf(second.samples).length, 45);
    });
    assert.equal(requests, 9, 'five at once, since ten were refused');
    const values = Object.fromEntries(reals(12, 100).map(({ name }, index) => [name, index]));
    const { results } = await table.write(values, scene.terms);
    assert.ok(results.every(({ outcome }) => outcome === 'done'));
  });

  it('writes over nothing behind the texts of the S7 simulator where it refuses more items as a whole than it takes', async () => {
    plc.settings.items = 6;
    plc.settings.moreItems = 'refuse';
    const block = plc.memory.block(1).fill(0x55, 0, 360);
    const tags = Array.from({ length: 12 }, (_, index) => tag(`DB1.DBB${index * 30}:STRING[20]`));
    for (const index of tags.keys()) block.set([10, 0], index * 30);
    const valuesOf = (text: string) => Object.fromEntries(tags.map(({ name }) => [name, text]));
    const table = scene.table(tags);
    const long = await table.write(valuesOf('x'.repeat(20)), scene.terms);
    assert.deepEqual(new Set(long.results.map(({ outcome }) => outcome)), new Set(['refused']));
    const short = await table.write(valuesOf('x'.repeat(10)), { ...scene.terms, verify: true });
    assert.ok(short.results.every(({ outcome, verified }) => outcome === 'done' && verified === true));
    for (const index of tags.keys()) {
      const [from, to] = [index * 30 + 12, (index + 1) * 30];
      assert.deepEqual([...block.subarray(from, to)], new Array(18).fill(0x55));
    }
  });

  it('S-B-06: the S7 simulator is asked for each address by itself where nothing may be merged', async () => {
    const table = scene.table(reals(30, 4), { plan: { optimize: false } });
    await table.read(undefined, scene.terms);
    const items = plc.recorder.items('read').flat();
    assert.equal(items.length, 30);
    assert.ok(items.every((item) => 'length' in item && item.length === 4));
  });

  it('S-R-06: reads timers and counters of the S7 simulator by their numbers, out of areas of their own', async () => {
    plc.memory.area('T').writeUInt16BE(0x2127, 10);
    plc.memory.area('C').writeUInt16BE(0x0042, 6);
    const { samples } = await scene.table([tag('T5'), tag('C3'), tag('T7')]).read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ value }) => value),
      [127_000, 42, 0],
    );
    // Transport size, number of elements, data block, area, number: @see Wireshark's dissector, `s7comm.param.item`
    const [asked] = plc.recorder.frames('in').filter((frame) => frame[17] === 4);
    assert.equal(asked?.toString('hex', 19), '120a101d000300001d000005120a101c000100001c000003');
  });

  it('S-N-01: one bad tag among 1,000 of the S7 simulator is bad, and the others are good in every cycle', async () => {
    const tags = [...reals(500, 16), tag('DB2.DBD98:REAL'), ...reals(1_000, 16).slice(500, 999)];
    const table = scene.table(tags);
    for (let cycle = 0; cycle < 5; cycle += 1) {
      const { samples, failed } = await table.read(undefined, scene.terms);
      assert.equal(samples.length, 1_000);
      assert.deepEqual(
        samples
          .filter(({ quality }) => quality !== 'good')
          .map(({ tag: name, status }) => [name, status?.name]),
        [['DB2.DBD98:REAL', 'BadConfigurationError']],
      );
      assert.equal(failed, undefined);
    }
  });

  it('finds 60 bad tags among 1,000 of the S7 simulator, and asks it no more than once for what it refused', async () => {
    // DB1 ends where they stand.
    plc.memory.addBlock(1, 940 * 16);
    const table = scene.table(reals(1_000, 16));
    const { samples } = await table.read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 940);
    const requests = await scene.requestsOf(() => table.read(undefined, scene.terms));
    assert.ok(requests <= 18, `${requests} requests`);
  });

  it('S-W-01: a bool goes to the S7 simulator as one bit, and its neighbours stay as they are', async () => {
    plc.memory.block(1).writeUInt8(0b1010_0101, 3);
    await scene.table([tag('DB1.DBX3.1')]).write({ 'DB1.DBX3.1': true }, scene.terms);
    assert.equal(plc.memory.block(1).readUInt8(3), 0b1010_0111);
    // Bit 25 of DB1; behind it a return code that means nothing yet, transport size 03, one bit, and the value.
    assert.ok(
      plc.recorder
        .frames('in')
        .at(-1)
        ?.toString('hex')
        .endsWith('120a1001000100018400001900030001' + '01'),
    );
  });

  for (const [code, status] of [
    [0x0a, 'BadNodeIdUnknown'],
    [0x03, 'BadUserAccessDenied'],
    [0x05, 'BadConfigurationError'],
    [0x07, 'BadTypeMismatch'],
  ] as const)
    it(`S-W-04: a write that the S7 simulator refuses with 0x${code.toString(16)} has failed, and says why`, async () => {
      plc.program = { refuse: ({ start }) => (start === 2 ? code : undefined) };
      const table = scene.table([tag('DB1.DBW0'), tag('DB1.DBW2')]);
      const { results } = await table.write({ 'DB1.DBW2': 1, 'DB1.DBW0': 1 }, scene.terms);
      assert.deepEqual(
        results.map(({ outcome, status: why }) => [outcome, why?.name]),
        [
          ['failed', status],
          ['done', undefined],
        ],
      );
    });

  it('S-W-07: the program of the S7 simulator overwrites a value, and reading back shows what it is now', async () => {
    plc.program = { written: ({ start }) => start === 0 && plc.memory.block(1).writeInt16BE(3, 0) };
    const table = scene.table([tag('DB1.DBW0:INT'), tag('DB1.DBW2:INT')]);
    const values = { 'DB1.DBW0:INT': 5, 'DB1.DBW2:INT': 6 };
    const { results, failed } = await table.write(values, { ...scene.terms, verify: true });
    assert.deepEqual(
      results.map(({ outcome, value, verified }) => [outcome, value, verified]),
      [
        ['failed', 3, false],
        ['done', 6, true],
      ],
    );
    assert.match(results[0]?.status?.reason ?? '', /holds 3 where 5 was written/);
    assert.equal(failed, undefined);
    const alone = await table.write({ 'DB1.DBW0:INT': 5 }, { ...scene.terms, verify: true });
    assert.ok(tagErrors.readBackDiffers.is(alone.failed));
  });

  for (const kind of ['reset', 'close'] as const)
    it(`S-W-08: the S7 simulator ends the connection (${kind}) before it answers a write: unknown, and never sent again`, async () => {
      plc.misbehave({ kind, on: 'write', times: 1 });
      const table = scene.table([tag('DB1.DBW0:INT')]);
      const { results, failed } = await table.write({ 'DB1.DBW0:INT': 5 }, scene.terms);
      assert.equal(results[0]?.outcome, 'unknown');
      assert.equal(results[0]?.quality, 'bad');
      assert.match(results[0]?.status?.reason ?? '', /nobody knows what came of it/);
      assert.equal(failed, undefined);
      await waitFor('another connection', () => plc.accepted === 2);
      const { samples } = await table.read(undefined, scene.terms);
      assert.deepEqual(goodOf(samples), ['DB1.DBW0:INT']);
      assert.equal(plc.recorder.items('write').length, 1);
    });

  it('reads on over a new connection after one that was lost in the middle of a reading', async () => {
    const table = scene.table(reals(1_000, 16));
    await table.read(undefined, scene.terms);
    plc.misbehave({ kind: 'reset', on: 'read', times: 1 });
    const { samples, errors } = await table.read(undefined, scene.terms);
    assert.ok(errors.size > 0 && [...errors.values()].every((error) => s7Errors.connectionLost.is(error)));
    assert.equal(goodOf(samples).length, 1_000 - errors.size);
    await waitFor('another connection', () => plc.accepted === 2);
    const next = await table.read(undefined, scene.terms);
    assert.equal(goodOf(next.samples).length, 1_000);
  });
});
