import assert from 'node:assert/strict';
import { encodeValue, tagErrors } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { exceptionCode } from '../pdu/exceptions.ts';
import { packBits } from '../pdu/words.ts';
import { Scene, tag } from './scene.fixture.ts';
import type { ModbusTag } from './tag.ts';

/** Holding registers 0 to 9; coils 0 to 9, of which 3 and 9 are set. */
const registers = Buffer.concat([
  encodeValue(21.5, { type: 'float32', byteOrder: 'CDAB' }),
  encodeValue(-2, { type: 'int16', byteOrder: 'ABCD' }),
  encodeValue(70_000, { type: 'uint32', byteOrder: 'DCBA' }),
  Buffer.from('7fc00000', 'hex'),
  encodeValue(-70_000, { type: 'int32', byteOrder: 'BADC' }),
  encodeValue(9, { type: 'uint16', byteOrder: 'ABCD' }),
]);
const coils = Array.from({ length: 10 }, (_, index) => index === 3 || index === 9);

describe('reading a table', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
    scene.store.write('holding-register', 0, 10, registers);
    scene.store.write('coil', 0, 10, packBits(coils));
  });

  afterEach(() => scene.close());

  const read = (tags: readonly ModbusTag[], unit = 1, names?: readonly string[]) =>
    scene.table(tags, { unit }).read(names, scene.terms);
  const asked = () =>
    scene.asked.map((each) => each.do === 'read' && `${each.area} ${each.address}+${each.quantity}`);

  const mixed = [
    tag('last', 'holding-register', 9, 'uint16'),
    tag('temperature', 'holding-register', 0, 'float32', { byteOrder: 'CDAB', unit: '°C', shown: '40001' }),
    tag('ready', 'coil', 3, 'bool'),
    tag('offset', 'holding-register', 2, 'int16'),
    tag('count', 'holding-register', 3, 'uint32', { byteOrder: 'DCBA' }),
    tag('position', 'holding-register', 7, 'int32', { byteOrder: 'BADC' }),
    tag('odd', 'holding-register', 9, 'bool', { bit: 0 }),
  ];

  it('gives values in the order of the table, whatever their byte orders, in as few requests as fit', async () => {
    const { samples, failed, lost } = await read(mixed);
    assert.deepEqual(
      samples.map(({ tag: name, value, quality }) => [name, value, quality]),
      [
        ['last', 9, 'good'],
        ['temperature', 21.5, 'good'],
        ['ready', true, 'good'],
        ['offset', -2, 'good'],
        ['count', 70_000, 'good'],
        ['position', -70_000, 'good'],
        ['odd', true, 'good'],
      ],
    );
    assert.deepEqual(asked().sort(), ['coil 3+1', 'holding-register 0+5', 'holding-register 7+3']);
    assert.equal(failed, undefined);
    assert.equal(lost, undefined);
    assert.equal(samples[0]?.address, 'holding-register:9');
    assert.equal(samples[1]?.address, '40001');
    assert.equal(samples[1]?.unit, '°C');
  });

  it('shows the plan that it goes by', () => {
    const table = scene.table(mixed, { limits: { gap: 2 } });
    assert.deepEqual(table.plan(), {
      requests: 2,
      blocks: [
        {
          area: 'holding-register',
          start: 0,
          length: 10,
          tags: ['last', 'temperature', 'offset', 'count', 'position', 'odd'],
        },
        { area: 'coil', start: 3, length: 1, tags: ['ready'] },
      ],
      tooLong: [],
    });
    const small = scene.table([tag('text', 'holding-register', 0, 'string', { length: 9 })], {
      limits: { registers: 8 },
    });
    assert.deepEqual(small.plan().tooLong, ['text']);
  });

  it('reads some tags in the order of the table, and says of a name that nobody has that it is unknown', async () => {
    const { samples, failed } = await read(mixed, 1, ['nobody', 'offset', 'last', 'offset']);
    assert.deepEqual(
      samples.map(({ tag: name, value }) => [name, value]),
      [
        ['last', 9],
        ['offset', -2],
        ['nobody', null],
      ],
    );
    assert.equal(samples[2]?.status?.name, 'BadNodeIdUnknown');
    assert.equal(failed, undefined);
    const nobody = await read(mixed, 1, ['nobody']);
    assert.ok(tagErrors.unknownTag.is(nobody.failed));
    assert.equal(nobody.lost, undefined);
  });

  it('reads tags that are in no table, and makes only what can be no tag bad', async () => {
    const bad = [
      tag('bits', 'coil', 0, 'uint16'),
      tag('bool', 'holding-register', 0, 'bool'),
      tag('beyond', 'holding-register', 65_535, 'uint32'),
      tag('area', 'timer' as 'coil', 0, 'bool'),
      tag('type', 'holding-register', 0, 'real' as 'int16'),
    ];
    const table = scene.table([]);
    const { samples } = await table.readAdHoc(
      [...bad, tag('r9', 'holding-register', 9, 'uint16')],
      scene.terms,
    );
    assert.deepEqual(
      samples.map(({ quality, status }) => status?.name ?? quality),
      [...bad.map(() => 'BadConfigurationError'), 'good'],
    );
    assert.equal(table.last('r9'), undefined);
  });

  it('M-B-05: makes only the bad one of a merged request bad, and remembers what was refused', async () => {
    const all = Array.from({ length: 11 }, (_, at) => tag(`r${at}`, 'holding-register', at, 'uint16'));
    const table = scene.table(all);
    const { samples, failed, lost } = await table.read(undefined, scene.terms);
    assert.equal(samples.filter(({ quality }) => quality === 'good').length, 10);
    assert.equal(samples[10]?.status?.name, 'BadConfigurationError');
    assert.match(samples[10]?.status?.reason ?? '', /illegal data address/);
    assert.equal(failed, undefined);
    assert.equal(lost, undefined);
    const first = scene.asked.length;
    await table.read(undefined, scene.terms);
    assert.ok(scene.asked.length - first <= 2, `${scene.asked.length - first} requests where it was known`);
  });

  it('says that all failed, but not that the PLC is lost, when it answers with exceptions', async () => {
    const { failed, lost } = await read([tag('beyond', 'holding-register', 100, 'uint16')]);
    assert.ok(modbusErrors.exception.is(failed));
    assert.equal(lost, undefined);
  });

  it('says that the PLC is lost when nothing was answered', async () => {
    const { samples, failed, lost } = await read([tag('r0', 'holding-register', 0, 'uint16')], 2);
    assert.ok(modbusErrors.timeout.is(failed));
    assert.ok(modbusErrors.timeout.is(lost));
    assert.equal(samples[0]?.status?.name, 'BadTimeout');
  });

  it('says that the PLC is lost also where some tags can be none, whose PLC is never asked for them', async () => {
    const impossible = [
      tag('bits', 'coil', 0, 'uint16'),
      tag('text', 'holding-register', 0, 'string', { length: 20 }),
    ];
    const limits = { registers: 8 };
    const terms = scene.terms;
    const table = scene.table([...impossible, tag('r0', 'holding-register', 0, 'uint16')], {
      unit: 2,
      limits,
    });
    for (const names of [undefined, ['nobody', 'r0']]) {
      const { failed, lost, unasked } = await table.read(names, terms);
      assert.ok(modbusErrors.timeout.is(failed));
      assert.ok(modbusErrors.timeout.is(lost));
      assert.equal(unasked, undefined);
    }
    const { lost, unasked } = await table.read(['bits', 'text', 'nobody'], terms);
    assert.deepEqual([lost, unasked], [undefined, true]);
  });

  it('keeps the last good value beside a bad one', async () => {
    const table = scene.table([tag('r9', 'holding-register', 9, 'uint16')]);
    const before = await table.read(undefined, scene.terms);
    await scene.server.close();
    const after = await table.read(undefined, scene.terms);
    assert.equal(after.samples[0]?.value, null);
    assert.deepEqual(after.samples[0]?.last, { value: 9, ts: before.samples[0]?.ts });
    assert.deepEqual(table.last('r9'), after.samples[0]?.last);
  });

  it('keeps what it knows though somebody writes into what it gave', async () => {
    const table = scene.table([
      tag('r9', 'holding-register', 9, 'uint16'),
      tag('r8', 'holding-register', 8, 'uint16'),
    ]);
    type Spoiled = { value: unknown; ts: unknown; status?: { reason: unknown }; last?: { value: unknown } };
    const spoil = (sample: unknown): void => {
      const spoiled = sample as Spoiled;
      spoiled.value = 'spoiled';
      spoiled.ts = 0;
      if (spoiled.status) spoiled.status.reason = 'spoiled';
      if (spoiled.last) spoiled.last.value = 'spoiled';
    };
    const once = () => table.read(undefined, scene.terms);
    const before = (await once()).samples[0];
    assert.equal(before?.value, 9);
    const known = { value: 9, ts: before?.ts };
    spoil(before);
    await scene.server.close();
    const first = await once();
    assert.deepEqual(first.samples[0]?.last, known);
    spoil(first.samples[0]);
    assert.notEqual(first.samples[1]?.status?.reason, 'spoiled');
    assert.deepEqual((await once()).samples[0]?.last, known);
  });

  it('gives a NaN as uncertain null', async () => {
    const { samples } = await read([tag('nan', 'holding-register', 5, 'float32')]);
    assert.equal(samples[0]?.value, null);
    assert.equal(samples[0]?.quality, 'uncertain');
  });

  it('says of a PLC that is busy that it is, once it was asked twice', async () => {
    scene.instead = () => ({ exception: exceptionCode.serverDeviceBusy });
    const { samples } = await read([tag('r0', 'holding-register', 0, 'uint16')]);
    assert.equal(samples[0]?.status?.name, 'BadServerTooBusy');
    assert.equal(scene.asked.length, 2);
  });

  it('does not call the PLC lost where a read waited too long for its turn', async () => {
    const table = scene.table([tag('r0', 'holding-register', 0, 'uint16')]);
    await table.read(undefined, scene.terms);
    const silent = new Promise<void>((resolve) => {
      scene.send = () => resolve();
    });
    const other = scene.table([tag('r0', 'holding-register', 0, 'uint16')]).read(undefined, scene.terms);
    await silent;
    const { samples, failed, lost } = await table.read(undefined, { ...scene.terms, deadline: 10 });
    assert.ok(tagErrors.notSent.is(failed));
    assert.equal(samples[0]?.status?.name, 'BadTimeout');
    assert.equal(lost, undefined);
    assert.ok((await other).lost);
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();
    const reading = scene
      .table([tag('r0', 'holding-register', 0, 'uint16')], { unit: 2 })
      .read(undefined, { source: 'test', signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(reading, /enough/);
  });
});
