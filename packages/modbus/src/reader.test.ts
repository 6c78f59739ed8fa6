import assert from 'node:assert/strict';
import { encodeValue } from '@millwright/tags';
import { ModbusClient } from './client.ts';
import { modbusErrors } from './errors.ts';
import { exceptionCode } from './pdu/exceptions.ts';
import { packBits } from './pdu/words.ts';
import { type ModbusTag, TagReader } from './reader.ts';
import { ModbusServer } from './serve/server.ts';

const never = new AbortController().signal;
const tag = (
  name: string,
  area: ModbusTag['area'],
  address: number,
  type: ModbusTag['type'],
  byteOrder: ModbusTag['byteOrder'] = 'ABCD',
): ModbusTag => ({ name, area, address, type, byteOrder });

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

describe('tag reader', () => {
  let server: ModbusServer;
  let client: ModbusClient;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = new ModbusServer({
      road: 'tcp',
      host: '127.0.0.1',
      port: 0,
      serve: (unit, request) => {
        assert.ok(request.do === 'read');
        const { area, address, quantity } = request;
        asked.push(`${area} ${address}+${quantity}`);
        if (unit !== 1) return undefined;
        if (address + quantity > 10) return { exception: exceptionCode.illegalDataAddress };
        if (area === 'coil') return { data: packBits(coils.slice(address, address + quantity)) };
        return { data: registers.subarray(address * 2, (address + quantity) * 2) };
      },
    });
    await server.listen();
    client = new ModbusClient({ host: '127.0.0.1', port: server.port, timeout: 60, connectTimeout: 500 });
    client.connection.need();
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  const reader = (tags: readonly ModbusTag[], unit = 1): TagReader => new TagReader({ client, unit, tags });

  it('gives values in the order of the table, whatever their byte orders, in as few requests as fit', async () => {
    const table = [
      tag('last', 'holding-register', 9, 'uint16'),
      tag('temperature', 'holding-register', 0, 'float32', 'CDAB'),
      tag('ready', 'coil', 3, 'bool'),
      tag('offset', 'holding-register', 2, 'int16'),
      tag('count', 'holding-register', 3, 'uint32', 'DCBA'),
      tag('position', 'holding-register', 7, 'int32', 'BADC'),
    ];
    const { samples, failed, lost } = await reader(table).read(never);
    assert.deepEqual(
      samples.map(({ tag: name, value, quality }) => [name, value, quality]),
      [
        ['last', 9, 'good'],
        ['temperature', 21.5, 'good'],
        ['ready', true, 'good'],
        ['offset', -2, 'good'],
        ['count', 70_000, 'good'],
        ['position', -70_000, 'good'],
      ],
    );
    assert.deepEqual(asked, ['holding-register 7+3', 'holding-register 0+5', 'coil 3+1']);
    assert.equal(failed, undefined);
    assert.equal(lost, undefined);
    assert.equal(samples[0]?.address, 'holding-register:9');
  });

  it('makes only the bad ones bad', async () => {
    const good = Array.from({ length: 10 }, (_, at) => tag(`r${at}`, 'holding-register', at, 'uint16'));
    const { samples, failed, lost } = await reader([
      ...good,
      tag('beyond', 'holding-register', 100, 'uint16'),
    ]).read(never);
    assert.deepEqual(samples.filter(({ quality }) => quality === 'good').length, 10);
    assert.deepEqual(samples.at(-1)?.status?.name, 'BadConfigurationError');
    assert.match(samples.at(-1)?.status?.reason ?? '', /illegal data address/);
    assert.equal(failed, undefined);
    assert.equal(lost, undefined);
  });

  it('says that all failed, but not that the PLC is lost, when it answers with exceptions', async () => {
    const { failed, lost } = await reader([tag('beyond', 'holding-register', 100, 'uint16')]).read(never);
    assert.ok(modbusErrors.exception.is(failed));
    assert.equal(lost, undefined);
  });

  it('says that the PLC is lost when nothing was answered', async () => {
    const { samples, failed, lost } = await reader([tag('r0', 'holding-register', 0, 'uint16')], 2).read(
      never,
    );
    assert.ok(modbusErrors.timeout.is(failed));
    assert.ok(modbusErrors.timeout.is(lost));
    assert.equal(samples[0]?.status?.name, 'BadTimeout');
  });

  it('keeps the last good value beside a bad one', async () => {
    const watch = reader([tag('r9', 'holding-register', 9, 'uint16')]);
    const before = await watch.read(never);
    await server.close();
    const after = await watch.read(never);
    assert.equal(after.samples[0]?.value, null);
    assert.deepEqual(after.samples[0]?.last, { value: 9, ts: before.samples[0]?.ts });
  });

  it('keeps what it knows though somebody writes into what it gave', async () => {
    const watch = reader([
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
    const before = (await watch.read(never)).samples[0];
    assert.equal(before?.value, 9);
    const known = { value: 9, ts: before?.ts };
    spoil(before);
    await server.close();
    const first = await watch.read(never);
    assert.deepEqual(first.samples[0]?.last, known);
    spoil(first.samples[0]);
    assert.notEqual(first.samples[1]?.status?.reason, 'spoiled');
    assert.deepEqual((await watch.read(never)).samples[0]?.last, known);
  });

  it('gives a NaN as uncertain null', async () => {
    const { samples } = await reader([tag('nan', 'holding-register', 5, 'float32')]).read(never);
    assert.equal(samples[0]?.value, null);
    assert.equal(samples[0]?.quality, 'uncertain');
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();
    const reading = reader([tag('r0', 'holding-register', 0, 'uint16')], 2).read(abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(reading, /enough/);
  });
});
