import assert from 'node:assert/strict';
import { attributeNames } from '@millwright/opcua';
import type { Reader } from '@millwright/opcua/client';
import { type OpenClient, openClient } from './support/client.ts';
import { plant, readerOf, readOne, tagAt, valuesOf } from './support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

/** What the peer's values are in JavaScript: see its `values.js`. */
const forms: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false, true],
  SByte: [-128, 0, 127],
  Byte: [255, 0, 1],
  Int16: [-32768, 0, 32767],
  UInt16: [65535, 0, 1],
  Int32: [-2147483648, 0, 2147483647],
  UInt32: [4294967295, 0, 1],
  Int64: [-9007199254740991, 0, 9007199254740991],
  UInt64: [9007199254740991, 0, 1],
  Float: [1.5, -0.25, 0],
  Double: [0.1, -1e300, 0],
  String: ['Grüße 🏭', '', 'three'],
  DateTime: ['2026-01-02T03:04:05.678Z', '1970-01-01T00:00:00.000Z', '2038-01-19T03:14:08.000Z'].map(
    (text) => new Date(text),
  ),
  Guid: [
    '72962b91-fa75-4ae6-8d28-b404dc7daf63',
    '00000000-0000-0000-0000-000000000001',
    'ffffffff-0000-4000-8000-000000000000',
  ],
  ByteString: [Buffer.from([0, 1, 2, 255]), Buffer.alloc(0), Buffer.from('hello')],
  XmlElement: ['<a>1</a>', '<b/>', '<c x="1"/>'],
  NodeId: ['ns=1;s=a', 'i=85', 'g=72962b91-fa75-4ae6-8d28-b404dc7daf63'],
  ExpandedNodeId: ['ns=1;s=a', 'i=85', 'ns=2;i=7'],
  StatusCode: [
    { code: 0x80340000, name: 'BadNodeIdUnknown' },
    { code: 0, name: 'Good' },
    { code: 0x40900000, name: 'UncertainLastUsableValue' },
  ],
  QualifiedName: ['1:name', '0:standard', '2:two'],
  LocalizedText: [
    { text: 'Wert', locale: 'de' },
    { text: 'value', locale: 'en' },
    { text: 'valeur', locale: 'fr' },
  ],
  ExtensionObject: [
    { $type: 'Point', X: 1, Y: 2 },
    { $type: 'Point', X: 3, Y: 4 },
    { $type: 'Point', X: 5, Y: 6 },
  ],
  DataValue: [
    { value: 7, status: { code: 0, name: 'Good' } },
    { value: 'x', status: { code: 0x40900000, name: 'UncertainLastUsableValue' } },
    { value: 2.5, status: { code: 0, name: 'Good' } },
  ],
  Variant: [7, 'x', 2.5],
};

describe('reading from an OPC UA server', function () {
  this.timeout(60_000);
  let server: OpcUaServer;
  let open: OpenClient;
  let reader: Reader;

  before(async function () {
    server = await startOpcUaServer(this, { limits: { maxNodesPerRead: 100 }, counters: 10_000, rate: 0 });
    open = openClient(server.url);
    reader = readerOf(open.client);
  });
  after(async () => {
    await open?.[Symbol.asyncDispose]();
    await server?.close();
  });

  const read = async (...tags: Parameters<Reader['read']>[0]) =>
    (await reader.read(tags, { signal: open.signal })).samples;
  const one = (name: string, more = {}) => readOne(reader, tagAt(plant(name), more), { signal: open.signal });

  it('RD-01: a value of each built-in type in its form (node-opcua)', async () => {
    const names = Object.keys(forms);
    const samples = await read(
      ...names.map((type) => tagAt(plant(`Scalar.${type}`))),
      tagAt(plant('Scalar.Null')),
    );
    assert.deepEqual(
      valuesOf(samples),
      Object.fromEntries([
        ...names.map((type) => [`Scalar.${type}`, forms[type]?.[0]]),
        ['Scalar.Null', null],
      ]),
    );
    assert.deepEqual(new Set(samples.map(({ quality }) => quality)), new Set(['good']));
  });

  it('RD-02: arrays of 3, of none, and none at all (node-opcua)', async () => {
    const names = Object.keys(forms);
    const samples = await read(
      ...['Array', 'Empty', 'Null'].flatMap((kind) => names.map((type) => tagAt(plant(`${kind}.${type}`)))),
    );
    for (const { tag, value, quality } of samples) {
      const [kind, type = ''] = tag.split('.');
      const expected = kind === 'Array' ? forms[type] : kind === 'Empty' ? [] : null;
      assert.deepEqual(value, expected, tag);
      assert.equal(quality, 'good', tag);
      assert.ok(value === null || Array.isArray(value), tag);
    }
  });

  it('RD-03: matrices, the last index fastest (node-opcua)', async () => {
    assert.deepEqual((await one('Grid.Int32')).value, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    assert.deepEqual((await one('Cube.Int32')).value, [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    const names = Object.keys(forms);
    const samples = await read(...names.map((type) => tagAt(plant(`Matrix.${type}`))));
    for (const { tag, value } of samples) {
      const elements = forms[tag.split('.')[1] ?? ''];
      assert.deepEqual(value, [elements, elements], tag);
    }
  });

  it('RD-04: integers of 64 bits in each form (node-opcua)', async () => {
    const safe = await read(tagAt(plant('Array.Int64')), tagAt(plant('Array.UInt64')));
    assert.deepEqual(
      safe.map(({ value, quality }) => [value, quality]),
      [
        [[-9007199254740991, 0, 9007199254740991], 'good'],
        [[9007199254740991, 0, 1], 'good'],
      ],
    );
    const exact = {
      'Int64.Minimum': '-9223372036854775808',
      'Int64.Maximum': '9223372036854775807',
      'UInt64.Maximum': '18446744073709551615',
    };
    for (const [name, digits] of Object.entries(exact)) {
      const { value, quality, status, text } = await one(name);
      assert.deepEqual([value, quality, status?.name, text], [null, 'uncertain', 'Good', digits]);
      for (const [wide, expected] of [
        ['string', digits],
        ['bigint', BigInt(digits)],
      ] as const) {
        const sample = await one(name, { wide });
        assert.deepEqual([sample.value, sample.quality], [expected, 'good']);
      }
    }
  });

  it('RD-05: what is no number (node-opcua)', async () => {
    const names = ['Double.NaN', 'Double.Infinity', 'Double.MinusInfinity', 'Float.NaN'];
    const samples = await read(...names.map((name) => tagAt(plant(name))));
    for (const { value, quality, status } of samples) {
      assert.deepEqual([value, quality, status?.name], [null, 'uncertain', 'Good']);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(samples)), samples);
    for (const value of ['Infinity', '-Infinity']) {
      await server.tell({ do: 'set', node: 'Float.NaN', value: { type: 'Float', value } });
      const sample = await one('Float.NaN');
      assert.deepEqual([sample.value, sample.quality, sample.text], [null, 'uncertain', value]);
      assert.equal(sample.status?.name, 'Good');
      assert.deepEqual(JSON.parse(JSON.stringify(sample)), sample);
    }
  });

  it('RD-06: dates (node-opcua)', async () => {
    assert.deepEqual((await one('Scalar.DateTime')).value, new Date('2026-01-02T03:04:05.678Z'));
    assert.equal((await one('Scalar.DateTime', { dates: 'text' })).value, '2026-01-02T03:04:05.6780000Z');
    assert.equal((await one('DateTime.Old', { dates: 'text' })).value, '1601-01-01T00:00:00.0000000Z');
  });

  it('RD-07: bytes (node-opcua)', async () => {
    const [all, empty, none] = await read(
      ...['All', 'Empty', 'Null'].map((name) => tagAt(plant(`ByteString.${name}`))),
    );
    assert.deepEqual(all?.value, Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
    assert.ok(Buffer.isBuffer(empty?.value) && empty.value.length === 0);
    assert.deepEqual([none?.value, none?.quality], [null, 'good']);
    assert.deepEqual([all?.quality, empty?.quality], ['good', 'good']);
  });

  it('RD-08: texts with and without language (node-opcua)', async () => {
    const names = ['NoLocale', 'NoText'];
    const samples = await read(...names.map((name) => tagAt(plant(`LocalizedText.${name}`))));
    assert.deepEqual(
      samples.map(({ value }) => value),
      [
        { text: 'a', locale: null },
        { text: null, locale: 'en' },
      ],
    );
  });

  it('RD-09: 10,000 tags in 100 requests of 100 (node-opcua)', async () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => tagAt(plant(`Counter.${index}`)));
    await read(tagAt(plant('Counter.0')));
    await server.tell({ do: 'forget' });
    const samples = await read(...tags);
    const { requests, sizes } = await server.count();
    assert.deepEqual([requests['Read'], new Set(sizes['Read'])], [100, new Set([100])]);
    assert.deepEqual(
      samples.map(({ tag }) => tag),
      tags.map(({ name }) => name),
    );
    assert.ok(samples.every(({ quality }) => quality === 'good'));
  });

  it('RD-13: one unknown node among 100 (node-opcua)', async () => {
    const tags = Array.from({ length: 100 }, (_, index) =>
      tagAt(plant(index === 41 ? 'Nothing' : `Counter.${index}`)),
    );
    const { samples, failed } = await reader.read(tags, { signal: open.signal });
    const bad = samples.filter(({ quality }) => quality !== 'good');
    assert.deepEqual([samples.length, bad.length, failed], [100, 1, undefined]);
    assert.deepEqual(
      [bad[0]?.tag, bad[0]?.value, bad[0]?.status?.name],
      ['Nothing', null, 'BadNodeIdUnknown'],
    );
  });

  it('RD-14: a value with a status that says more (node-opcua)', async () => {
    const uncertain = await one('Status.UncertainLastUsableValue');
    assert.deepEqual(
      [uncertain.value, uncertain.quality, uncertain.status?.name],
      [1.5, 'uncertain', 'UncertainLastUsableValue'],
    );
    const clamped = await one('Status.GoodClamped');
    assert.deepEqual([clamped.value, clamped.quality, clamped.status?.name], [1.5, 'good', 'GoodClamped']);
    const bad = await one('Status.BadSensorFailure');
    assert.deepEqual([bad.value, bad.quality, bad.status?.name], [null, 'bad', 'BadSensorFailure']);
  });

  it('RD-15: parts of arrays (node-opcua)', async () => {
    await server.tell({ do: 'set', node: 'Array.Int32', value: { type: 'Int32', value: [10, 20, 30, 40] } });
    assert.deepEqual((await one('Array.Int32', { indexRange: '1:2' })).value, [20, 30]);
    assert.deepEqual((await one('Grid.Int32', { indexRange: '0,1:2' })).value, [[2, 3]]);
    const beyond = await one('Array.Int32', { indexRange: '7:9' });
    assert.deepEqual(
      [beyond.value, beyond.quality, beyond.status?.name],
      [null, 'bad', 'BadIndexRangeNoData'],
    );
    await server.tell({ do: 'forget' });
    const { samples, failed } = await reader.read([tagAt(plant('Array.Int32'), { indexRange: '2:1' })], {
      signal: open.signal,
    });
    assert.deepEqual(
      [samples[0]?.value, samples[0]?.status?.name, failed],
      [null, 'BadIndexRangeInvalid', undefined],
    );
    assert.equal((await server.count()).requests['Read'] ?? 0, 0);
    await server.tell({
      do: 'set',
      node: 'Array.Int32',
      value: { type: 'Int32', value: [-2147483648, 0, 2147483647] },
    });
  });

  it('RD-16: all attributes of a variable (node-opcua)', async () => {
    const address = plant('Scalar.Double');
    const samples = await read(
      ...attributeNames.map((attribute) => ({ name: attribute, address, attribute })),
    );
    const values = valuesOf(samples);
    assert.equal(attributeNames.length, 27);
    assert.equal(typeof values['NodeId'], 'string');
    assert.deepEqual(values['NodeClass'], { value: 2, name: 'Variable' });
    assert.match(String(values['BrowseName']), /^\d+:Scalar\.Double$/);
    assert.deepEqual(values['DisplayName'], { text: 'Scalar.Double', locale: null });
    assert.deepEqual([values['DataType'], values['ValueRank']], ['i=11', -1]);
    assert.equal(typeof values['AccessLevel'], 'number');
    const lacking = samples.filter(({ quality }) => quality === 'bad');
    // Those of other classes of nodes, whatever a server leaves out besides.
    const others = [
      'IsAbstract',
      'Symmetric',
      'InverseName',
      'ContainsNoLoops',
      'EventNotifier',
      'Executable',
      'UserExecutable',
      'DataTypeDefinition',
    ];
    const names = new Set(lacking.map(({ tag }) => tag));
    assert.deepEqual(
      others.filter((name) => !names.has(name)),
      [],
    );
    assert.ok(lacking.every(({ value }) => value === null));
    assert.deepEqual(new Set(lacking.map(({ status }) => status?.name)), new Set(['BadAttributeIdInvalid']));
  });

  it('RD-21: each way to address a node (node-opcua)', async () => {
    const index = (open.client.namespaces ?? []).indexOf('urn:test:plant');
    const markers = {
      i: [`ns=${index};i=4711`, 'i=4711'],
      s: [plant('Aliased'), 's=Aliased'],
      g: [
        'nsu=urn:test:plant;g=09087e75-8e5e-499b-954f-f2a9603db28a',
        'g=09087e75-8e5e-499b-954f-f2a9603db28a',
      ],
      b: ['nsu=urn:test:plant;b=M/RbKBsRVkePCePcx24oRA==', 'b=M/RbKBsRVkePCePcx24oRA=='],
      ns: [`ns=${index};s=Marker.2`, 'urn:test:plant#2'],
      nsu: [plant('Marker.1'), 'urn:test:plant#1'],
      path: [
        '/Objects/nsu=urn:test:plant;Plant/nsu=urn:test:plant;Addresses/nsu=urn:test:plant;Numeric',
        'i=4711',
      ],
      alias: [
        '/Objects/Aliases/TagVariables/nsu=urn:test:plant;AnAlias<AliasFor>nsu=urn:test:plant;Aliased',
        's=Aliased',
      ],
    };
    const tags = Object.entries(markers).map(([name, [address = '']]) => ({ name, address }));
    const others = [
      { name: 'malformed', address: 'ns=1;x=3' },
      { name: 'nowhere', address: '/Objects/Nothing' },
    ];
    const before = (await server.count()).requests['Read'] ?? 0;
    const { samples, failed } = await reader.read([...tags, ...others], { signal: open.signal });
    assert.deepEqual(
      samples.slice(0, 8).map(({ tag, value, quality }) => [tag, value, quality]),
      Object.entries(markers).map(([name, [, marker]]) => [name, marker, 'good']),
    );
    assert.deepEqual(
      samples.slice(8).map(({ tag, status }) => [tag, status?.name]),
      [
        ['malformed', 'BadNodeIdInvalid'],
        ['nowhere', 'BadNoMatch'],
      ],
    );
    const { requests, sizes } = await server.count();
    assert.deepEqual([(requests['Read'] ?? 0) - before, sizes['Read']?.at(-1), failed], [1, 8, undefined]);
  });

  it('reads structures, with what is optional, and unions (node-opcua)', async () => {
    const point = { $type: 'Point', X: 1.5, Y: -2.5 };
    const names = [
      'Point',
      'Segment',
      'Reading',
      'ReadingBare',
      'ChoiceNumber',
      'ChoiceText',
      'ChoicePlace',
      'Recipe',
      'Machine',
      'Points',
    ];
    const samples = await read(
      ...names.map((name) => tagAt(plant(`Structure.${name}`), { name, wide: 'string' })),
    );
    const automatic = { value: 5, name: 'Automatic' };
    assert.deepEqual(valuesOf(samples), {
      Point: point,
      Segment: { $type: 'Segment', From: point, To: { $type: 'Point', X: 3, Y: 4 }, Label: 'wall' },
      Reading: {
        $type: 'Reading',
        Value: 21.5,
        Unit: '°C',
        Mode: automatic,
        Note: { text: 'warm', locale: 'en' },
      },
      ReadingBare: { $type: 'Reading', Value: 21.5 },
      ChoiceNumber: { $type: 'Choice', Number: 42 },
      ChoiceText: { $type: 'Choice', Text: 'chosen' },
      ChoicePlace: { $type: 'Choice', Place: point },
      Recipe: {
        $type: 'Recipe',
        Name: 'cake',
        Steps: [1, 2, 3],
        Path: [point, point],
        Modes: [{ value: 0, name: 'Off' }, automatic],
      },
      Machine: {
        $type: 'Machine',
        Mode: { value: 1, name: 'Manual' },
        Total: '18446744073709551615',
        Offset: '-9223372036854775808',
        Started: new Date('2026-01-02T03:04:05.678Z'),
        Position: { $type: 'Segment', From: point, To: point, Label: 'p' },
        Raw: Buffer.from([0, 1, 2]),
        Ready: true,
      },
      Points: [point, { $type: 'Point', X: 3, Y: 4 }],
    });
  });

  it('reads enumerations by name, and by number where a tag wants that (node-opcua)', async () => {
    assert.deepEqual((await one('Enumeration.Mode')).value, { value: 5, name: 'Automatic' });
    assert.deepEqual((await one('Enumeration.Unknown')).value, { value: 99, name: null });
    assert.equal((await one('Enumeration.Mode', { enumerations: 'number' })).value, 5);
    assert.deepEqual((await one('Enumeration.Modes')).value, [
      { value: 0, name: 'Off' },
      { value: 1, name: 'Manual' },
      { value: 5, name: 'Automatic' },
    ]);
    await server.tell({ do: 'forget' });
    await one('Enumeration.Mode');
    assert.equal((await server.count()).requests['Read'], 1);
  });
});
