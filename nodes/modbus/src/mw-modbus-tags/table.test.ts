import assert from 'node:assert/strict';
import { answerFrom, MemoryStore, ModbusServer, type Request } from '@millwright/modbus';
import { selectedNames } from '@millwright/plc/runtime';
import { readingMessages, tagErrors } from '@millwright/tags';
import { createConnection, type ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { context } from '../runtime/context.fixture.ts';
import { createTags } from './mw-modbus-tags.ts';
import { tagsNode } from './schema.ts';
import type { Table } from './table.ts';

describe('a table with tags that can only be written', () => {
  let server: ModbusServer;
  let connection: ModbusConnection;
  let asked: Request[];
  const options = { source: 'test', signal: new AbortController().signal };
  const row = (name: string, address: number, access: string) => ({
    name,
    address: String(address),
    access,
    group: 'press',
  });
  const start = row('start', 50, 'write');

  const tableOf = (tags: readonly object[], computed: readonly object[] = []): Table =>
    createTags({
      ...context(tagsNode, { connection: 'connection', tags, computed }),
      refer: () => connection,
    } as never);

  beforeEach(async () => {
    asked = [];
    const store = new MemoryStore({
      coil: 0,
      'discrete-input': 0,
      'holding-register': 100,
      'input-register': 0,
    });
    server = new ModbusServer({
      road: 'tcp',
      host: '127.0.0.1',
      port: 0,
      serve(_unit, request) {
        asked.push(request);
        return answerFrom(store, request);
      },
    });
    await server.listen();
    connection = createConnection(context(connectionNode, { host: '127.0.0.1', port: server.port }) as never);
    connection.client.connection.need();
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  for (const which of ['all', 'group'] as const)
    it(`reads ${which} without them, as its plan says`, async () => {
      const table = tableOf([row('level', 0, 'read'), start, row('speed', 1, 'read-write')]);
      const names = selectedNames({ which, group: 'press', names: [] }, table);
      const { samples } = await table.read(names, options);
      assert.deepEqual(
        samples.map(({ tag, quality }) => [tag, quality]),
        [
          ['level', 'good'],
          ['speed', 'good'],
        ],
      );
      assert.deepEqual(asked, [{ do: 'read', area: 'holding-register', address: 0, quantity: 2 }]);
      assert.equal(names?.length ?? table.size, 2);
    });

  it('reads the others with what is computed from them', async () => {
    const table = tableOf([row('level', 0, 'read'), start], [{ name: 'twice', expression: 'level * 2' }]);
    const { samples } = await table.read(undefined, options);
    assert.deepEqual(
      samples.map(({ tag, value }) => [tag, value]),
      [
        ['level', 0],
        ['twice', 0],
      ],
    );
    assert.equal(asked.length, 1);
  });

  it('reads one that is asked for by its name, and writes it', async () => {
    const table = tableOf([row('level', 0, 'read'), start]);
    const { results } = await table.write({ start: 7 }, options);
    assert.equal(results[0]?.outcome, 'done');
    const { samples } = await table.read(['start'], options);
    assert.equal(samples[0]?.value, 7);
  });

  it('refuses a node that would read where there is nothing else', () => {
    const table = tableOf([start]);
    for (const which of ['all', 'group'] as const)
      assert.throws(
        () => selectedNames({ which, group: 'press', names: [] }, table),
        tagErrors.badSelection.is,
      );
  });

  it('refuses a tag of a message whose name it asks for already, and gives the other one its value', async () => {
    const table = tableOf([row('level', 0, 'read')]);
    const reasonOf = (name: string) =>
      `The tag cannot be read or written like this: the message asks for another tag with the name "${name}"`;
    const own = (name: string, address: string) => ({ name, address, type: 'uint16' });
    const { samples, failed } = await table.readAsked(
      { names: ['level'], own: [own('level', '1'), own('speed', '2'), own('speed', '3')] },
      options,
    );
    assert.equal(failed, undefined);
    assert.deepEqual(
      samples.map(({ tag, quality, value }) => [tag, quality, value]),
      [
        ['level', 'bad', null],
        ['speed', 'bad', null],
        ['level', 'good', 0],
        ['speed', 'good', 0],
      ],
    );
    assert.deepEqual(
      samples.slice(0, 2).map(({ address, status }) => [address, status?.name, status?.reason]),
      [
        ['1', 'BadConfigurationError', reasonOf('level')],
        ['3', 'BadConfigurationError', reasonOf('speed')],
      ],
    );
    const [message] = readingMessages(samples, { each: false, hold: false });
    assert.deepEqual(message?.payload, { level: 0, speed: 0 });
  });

  it('takes names that differ in the spaces around them for the same, and tells no more of one than fits', async () => {
    const table = tableOf([row('level', 0, 'read')]);
    const own = (name: string, more = {}) => ({ name, address: '1', type: 'uint16', ...more });
    const long = 'x'.repeat(1_000);
    const { samples } = await table.readAsked(
      {
        names: ['level'],
        own: [own(' level'), own('speed '), own(' speed', { type: 'none' }), own(long), own(`${long} `)],
      },
      options,
    );
    assert.deepEqual(
      samples.map(({ tag, quality }) => [tag, quality]),
      [
        ['level', 'bad'],
        ['speed', 'bad'],
        ['x'.repeat(100), 'bad'],
        ['level', 'good'],
        ['speed', 'good'],
        ['x'.repeat(100), 'bad'],
      ],
    );
    for (const { status } of samples) assert.ok((status?.reason.length ?? 0) < 300, status?.reason);
    const [message] = readingMessages(samples, { each: false, hold: false });
    assert.deepEqual(message?.payload, { level: 0, speed: 0, ['x'.repeat(100)]: null });
  });
});
