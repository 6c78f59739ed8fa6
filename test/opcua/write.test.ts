import assert from 'node:assert/strict';
import type { OpcUaTag } from '@millwright/opcua';
import type { Reader, Writer } from '@millwright/opcua/client';
import { everything, FaultProxy, waitFor } from '@millwright/testing';
import { type OpenClient, openClient } from './support/client.ts';
import { plant, readOne, servicesOf, tagAt } from './support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const guid = '72962b91-fa75-4ae6-8d28-b404dc7daf63';

/** One value of each type that can be written, in the form in which it is read. */
const values: Readonly<Record<string, unknown>> = {
  Boolean: false,
  SByte: -1,
  Byte: 200,
  Int16: -1234,
  UInt16: 54321,
  Int32: -123456789,
  UInt32: 3456789012,
  Int64: -9007199254740991,
  UInt64: 9007199254740991,
  Float: 0.5,
  Double: 2.5e-300,
  String: 'Ünïcode ✓',
  DateTime: new Date('2030-02-03T04:05:06.789Z'),
  Guid: guid,
  ByteString: Buffer.from([9, 8, 7]),
  XmlElement: '<x/>',
  NodeId: 'ns=1;s=other',
  ExpandedNodeId: 'ns=2;i=9',
  StatusCode: { code: 0x80340000, name: 'BadNodeIdUnknown' },
  QualifiedName: '1:written',
  LocalizedText: { text: 'geschrieben', locale: 'de' },
  ExtensionObject: { $type: 'Point', X: 11, Y: 12 },
};

describe('writing to an OPC UA server', function () {
  this.timeout(120_000);
  let server: OpcUaServer;
  let open: OpenClient;
  let reader: Reader;
  let writer: Writer;

  before(async function () {
    server = await startOpcUaServer(this);
    open = openClient(server.url);
    ({ reader, writer } = servicesOf(open.client));
  });
  after(async () => {
    await open?.[Symbol.asyncDispose]();
    await server?.close();
  });

  const write = async (
    given: Readonly<Record<string, unknown>>,
    more: Partial<OpcUaTag> = {},
    options = {},
  ) => {
    const items = Object.entries(given).map(([name, value]) => ({ tag: tagAt(plant(name), more), value }));
    return (await writer.write(items, { signal: open.signal, ...options })).results;
  };
  const read = async (name: string, more: Partial<OpcUaTag> = {}) =>
    (await readOne(reader, tagAt(plant(name), more), { signal: open.signal })).value;
  /** How many Write requests there are meanwhile. */
  const writesOf = async (task: () => Promise<unknown>): Promise<number> => {
    await server.tell({ do: 'forget' });
    await task();
    return (await server.count()).requests['Write'] ?? 0;
  };

  it('WR-01: each built-in type, as the server has it, twice (node-opcua)', async () => {
    const named = Object.fromEntries(
      Object.entries(values).map(([type, value]) => [`Scalar.${type}`, value]),
    );
    await server.tell({ do: 'forget' });
    const results = await write(named);
    const first = (await server.count()).sizes['Read'] ?? [];
    await write(named);
    // DataType and ValueRank of each node, and what the structure's own type needs.
    assert.equal(first.filter((size) => size === 2 * Object.keys(named).length).length, 1);
    assert.deepEqual((await server.count()).sizes['Read'], first);
    for (const { tag, written, status, outcome } of results) {
      assert.deepEqual([written, status.name, outcome], [true, 'Good', 'done'], tag);
    }
    for (const [type, value] of Object.entries(values))
      assert.deepEqual(await read(`Scalar.${type}`), value, type);
    for (const [type, value] of Object.entries(values)) {
      const { type: held } = (await server.tell({ do: 'get', node: `Scalar.${type}` })) as { type: string };
      assert.equal(held, type);
      const [result] = await write({ [`Array.${type}`]: [value, value] });
      assert.equal(result?.status.name, 'Good', type);
      assert.deepEqual(await read(`Array.${type}`), [value, value], type);
    }
  });

  it('WR-05: arrays, matrices and parts of them (node-opcua)', async () => {
    const [array] = await write({ 'Array.Double': [1.5, 2.5, 3.5] });
    const [matrix] = await write({
      'Grid.Int32': [
        [6, 5, 4],
        [3, 2, 1],
      ],
    });
    const [part] = await write({ 'Array.Double': [8, 9] }, { indexRange: '1:2' });
    assert.deepEqual([array?.status.name, matrix?.status.name, part?.status.name], ['Good', 'Good', 'Good']);
    assert.deepEqual(await read('Array.Double'), [1.5, 8, 9]);
    const { dimensions } = (await server.tell({ do: 'get', node: 'Grid.Int32' })) as { dimensions: number[] };
    assert.deepEqual(dimensions, [2, 3]);
    assert.deepEqual(await read('Grid.Int32'), [
      [6, 5, 4],
      [3, 2, 1],
    ]);
    const names: (string | undefined)[] = [];
    const writes = await writesOf(async () => {
      names.push((await write({ 'Grid.Int32': [[1, 2], [3]] }))[0]?.status.name);
      names.push((await write({ 'Array.Double': 5 }))[0]?.status.name);
      names.push((await write({ 'Array.Double': [1, 2, 3] }, { indexRange: '1:2' }))[0]?.status.name);
    });
    assert.deepEqual(names, ['BadTypeMismatch', 'BadTypeMismatch', 'BadIndexRangeDataMismatch']);
    assert.equal(writes, 0);
  });

  it('WR-06: structures by their fields (node-opcua)', async () => {
    const segment = {
      $type: 'Segment',
      From: { $type: 'Point', X: 1, Y: 2 },
      To: { $type: 'Point', X: 3, Y: 4 },
      Label: 'new',
    };
    const plain = { From: { X: 1, Y: 2 }, To: { X: 3, Y: 4 }, Label: 'new' };
    const [result] = await write({ 'Structure.Segment': plain });
    assert.equal(result?.status.name, 'Good');
    assert.deepEqual(result?.value, segment);
    assert.deepEqual(await read('Structure.Segment'), segment);
    const reasons: (string | undefined)[] = [];
    const writes = await writesOf(async () => {
      for (const value of [
        { ...plain, To: { X: 3 } },
        { ...plain, From: { X: 1, Y: 2, Z: 3 } },
      ]) {
        const [refused] = await write({ 'Structure.Segment': value });
        assert.deepEqual([refused?.written, refused?.status.name], [false, 'BadTypeMismatch']);
        reasons.push(refused?.status.reason);
      }
    });
    assert.match(reasons[0] ?? '', /Segment\.To\.Y/);
    assert.match(reasons[1] ?? '', /Segment\.From\.Z/);
    assert.equal(writes, 0);
  });

  it('WR-07: enumerations (node-opcua)', async () => {
    const manual = { value: 1, name: 'Manual' };
    const automatic = { value: 5, name: 'Automatic' };
    assert.equal((await write({ 'Enumeration.Mode': 'Manual' }))[0]?.status.name, 'Good');
    assert.deepEqual(await read('Enumeration.Mode'), manual);
    assert.equal((await write({ 'Enumeration.Mode': automatic }))[0]?.status.name, 'Good');
    assert.deepEqual(await read('Enumeration.Mode'), automatic);
    const { type } = (await server.tell({ do: 'get', node: 'Enumeration.Mode' })) as { type: string };
    assert.equal(type, 'Int32');
    const writes = await writesOf(async () => {
      const [name] = await write({ 'Enumeration.Mode': 'Sideways' });
      assert.equal(name?.status.name, 'BadTypeMismatch');
      assert.match(name?.status.reason ?? '', /Off, Manual, Automatic/);
      const [number] = await write({ 'Enumeration.Mode': 7 });
      assert.equal(number?.status.name, 'BadOutOfRange');
    });
    assert.equal(writes, 0);
  });

  it('WR-08: optional fields and unions (node-opcua)', async () => {
    const reading = { $type: 'Reading', Value: 5, Mode: { value: 1, name: 'Manual' } };
    assert.equal((await write({ 'Structure.Reading': reading }))[0]?.status.name, 'Good');
    assert.deepEqual(await read('Structure.Reading'), reading);
    const choice = { $type: 'Choice', Text: 'written' };
    assert.equal((await write({ 'Structure.ChoiceNumber': choice }))[0]?.status.name, 'Good');
    assert.deepEqual(await read('Structure.ChoiceNumber'), choice);
    const writes = await writesOf(async () => {
      const [both] = await write({ 'Structure.ChoiceNumber': { Number: 1, Text: 'a' } });
      assert.deepEqual([both?.written, both?.status.name], [false, 'BadTypeMismatch']);
    });
    assert.equal(writes, 0);
  });

  it('WR-09: the second of three cannot be written (node-opcua)', async () => {
    let results: Awaited<ReturnType<typeof write>> = [];
    const given = { 'Scalar.Int32': 1, 'Access.ReadOnly': 2, 'Scalar.Double': 3 };
    assert.equal(
      await writesOf(async () => {
        results = await write(given);
      }),
      1,
    );
    assert.deepEqual(
      results.map(({ tag, written, status }) => [tag, written, status.name]),
      [
        ['Scalar.Int32', true, 'Good'],
        ['Access.ReadOnly', false, 'BadNotWritable'],
        ['Scalar.Double', true, 'Good'],
      ],
    );
  });

  it('WR-13: no right to write (node-opcua)', async () => {
    let results: Awaited<ReturnType<typeof write>> = [];
    const given = { 'Access.ReadOnly': 2, 'Access.UserReadOnly': 3 };
    assert.equal(
      await writesOf(async () => {
        results = await write(given);
      }),
      1,
    );
    assert.deepEqual(
      results.map(({ written, status }) => [written, status.name]),
      [
        [false, 'BadNotWritable'],
        [false, 'BadUserAccessDenied'],
      ],
    );
  });

  it('WR-14: 64 bits exactly (node-opcua)', async () => {
    const limits = {
      'Scalar.Int64': ['-9223372036854775808', '9223372036854775807'],
      'Scalar.UInt64': ['0', '18446744073709551615'],
    };
    for (const [name, digits] of Object.entries(limits)) {
      for (const value of digits.flatMap((each) => [each, BigInt(each)])) {
        const [result] = await write({ [name]: value }, {}, { verify: true });
        assert.deepEqual([result?.status.name, result?.verified], ['Good', true]);
        // What a number does not hold is told as a read tells it.
        const isExact = Number.isSafeInteger(Number(value));
        assert.deepEqual(
          [result?.value, result?.quality, result?.text],
          isExact ? [Number(value), 'good', undefined] : [null, 'uncertain', `${value}`],
        );
        if (!isExact) assert.match(result?.status.reason ?? '', new RegExp(`holds ${value}, .* cannot hold`));
        assert.equal(await read(name, { wide: 'string' }), `${value}`);
      }
    }
    const writes = await writesOf(async () => {
      for (const [name, value, status] of [
        ['Scalar.Int64', '9223372036854775808', 'BadOutOfRange'],
        ['Scalar.UInt64', -1n, 'BadOutOfRange'],
        ['Scalar.Int64', 2 ** 53, 'BadOutOfRange'],
        ['Scalar.Int64', '12.5', 'BadTypeMismatch'],
      ] as const) {
        const [result] = await write({ [name]: value });
        assert.deepEqual([result?.written, result?.status.name], [false, status]);
      }
    });
    assert.equal(writes, 0);
  });

  it('reads back what it has written where that is asked for, and holds to the limits of a tag (node-opcua)', async () => {
    const [verified] = await write({ 'Scalar.Float': 0.1 }, {}, { verify: true });
    assert.deepEqual([verified?.verified, verified?.value], [true, Math.fround(0.1)]);
    await write({ 'Scalar.Double': 10 });
    const rules = { min: 0, max: 100, maxStep: 5 };
    const writes = await writesOf(async () => {
      for (const value of [101, -1, 16]) {
        const [refused] = await write({ 'Scalar.Double': value }, { rules });
        assert.deepEqual([refused?.outcome, refused?.status.name], ['refused', 'BadOutOfRange']);
      }
      const [readOnly] = await write({ 'Scalar.Double': 1 }, { rules: { readOnly: true } });
      assert.equal(readOnly?.status.name, 'BadNotWritable');
    });
    assert.equal(writes, 0);
    assert.equal((await write({ 'Scalar.Double': 15 }, { rules }))[0]?.status.name, 'Good');
  });

  it('writes in the unit of a tag (node-opcua)', async () => {
    const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    const [result] = await write({ 'Scalar.Int16': 12.34 }, { scaling });
    assert.equal(result?.value, 12.3);
    assert.equal(await read('Scalar.Int16'), 123);
    assert.equal(await read('Scalar.Int16', { scaling }), 12.3);
    const [array] = await write({ 'Array.Int16': [10, 20.04] }, { scaling }, { verify: true });
    assert.deepEqual([array?.value, array?.verified], [[10, 20], true]);
    assert.deepEqual(await read('Array.Int16'), [100, 200]);
    assert.deepEqual(await read('Array.Int16', { scaling }), [10, 20]);
    const writes = await writesOf(async () => {
      const rules = { max: 50 };
      const [outside] = await write({ 'Array.Int16': [10, 90] }, { scaling, rules });
      const [bytes] = await write({ 'Array.Byte': Buffer.from([10, 90]) }, { rules });
      assert.deepEqual([outside?.outcome, bytes?.outcome], ['refused', 'refused']);
      const wide = await write({ 'Scalar.Int64': 10n, 'Scalar.UInt64': '10' }, { scaling });
      assert.deepEqual(
        wide.map(({ status }) => status.name),
        ['BadTypeMismatch', 'BadTypeMismatch'],
      );
    });
    assert.equal(writes, 0);
  });

  it('writes what the node holds just now where the server leaves its type open (node-opcua)', async () => {
    assert.equal((await write({ 'Scalar.Variant': 8 }))[0]?.status.name, 'Good');
    assert.deepEqual(await server.tell({ do: 'get', node: 'Scalar.Variant' }), { type: 'Int32', value: 8 });
  });

  it('says what is wrong with a node that is not there (node-opcua)', async () => {
    const writes = await writesOf(async () => {
      const results = await write({ Nothing: 1, 'Scalar.Int32': 5 });
      assert.deepEqual(
        results.map(({ written, status }) => [written, status.name]),
        [
          [false, 'BadNodeIdUnknown'],
          [true, 'Good'],
        ],
      );
    });
    assert.equal(writes, 1);
  });

  it('WR-11: the connection is cut before the answer to a Write (node-opcua)', async () => {
    const proxy = new FaultProxy({ target: server.port });
    await proxy.listen();
    await using cut = openClient(`opc.tcp://127.0.0.1:${proxy.port}`);
    const services = servicesOf(cut.client);
    const tag = tagAt(plant('Scalar.UInt32'));
    const first = await services.writer.write([{ tag, value: 1 }], { signal: cut.signal });
    assert.equal(first.results[0]?.status.name, 'Good');
    await server.tell({ do: 'forget' });
    proxy.cutAfter(1);
    const writing = await services.writer.write([{ tag, value: 2 }], { signal: cut.signal });
    const [result] = writing.results;
    assert.deepEqual(
      [writing.results.length, result?.outcome, result?.written, result?.value],
      [1, 'unknown', null, null],
    );
    assert.equal(writing.failed, undefined);
    await proxy.resume();
    await waitFor('the next session', () => cut.client.connection.current);
    const after = await readOne(services.reader, tag, { signal: cut.signal });

    assert.deepEqual([after.value, after.quality], [2, 'good']);
    const end = Date.now() + (everything ? 10_000 : 500);
    await waitFor('a while after the reconnect', () => Date.now() > end, { deadline: 15_000 });
    assert.equal((await server.count()).requests['Write'], 1);
    await proxy.close();
  });
});
