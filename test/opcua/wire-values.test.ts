import assert from 'node:assert/strict';
import type { OpcUaTag } from '@millwright/opcua';
import type { Reader, Writer } from '@millwright/opcua/client';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { OwnTime } from '@millwright/testing';
import { LocalizedText, NodeClass } from 'node-opcua-data-model';
import { DataValue } from 'node-opcua-data-value';
import { StatusCodes } from 'node-opcua-status-code';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { type OpenClient, openClient } from './support/client.ts';
import { readOne, servicesOf, simulated, tagAt, valuesOf } from './support/reading.ts';

const double = (value: number): Variant => new Variant({ dataType: DataType.Double, value });

/** A DataValue that holds these bytes as its Variant. */
const bytes = (...values: readonly number[]): Buffer => Buffer.from([1, ...values]);

const int32 = (value: number): readonly number[] => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return [...buffer];
};

const ticks = (value: bigint): readonly number[] => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(value);
  return [...buffer];
};

/** 2026-01-02T03:04:05.1234567Z */
const moment = BigInt(Date.parse('2026-01-02T03:04:05.123Z') + 11_644_473_600_000) * 10_000n + 4_567n;

describe('values as they go over the wire', function () {
  this.timeout(30_000);
  let server: SimulatedUaServer;
  let open: OpenClient;
  let reader: Reader;
  let writer: Writer;

  const start = async (options: ConstructorParameters<typeof SimulatedUaServer>[0] = {}, more = {}) => {
    server = new SimulatedUaServer({
      generate: (id) => (/^ns=2;s=Tag\d+$/.test(id) ? { value: double(Number(id.slice(10))) } : undefined),
      ...options,
    });
    await server.listen();
    open = openClient(server.url, more);
    ({ reader, writer } = servicesOf(open.client));
    await open.client.connection.link(open.signal);
    server.seen.forget();
  };
  afterEach(async () => {
    await open?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  const put = (name: string, value: Parameters<SimulatedUaServer['set']>[1], more = {}): void =>
    server.space.set(`ns=2;s=${name}`, { value, ...more });
  const one = (name: string, more: Partial<OpcUaTag> = {}) =>
    readOne(reader, tagAt(simulated(name), more), { signal: open.signal });
  const tags = (count: number, from = 0): readonly OpcUaTag[] =>
    Array.from({ length: count }, (_, index) => tagAt(simulated(`Tag${from + index}`)));
  const readAll = async (count: number) => {
    const wanted = tags(count);
    const { samples } = await reader.read(wanted, { signal: open.signal });
    assert.deepEqual(
      samples.map(({ tag, value, quality }) => [tag, value, quality]),
      wanted.map(({ name }, index) => [name, index, 'good']),
    );
  };

  it('RD-01: what a Variant must not hold, and one that holds nothing (the wire simulator)', async () => {
    await start();
    put('Diagnostics', bytes(25, 0));
    put('Null', bytes(0));
    put('Nothing', Buffer.from([0]));
    const { value, quality, status } = await one('Diagnostics');
    assert.deepEqual([value, quality, status?.name], [null, 'bad', 'BadDecodingError']);
    for (const name of ['Null', 'Nothing']) {
      const sample = await one(name);
      assert.deepEqual([sample.value, sample.quality], [null, 'good']);
    }
  });

  it('RD-02: arrays of each type that are none, or empty (the wire simulator)', async () => {
    await start();
    for (let type = 1; type <= 24; type += 1) {
      put('Null', bytes(0x80 | type, 255, 255, 255, 255));
      put('Empty', bytes(0x80 | type, 0, 0, 0, 0));
      const { samples } = await reader.read([tagAt(simulated('Null')), tagAt(simulated('Empty'))], {
        signal: open.signal,
      });
      assert.deepEqual(valuesOf(samples), { Null: null, Empty: [] });
      assert.deepEqual(
        samples.map(({ quality }) => quality),
        ['good', 'good'],
      );
    }
  });

  it('RD-03: a matrix whose dimensions do not fit, beside one whose do (the wire simulator)', async () => {
    await start();
    const matrix = (...dimensions: number[]) =>
      bytes(0xc6, ...[3, 7, 8, 9, dimensions.length, ...dimensions].flatMap(int32));
    put('Wrong', matrix(2, 2));
    put('Right', matrix(1, 3));
    const { samples } = await reader.read([tagAt(simulated('Wrong')), tagAt(simulated('Right'))], {
      signal: open.signal,
    });
    const [wrong, right] = samples;
    assert.deepEqual([wrong?.value, wrong?.quality, wrong?.status?.name], [null, 'bad', 'BadDecodingError']);
    assert.deepEqual(right?.value, [[7, 8, 9]]);
  });

  it('RD-06: dates to 100 ns, and both ends of time (the wire simulator)', async () => {
    await start();
    const expected = {
      '2026-01-02T03:04:05.1234567Z': moment,
      '1601-01-01T00:00:00.0000000Z': 0n,
      '9999-12-31T23:59:59.0000000Z': 0x7fff_ffff_ffff_ffffn,
    };
    for (const [text, value] of Object.entries(expected)) {
      put('Date', bytes(13, ...ticks(value)));
      const sample = await one('Date', { dates: 'text' });
      assert.deepEqual([sample.value, sample.quality, sample.status], [text, 'good', undefined]);
      assert.deepEqual((await one('Date')).value, new Date(`${text.slice(0, 23)}Z`));
    }
  });

  it('RD-07: bytes that are none (the wire simulator)', async () => {
    await start();
    put('Bytes', bytes(15, 255, 255, 255, 255));
    assert.deepEqual([(await one('Bytes')).value, (await one('Bytes')).quality], [null, 'good']);
  });

  it('RD-08: texts with and without language (the wire simulator)', async () => {
    await start();
    const a = [1, 0, 0, 0, 97];
    const en = [2, 0, 0, 0, 101, 110];
    const all: readonly [unknown, readonly number[]][] = [
      [{ text: 'a', locale: 'en' }, [3, ...en, ...a]],
      [{ text: 'a', locale: null }, [2, ...a]],
      [{ text: null, locale: 'en' }, [1, ...en]],
      [{ text: 'a', locale: '' }, [3, 0, 0, 0, 0, ...a]],
    ];
    for (const [expected, encoded] of all) {
      put('Text', bytes(21, ...encoded));
      assert.deepEqual((await one('Text')).value, expected);
    }
  });

  it('RD-09: 10,000 tags in 100 requests, one after the other (the wire simulator)', async () => {
    await start({ operationLimits: { MaxNodesPerRead: 100 } });
    await readAll(10_000);
    assert.deepEqual([server.seen.count('Read'), new Set(server.seen.sizes('Read'))], [100, new Set([100])]);
    assert.equal(server.seen.mostInFlight('Read'), 1);
  });

  for (const [what, options] of [
    ['is 0', { operationLimits: { MaxNodesPerRead: 0 } }],
    ['has no node', {}],
    [
      'cannot be read',
      { nodes: { 'i=11705': { value: new DataValue({ statusCode: StatusCodes.BadAttributeIdInvalid }) } } },
    ],
  ] as const) {
    it(`RD-10: 2,500 tags where the limit ${what} (the wire simulator)`, async () => {
      await start(options);
      await readAll(2_500);
      assert.deepEqual(server.seen.sizes('Read'), [1_000, 1_000, 500]);
    });
  }

  it('RD-11: more than a server takes, though it says otherwise (the wire simulator)', async () => {
    await start({ operationLimits: { MaxNodesPerRead: 100 } });
    server.on('Read', ({ nodesToRead }) =>
      (nodesToRead?.length ?? 0) > 30 ? { fault: 'BadTooManyOperations' } : undefined,
    );
    await readAll(100);
    assert.deepEqual(server.seen.sizes('Read'), [100, 50, 25, 25, 25, 25]);
    server.seen.forget();
    await readAll(100);
    assert.deepEqual(server.seen.sizes('Read'), [25, 25, 25, 25]);
  });

  for (const fault of ['BadResponseTooLarge', 'BadEncodingLimitsExceeded']) {
    it(`RD-12: ${fault} above 20 nodes, and for a single one (the wire simulator)`, async () => {
      await start();
      const stop = server.on('Read', ({ nodesToRead }) =>
        (nodesToRead?.length ?? 0) > 20 ? { fault } : undefined,
      );
      await readAll(64);
      assert.deepEqual(server.seen.sizes('Read'), [64, 32, 16, 16, 16, 16]);
      stop();
      server.on('Read', () => ({ fault }));
      server.seen.forget();
      const { samples, failed } = await reader.read(tags(1), { signal: open.signal });
      assert.deepEqual([samples[0]?.value, samples[0]?.status?.name, failed], [null, fault, undefined]);
      assert.equal(server.seen.count('Read'), 1);
    });
  }

  it('RD-14: a value with a status that says more (the wire simulator)', async () => {
    await start();
    put('Uncertain', new DataValue({ value: double(1.5), statusCode: StatusCodes.UncertainLastUsableValue }));
    put('Clamped', new DataValue({ value: double(2.5), statusCode: StatusCodes.GoodClamped }));
    const [uncertain, clamped] = [await one('Uncertain'), await one('Clamped')];
    assert.deepEqual(
      [uncertain.value, uncertain.quality, uncertain.status?.name],
      [1.5, 'uncertain', 'UncertainLastUsableValue'],
    );
    assert.deepEqual([clamped.value, clamped.quality, clamped.status?.name], [2.5, 'good', 'GoodClamped']);
  });

  it('RD-17: how old a value may be (the wire simulator)', async () => {
    await start();
    await reader.read(tags(1), { signal: open.signal });
    await reader.read(tags(1), { signal: open.signal, maxAge: 5_000 });
    assert.deepEqual(
      server.seen.requests('Read').map(({ maxAge }) => maxAge),
      [0, 5_000],
    );
    await assert.rejects(reader.read(tags(1), { signal: open.signal, maxAge: -1 }), {
      code: 'opcua.bad-max-age-invalid',
    });
    assert.equal(server.seen.count('Read'), 2);
  });

  it('RD-18: ten readings within 5 ms in one request (the wire simulator)', async () => {
    await start();
    const readings = await Promise.all(
      Array.from({ length: 10 }, (_, index) => reader.read(tags(2, index * 2), { signal: open.signal })),
    );
    assert.deepEqual(server.seen.sizes('Read'), [20]);
    for (const [index, { samples }] of readings.entries()) {
      assert.deepEqual(valuesOf(samples), {
        [`Tag${index * 2}`]: index * 2,
        [`Tag${index * 2 + 1}`]: index * 2 + 1,
      });
    }
  });

  it('RD-19: an answer that comes too late (the wire simulator)', async () => {
    await start({}, { timeout: 1_000 });
    let late: (() => void) | undefined;
    server.on('Read', async (_, { next }) => {
      await new Promise<void>((resolve) => {
        late = resolve;
        setTimeout(resolve, 3_000).unref();
      });
      return next();
    });
    const began = performance.now();
    using time = OwnTime.begin();
    const { samples, failed } = await reader.read(tags(1), { signal: open.signal });
    const took = [performance.now() - began, time.passed] as const;
    assert.ok(took[0] >= 990 && took[1] < 1_500, `${took.join(', of its own ')} ms`);
    assert.equal((failed as { readonly code?: string }).code, 'opcua.bad-timeout');
    assert.deepEqual([samples.length, samples[0]?.status?.name], [1, 'BadTimeout']);
    late?.();
    server.behave();
    await readAll(3);
  });

  it('RD-20: times and what is beyond them (the wire simulator)', async () => {
    await start();
    const sourceTs = Date.parse('2026-01-02T03:04:05.123Z');
    for (let mask = 0; mask < 16; mask += 1) {
      for (const raw of [moment, 0n]) {
        // Source time, server time, and the picoseconds of each.
        const [source, server_, sourceMore, serverMore] = [1, 2, 4, 8].map((bit) => (mask & bit) !== 0);
        const flags =
          1 | (source ? 4 : 0) | (server_ ? 8 : 0) | (sourceMore ? 0x10 : 0) | (serverMore ? 0x20 : 0);
        const parts = [
          ...(source ? ticks(raw) : []),
          ...(sourceMore ? [12, 0] : []),
          ...(server_ ? ticks(raw) : []),
          ...(serverMore ? [34, 0] : []),
        ];
        put('Times', Buffer.from([flags, 3, 9, ...parts]));
        const before = Date.now();
        const sample = await one('Times');
        const isThere = raw !== 0n;
        const seen = [sample.sourceTs, sample.picoseconds, sample.serverTs, sample.serverPicoseconds];
        assert.deepEqual(seen, [
          source && isThere ? sourceTs : undefined,
          source && isThere && sourceMore ? 12 : undefined,
          server_ && isThere ? sourceTs : undefined,
          server_ && isThere && serverMore ? 34 : undefined,
        ]);
        assert.ok(sample.ts >= before && sample.ts <= Date.now());
      }
    }
  });

  const write = async (
    given: Readonly<Record<string, unknown>>,
    more: Partial<OpcUaTag> = {},
    options = {},
  ) => {
    const items = Object.entries(given).map(([name, value]) => ({
      tag: tagAt(simulated(name), more),
      value,
    }));
    return (await writer.write(items, { signal: open.signal, ...options })).results;
  };
  const sent = () =>
    server.seen
      .requests('Write')
      .flatMap(({ nodesToWrite }) => (nodesToWrite ?? []).map(({ value }) => value.value));

  it('WR-01: a Variant of exactly the type that the node has (the wire simulator)', async () => {
    await start();
    const types: Readonly<Record<string, unknown>> = {
      Boolean: true,
      SByte: -1,
      Byte: 1,
      Int16: -2,
      UInt16: 2,
      Int32: -3,
      UInt32: 3,
      Int64: -4,
      UInt64: 4,
      Float: 0.5,
      Double: 0.25,
      String: 'a',
      DateTime: new Date('2030-02-03T04:05:06.789Z'),
      ByteString: Buffer.from([9, 8, 7]),
      Guid: '72962b91-fa75-4ae6-8d28-b404dc7daf63',
      XmlElement: '<a/>',
      NodeId: 'i=85',
      ExpandedNodeId: 'i=85',
      StatusCode: { code: 0, name: 'Good' },
      QualifiedName: '1:a',
      LocalizedText: { text: 'a', locale: 'en' },
    };
    for (const [type] of Object.entries(types)) {
      put(type, bytes(0), { dataType: `i=${DataType[type as keyof typeof DataType]}`, valueRank: -1 });
    }
    for (const _ of [1, 2]) {
      const results = await write(types);
      assert.deepEqual(new Set(results.map(({ status }) => status.name)), new Set(['Good']));
    }
    const names = Object.keys(types);
    assert.deepEqual(
      sent().map(({ dataType }) => DataType[dataType]),
      [...names, ...names],
    );
    assert.deepEqual(new Set(sent().map(({ arrayType }) => arrayType)), new Set([VariantArrayType.Scalar]));
    assert.deepEqual(server.seen.sizes('Read'), [2 * names.length]);
    assert.deepEqual(valuesOf(await Promise.all(names.map((name) => one(name)))), types);
  });

  it('WR-02: what does not fit is not sent, and not made to fit (the wire simulator)', async () => {
    await start();
    const types = { Byte: 3, Negative: 3, Int16: 4, UInt32: 7, Float: 10, Valid: 11 };
    for (const [name, type] of Object.entries(types))
      put(name, bytes(0), { dataType: `i=${type}`, valueRank: -1 });
    const results = await write({
      Byte: 256,
      Negative: -1,
      Int16: 40_000,
      UInt32: -1,
      Float: 1e39,
      Valid: 5,
    });
    assert.deepEqual(
      results.map(({ written, status }) => [written, status.name]),
      [...Array.from({ length: 5 }, () => [false, 'BadOutOfRange']), [true, 'Good']],
    );
    assert.deepEqual(
      sent().map(({ value }) => value),
      [5],
    );
  });

  it('WR-03: a number that is no whole one (the wire simulator)', async () => {
    await start();
    put('Whole', new Variant({ dataType: DataType.Int32, value: 0 }));
    const [refused] = await write({ Whole: 1.5 });
    assert.deepEqual(
      [refused?.written, refused?.status.name, server.seen.count('Write')],
      [false, 'BadTypeMismatch', 0],
    );
    const [rounded] = await write({ Whole: 1.5 }, {}, { round: true });
    assert.deepEqual(
      [rounded?.written, rounded?.value, sent()[0]?.dataType, sent()[0]?.value],
      [true, 2, DataType.Int32, 2],
    );
  });

  it('WR-04: what is nearly a Boolean (the wire simulator)', async () => {
    await start();
    put('Switch', new Variant({ dataType: DataType.Boolean, value: false }));
    for (const value of ['true', '1', 1]) {
      const [refused] = await write({ Switch: value });
      assert.deepEqual([refused?.written, refused?.status.name], [false, 'BadTypeMismatch']);
    }
    assert.equal(server.seen.count('Write'), 0);
    assert.equal((await write({ Switch: true }))[0]?.status.name, 'Good');
  });

  it('WR-05: the dimensions of a matrix (the wire simulator)', async () => {
    await start();
    put('Matrix', bytes(0), { dataType: 'i=6', valueRank: 2 });
    put('List', bytes(0), { dataType: 'i=6', valueRank: 1 });
    assert.equal(
      (
        await write({
          Matrix: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        })
      )[0]?.status.name,
      'Good',
    );
    assert.equal((await write({ List: [1, 2] }, { indexRange: '1:2' }))[0]?.status.name, 'Good');
    const [matrix, list] = sent();
    assert.deepEqual([...(matrix?.dimensions ?? [])], [2, 3]);
    assert.deepEqual([...(matrix?.value ?? [])], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...(list?.value ?? [])], [1, 2]);
    const [range] = server.seen
      .requests('Write')
      .slice(-1)
      .flatMap(({ nodesToWrite }) => nodesToWrite ?? []);
    assert.equal(range?.indexRange.toString(), '1:2');
  });

  it('WR-10: 250 tags in three requests, and none of them twice (the wire simulator)', async () => {
    await start({ operationLimits: { MaxNodesPerWrite: 100 } });
    const all = Object.fromEntries(tags(250).map(({ name }, index) => [name, index + 0.5]));
    await write(all);
    assert.deepEqual(server.seen.sizes('Write'), [100, 100, 50]);
    assert.deepEqual(
      sent().map(({ value }) => value),
      Object.values(all),
    );
    assert.equal(server.seen.mostInFlight('Write'), 1);
    server.seen.forget();
    server.on('Write', (_, { number }) => (number === 1 ? { fault: 'BadTooManyOperations' } : undefined));
    const results = await write(all);
    const refused = results.filter(({ status }) => status.name === 'BadTooManyOperations');
    assert.deepEqual(
      [refused.length, new Set(refused.map(({ written }) => written))],
      [100, new Set([false])],
    );
    assert.equal(sent().length, 250);
    server.seen.forget();
    await write(all);
    assert.ok(server.seen.sizes('Write').every((size) => size <= 50));
  });

  it('WR-12: a status and a time that the server does not take (the wire simulator)', async () => {
    await start();
    put('Value', double(1), {
      onWrite: ({ sourceTimestamp }: DataValue) => (sourceTimestamp ? 'BadWriteNotSupported' : undefined),
    });
    const item = {
      tag: tagAt(simulated('Value')),
      value: 2,
      status: 'UncertainLastUsableValue',
      sourceTs: new Date(5),
    };
    const { results } = await writer.write([item], { signal: open.signal });
    assert.deepEqual([results[0]?.written, results[0]?.status.name], [false, 'BadWriteNotSupported']);
    assert.match(results[0]?.status.reason ?? '', /Write the value alone/);
    const [request] = server.seen.requests('Write');
    const [value] = request?.nodesToWrite ?? [];
    assert.deepEqual(
      [server.seen.count('Write'), value?.value.statusCode.name, value?.value.sourceTimestamp?.getTime()],
      [1, 'UncertainLastUsableValue', 5],
    );
  });

  it('WR-14: 64 bits exactly (the wire simulator)', async () => {
    await start();
    put('Signed', bytes(0), { dataType: 'i=8', valueRank: -1 });
    put('Unsigned', bytes(0), { dataType: 'i=9', valueRank: -1 });
    for (const [name, value] of [
      ['Signed', '-9223372036854775808'],
      ['Signed', 9223372036854775807n],
      ['Unsigned', '18446744073709551615'],
      ['Unsigned', 0n],
    ] as const) {
      assert.equal((await write({ [name]: value }))[0]?.status.name, 'Good');
      assert.equal((await one(name, { wide: 'string' })).value, `${value}`);
    }
    server.seen.forget();
    for (const [name, value, status] of [
      ['Signed', 9223372036854775808n, 'BadOutOfRange'],
      ['Unsigned', '-1', 'BadOutOfRange'],
      ['Signed', 2 ** 53, 'BadOutOfRange'],
      ['Signed', '12.5', 'BadTypeMismatch'],
    ] as const) {
      assert.equal((await write({ [name]: value }))[0]?.status.name, status);
    }
    assert.equal(server.seen.count('Write'), 0);
  });

  it('asks for the type of a node again after the server found it wrong (the wire simulator)', async () => {
    await start();
    put('Changing', new Variant({ dataType: DataType.Int32, value: 1 }));
    await write({ Changing: 2 });
    put('Changing', double(1), {
      onWrite: ({ value }: DataValue) => (value.dataType === DataType.Double ? undefined : 'BadTypeMismatch'),
    });
    assert.equal((await write({ Changing: 3 }))[0]?.status.name, 'BadTypeMismatch');
    assert.equal((await write({ Changing: 3.5 }))[0]?.status.name, 'Good');
  });

  it('reads enumerations of servers that name their values in a property (the wire simulator)', async () => {
    const strings = new Variant({
      dataType: DataType.LocalizedText,
      arrayType: VariantArrayType.Array,
      value: ['Off', 'Manual', 'Automatic'].map((text) => new LocalizedText({ text })),
    });
    await start({
      nodes: {
        'ns=2;s=Mode': {
          value: new Variant({ dataType: DataType.Int32, value: 2 }),
          dataType: 'ns=2;i=3001',
        },
        'ns=2;i=3001': {
          nodeClass: NodeClass.DataType,
          browseName: { namespaceIndex: 2, name: 'ModeType' },
          references: [
            { type: 'i=45', to: 'i=29', forward: false },
            { type: 'i=46', to: 'ns=2;i=3002' },
          ],
        },
        'i=29': { nodeClass: NodeClass.DataType },
        'ns=2;i=3002': { value: strings, browseName: { namespaceIndex: 0, name: 'EnumStrings' } },
      },
    });
    assert.deepEqual((await one('Mode')).value, { value: 2, name: 'Automatic' });
    assert.equal((await write({ Mode: 'Manual' }))[0]?.status.name, 'Good');
    assert.equal(sent()[0]?.value, 1);
  });

  it('reads and writes structures of servers that describe them in a dictionary (the wire simulator)', async () => {
    const dictionary = `<opc:TypeDictionary xmlns:opc="http://opcfoundation.org/BinarySchema/" xmlns:tns="urn:simulated:plant">
      <opc:StructuredType Name="Point"><opc:Field Name="X" TypeName="opc:Double"/><opc:Field Name="Y" TypeName="opc:Double"/></opc:StructuredType>
      <opc:StructuredType Name="Route"><opc:Field Name="NoOfPath" TypeName="opc:Int32"/>
        <opc:Field Name="Path" TypeName="tns:Point" LengthField="NoOfPath"/></opc:StructuredType>
    </opc:TypeDictionary>`;
    const numbers = Buffer.alloc(16);
    numbers.writeDoubleLE(1, 0);
    numbers.writeDoubleLE(2, 8);
    const body = [...int32(1), ...numbers];
    const text = (value: string) => new Variant({ dataType: DataType.String, value });
    await start({
      nodes: {
        'ns=2;s=Route': {
          value: bytes(22, 1, 2, 0x89, 0x13, 1, ...int32(body.length), ...body),
          dataType: 'ns=2;i=3002',
          valueRank: -1,
        },
        'ns=2;i=3002': {
          nodeClass: NodeClass.DataType,
          browseName: { namespaceIndex: 2, name: 'Route' },
          references: [
            { type: 'i=45', to: 'i=22', forward: false },
            { type: 'i=38', to: 'ns=2;i=5001' },
          ],
        },
        'ns=2;i=5001': {
          nodeClass: NodeClass.Object,
          browseName: { namespaceIndex: 0, name: 'Default Binary' },
          references: [
            { type: 'i=38', to: 'ns=2;i=3002', forward: false },
            { type: 'i=39', to: 'ns=2;i=6001' },
          ],
        },
        'ns=2;i=6001': {
          value: text('Route'),
          references: [{ type: 'i=47', to: 'ns=2;i=6002', forward: false }],
        },
        'ns=2;i=6002': {
          value: new Variant({ dataType: DataType.ByteString, value: Buffer.from(dictionary) }),
        },
        'i=22': { nodeClass: NodeClass.DataType },
      },
    });
    const point = { $type: 'Point', X: 1, Y: 2 };
    assert.deepEqual((await one('Route')).value, { $type: 'Route', Path: [point] });
    const next = { $type: 'Route', Path: [point, { $type: 'Point', X: 3, Y: 4 }] };
    const [result] = await write({ Route: next });
    assert.deepEqual([result?.status.name, result?.value], ['Good', next]);
    const [route] = sent();
    const buffer: unknown = route?.value.buffer;
    assert.ok(Buffer.isBuffer(buffer));
    assert.deepEqual([buffer.length, buffer.readInt32LE(0), buffer.readDoubleLE(28)], [36, 2, 4]);
    // What is known of a type is not asked for again.
    put('Route', bytes(22, 1, 2, 0x89, 0x13, 1, ...int32(buffer.length), ...buffer), {
      dataType: 'ns=2;i=3002',
    });
    server.seen.forget();
    assert.deepEqual((await one('Route')).value, next);
    assert.deepEqual([server.seen.count('Read'), server.seen.count('Browse')], [1, 0]);
  });
});
