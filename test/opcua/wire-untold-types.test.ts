import assert from 'node:assert/strict';
import { Reader, TypeBooks } from '@millwright/opcua/client';
import { ManualClock } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { LocalizedText, NodeClass } from 'node-opcua-data-model';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { openClient } from './support/client.ts';
import { tagsAt, watching } from './support/watching.ts';
import { double, wireBench } from './support/wire-bench.ts';
import { bytes } from './support/wire-bytes.ts';

const int = (value: number): Variant => new Variant({ dataType: DataType.Int32, value });

const replies = [
  ['refuses to be browsed', { fault: 'BadServiceUnsupported' }],
  ['lets nobody browse it', { fault: 'BadUserAccessDenied' }],
  ['takes too long to browse itself', { fault: 'BadTimeout' }],
] as const;

const nodes = {
  'ns=2;s=Plain': { value: int(1) },
  'ns=2;s=Custom': { value: int(2), dataType: 'ns=2;i=4711' },
  'ns=2;s=Real': { value: double(3) },
};

/** Of a type that only a browse can tell of. */
const structure = bytes(22, 1, 2, 0x89, 0x13, 1, 2, 0, 0, 0, 7, 8);

describe('types that a server cannot be asked about', function () {
  this.timeout(30_000);
  const start = wireBench();

  for (const [what, reply] of replies) {
    it(`does no harm to any value or tag: one that ${what} (the wire simulator)`, async () => {
      const { server, reader, put, write, sent, signal } = await start({ nodes });
      put('Body', structure, { dataType: 'ns=2;i=4712' });
      server.on('Browse', () => reply);
      const named = ['Plain', 'Custom', 'Real', 'Body'].map((name) => ({
        name,
        address: `nsu=urn:simulated:plant;s=${name}`,
      }));
      const { samples } = await reader.read(named, { signal });
      assert.deepEqual(
        samples.map(({ value, quality }) => [value, quality]),
        [
          [1, 'good'],
          [2, 'good'],
          [3, 'good'],
          [{ $type: 'nsu=urn:simulated:plant;i=5001', body: Buffer.from([7, 8]) }, 'good'],
        ],
      );
      const results = await write({ Plain: 4, Custom: 5, Real: 6 });
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ['done', 'done', 'done'],
      );
      assert.deepEqual(
        sent().map(({ dataType, value }) => [dataType, value]),
        [
          [DataType.Int32, 4],
          [DataType.Int32, 5],
          [DataType.Double, 6],
        ],
      );
      // It is not asked anew for each value.
      server.seen.forget();
      await reader.read(named, { signal });
      assert.equal(server.seen.count('Browse'), 0);
      await using open = openClient(server.url);
      await using seen = watching(open, { tags: tagsAt('ns=2;s=', 'Plain', 'Custom', 'Real') });
      await waitFor('the values', () => seen.samples.length >= 3);
      assert.ok(seen.samples.every(({ quality }) => quality === 'good'));
    });
  }

  it('fails only the write of the tag whose type neither its node nor its value tells (the wire simulator)', async () => {
    const { server, put, write, sent } = await start({ nodes });
    put('Empty', bytes(0), { dataType: 'ns=2;i=4713' });
    server.on('Browse', () => ({ fault: 'BadTimeout' }));
    const results = await write({ Plain: 4, Empty: 5 });
    assert.deepEqual(
      results.map(({ outcome, status }) => [outcome, status.name]),
      [
        ['done', 'Good'],
        ['failed', 'BadTimeout'],
      ],
    );
    assert.equal(sent().length, 1);
  });

  it('does no harm to the value of a server that never answers (the wire simulator)', async () => {
    const { server, one } = await start({ nodes }, { timeout: 3_000 });
    server.on('Browse', () => 'silence');
    const { value, quality } = await one('Custom');
    assert.deepEqual([value, quality], [2, 'good']);
  });

  it('are asked for again after a minute, and have their names then, with all that are kinds of them (the wire simulator)', async () => {
    const text = (of: string): LocalizedText => new LocalizedText({ text: of });
    const type = (base: string) => ({
      nodeClass: NodeClass.DataType,
      references: [
        { type: 'i=45', to: base, forward: false },
        { type: 'i=46', to: 'ns=2;i=3003' },
      ],
    });
    const { server } = await start({
      nodes: {
        'ns=2;s=Mode': { value: int(1), dataType: 'ns=2;i=3001' },
        'ns=2;s=Kind': { value: int(0), dataType: 'ns=2;i=3002' },
        'ns=2;i=3001': type('i=29'),
        'ns=2;i=3002': type('ns=2;i=3001'),
        'i=29': { nodeClass: NodeClass.DataType },
        'ns=2;i=3003': {
          value: new Variant({
            dataType: DataType.LocalizedText,
            arrayType: VariantArrayType.Array,
            value: [text('Off'), text('On')],
          }),
          browseName: { namespaceIndex: 0, name: 'EnumStrings' },
        },
      },
    });
    await using open = openClient(server.url);
    const { caller, clock, resolver } = open.client;
    const time = new ManualClock();
    const reader = new Reader({ caller, clock, resolver, types: new TypeBooks(caller, time) });
    const read = async (name: string) => {
      const tag = { name, address: `ns=2;s=${name}` };
      return (await reader.read([tag], { signal: open.signal })).samples[0]?.value;
    };
    const allow = server.on('Browse', () => ({ fault: 'BadServerTooBusy' }));
    assert.equal(await read('Mode'), 1);
    allow();
    assert.deepEqual([await read('Mode'), await read('Kind')], [1, 0]);
    time.advance(60_000);
    assert.deepEqual(await read('Kind'), { value: 0, name: 'Off' });
    assert.deepEqual(await read('Mode'), { value: 1, name: 'On' });
  });
});
