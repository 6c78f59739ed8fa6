import assert from 'node:assert/strict';
import { LocalizedText, NodeClass } from 'node-opcua-data-model';
import { BrowseNextResponse, BrowseResult, ReferenceDescription } from 'node-opcua-types';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { double, wireBench } from './support/wire-bench.ts';
import { bytes, int32 } from './support/wire-bytes.ts';

describe('types that a server describes in the old ways', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('reads enumerations of servers that name their values in a property (the wire simulator)', async () => {
    const strings = new Variant({
      dataType: DataType.LocalizedText,
      arrayType: VariantArrayType.Array,
      value: ['Off', 'Manual', 'Automatic'].map((text) => new LocalizedText({ text })),
    });
    const { one, write, sent } = await start({
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

  it('goes through all pages of what a type refers to, and leaves none open at the server (the wire simulator)', async () => {
    const strings = new Variant({
      dataType: DataType.LocalizedText,
      arrayType: VariantArrayType.Array,
      value: ['Off', 'On'].map((text) => new LocalizedText({ text })),
    });
    const vendor = (id: number) => ({
      browseName: { namespaceIndex: 2, name: `Vendor${id}` },
      value: double(id),
    });
    const { server, one } = await start({
      maxReferencesPerNode: 1,
      nodes: {
        'ns=2;s=Mode': {
          value: new Variant({ dataType: DataType.Int32, value: 1 }),
          dataType: 'ns=2;i=3001',
        },
        'ns=2;i=3001': {
          nodeClass: NodeClass.DataType,
          browseName: { namespaceIndex: 2, name: 'ModeType' },
          references: [
            { type: 'i=45', to: 'i=29', forward: false },
            { type: 'i=46', to: 'ns=2;i=3003' },
            { type: 'i=46', to: 'ns=2;i=3004' },
            { type: 'i=46', to: 'ns=2;i=3002' },
          ],
        },
        'i=29': { nodeClass: NodeClass.DataType },
        'ns=2;i=3002': { value: strings, browseName: { namespaceIndex: 0, name: 'EnumStrings' } },
        'ns=2;i=3003': vendor(3003),
        'ns=2;i=3004': vendor(3004),
      },
    });
    assert.deepEqual((await one('Mode')).value, { value: 1, name: 'On' });
    assert.equal(server.seen.count('BrowseNext'), 2);
    assert.deepEqual(
      [...server.sessions.values()].map(({ continuations }) => continuations.size),
      [0],
    );
  });

  for (const [what, references] of [
    ['no', []],
    ['the same', [new ReferenceDescription({ browseName: { name: 'Again' } })]],
  ] as const) {
    it(`is not asked on for ever by a server that has ${what} references to tell, and always more (the wire simulator)`, async () => {
      const { server, one } = await start({
        maxReferencesPerNode: 1,
        nodes: {
          'ns=2;s=Mode': {
            value: new Variant({ dataType: DataType.Int32, value: 1 }),
            dataType: 'ns=2;i=3001',
          },
          'ns=2;i=3001': {
            nodeClass: NodeClass.DataType,
            references: [
              { type: 'i=45', to: 'i=29', forward: false },
              { type: 'i=46', to: 'ns=2;i=3002' },
              { type: 'i=46', to: 'ns=2;i=3003' },
            ],
          },
          'i=29': { nodeClass: NodeClass.DataType },
          'ns=2;i=3002': { value: double(1) },
          'ns=2;i=3003': { value: double(2) },
        },
      });
      const result = { continuationPoint: Buffer.from([1]), references: [...references] };
      let releases = 0;
      server.on('BrowseNext', ({ releaseContinuationPoints }) => {
        if (releaseContinuationPoints) releases += 1;
        return new BrowseNextResponse({ results: [new BrowseResult(result)] });
      });
      const { value, quality } = await one('Mode');
      assert.deepEqual([value, quality, releases], [1, 'good', 1]);
    });
  }

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
    const { server, put, one, write, sent } = await start({
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

  it('reads a structure of a dictionary also where the one that it is a kind of was read before (the wire simulator)', async () => {
    const dictionary = `<opc:TypeDictionary xmlns:opc="http://opcfoundation.org/BinarySchema/" xmlns:tns="urn:simulated:plant">
      <opc:StructuredType Name="Base"><opc:Field Name="X" TypeName="opc:Int32"/></opc:StructuredType>
      <opc:StructuredType Name="Derived"><opc:Field Name="X" TypeName="opc:Int32"/>
        <opc:Field Name="Y" TypeName="opc:Int32"/></opc:StructuredType>
    </opc:TypeDictionary>`;
    const type = (id: number, name: string, base: string) => ({
      [`ns=2;i=${id}`]: {
        nodeClass: NodeClass.DataType,
        browseName: { namespaceIndex: 2, name },
        references: [
          { type: 'i=45', to: base, forward: false },
          { type: 'i=38', to: `ns=2;i=${id + 2000}` },
        ],
      },
      [`ns=2;i=${id + 2000}`]: {
        nodeClass: NodeClass.Object,
        browseName: { namespaceIndex: 0, name: 'Default Binary' },
        references: [
          { type: 'i=38', to: `ns=2;i=${id}`, forward: false },
          { type: 'i=39', to: `ns=2;i=${id + 3000}` },
        ],
      },
      [`ns=2;i=${id + 3000}`]: {
        value: new Variant({ dataType: DataType.String, value: name }),
        references: [{ type: 'i=47', to: 'ns=2;i=6100', forward: false }],
      },
    });
    const { one } = await start({
      nodes: {
        ...type(3001, 'Base', 'i=22'),
        ...type(3002, 'Derived', 'ns=2;i=3001'),
        'ns=2;i=6100': {
          value: new Variant({ dataType: DataType.ByteString, value: Buffer.from(dictionary) }),
        },
        'i=22': { nodeClass: NodeClass.DataType },
        'ns=2;s=Base': {
          value: bytes(22, 1, 2, 0x89, 0x13, 1, ...int32(4), ...int32(1)),
          dataType: 'ns=2;i=3001',
        },
        'ns=2;s=Derived': {
          value: bytes(22, 1, 2, 0x8a, 0x13, 1, ...int32(8), ...int32(1), ...int32(2)),
          dataType: 'ns=2;i=3002',
        },
      },
    });
    assert.deepEqual((await one('Base')).value, { $type: 'Base', X: 1 });
    assert.deepEqual((await one('Derived')).value, { $type: 'Derived', X: 1, Y: 2 });
  });

  it('reads and writes decimal numbers (the wire simulator)', async () => {
    const { put, one, write, sent } = await start();
    put('Price', bytes(22, 0, 50, 1, ...int32(4), 2, 0, 0x39, 0x30), { dataType: 'i=50' });
    assert.equal((await one('Price')).value, 123.45);
    assert.equal((await one('Price', { wide: 'string' })).value, '123.45');
    const [result] = await write({ Price: -0.5 });
    assert.deepEqual([result?.outcome, result?.value], ['done', -0.5]);
    const buffer: unknown = sent()[0]?.value.buffer;
    assert.ok(Buffer.isBuffer(buffer));
    assert.deepEqual([...buffer], [1, 0, 0xfb]);
  });
});
