import assert from 'node:assert/strict';
import { s7Errors } from '@millwright/s7';
import { FaultProxy, waitFor } from '@millwright/testing';
import { type Snap7Server, startSnap7 } from './support/snap7.ts';
import { goodOf, reals, TableScene, tag } from './support/table-scene.ts';

const values = { 'DB1.DBX3.1': true, 'DB1.DBB4:BYTE[3]': [1, 2, 3], 'DB1.DBD8:REAL': 1.5 };

describe('tables of tags of Snap7’s server', () => {
  let server: Snap7Server;
  let scene: TableScene;

  before(async function () {
    this.timeout(120_000);
    const blocks = Object.fromEntries(Array.from({ length: 44 }, (_, index) => [index + 2, 100]));
    server = await startSnap7(this, { blocks: { 1: 65_535, ...blocks } });
  });
  after(() => server?.close());
  beforeEach(async () => {
    await server.set('DB', new Uint8Array(2_000), { db: 1 });
    scene = new TableScene(server.port);
  });
  afterEach(() => scene.end());

  for (const [id, stride, requests] of [
    ['S-B-01', 4, 5],
    ['S-B-02', 16, 17],
  ] as const)
    it(`${id}: Snap7 gives 1,000 REAL, one every ${stride} bytes, for ${requests} requests`, async () => {
      const bytes = Buffer.alloc(16_000);
      for (let index = 0; index < 1_000; index += 1) bytes.writeFloatBE(index / 4, index * stride);
      await server.set('DB', bytes, { db: 1 });
      const table = scene.table(reals(1_000, stride));
      await table.read(['DB1.DBD0:REAL'], scene.terms);
      let samples: Awaited<ReturnType<typeof table.read>>['samples'] = [];
      const sent = await scene.requestsOf(async () => {
        ({ samples } = await table.read(undefined, scene.terms));
      });
      assert.deepEqual(
        samples.map(({ value }) => value),
        Array.from({ length: 1_000 }, (_, index) => index / 4),
      );
      assert.equal(sent, requests);
    });

  it('S-B-04: an array of 2,000 bytes comes from Snap7 in pieces, and goes there so', async () => {
    const list = Array.from({ length: 2_000 }, (_, index) => index % 251);
    const table = scene.table([tag('DB1.DBB1:BYTE[2000]', { name: 'list' })]);
    const { results } = await table.write({ list }, { ...scene.terms, verify: true });
    assert.deepEqual([results[0]?.outcome, results[0]?.verified], ['done', true]);
    const { samples } = await table.read(undefined, scene.terms);
    assert.deepEqual(samples[0]?.value, list);
    assert.deepEqual([...(await server.get('DB', 1)).subarray(1, 2_001)], list);
  });

  it('S-R-07: behind an odd item of Snap7 stands a byte that is nobody’s, and none behind the last', async () => {
    await server.set('DB', Uint8Array.of(1, 2, 3, 4), { db: 2 });
    await server.set('DB', Uint8Array.of(5, 6, 7, 8), { db: 3 });
    const names = ['DB2.DBB0:BYTE[3]', 'DB3.DBB1', 'DB3.DBB3', 'DB2.DBB1:BYTE[2]', 'MB3'];
    const table = scene.table(
      names.map((name) => tag(name)),
      { plan: { optimize: false } },
    );
    const { samples } = await table.read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ value }) => value),
      [[1, 2, 3], 6, 8, [2, 3], 0],
    );
  });

  it('S-R-09: a block that Snap7 has not, and an address past an end, are bad each for its reason', async () => {
    const table = scene.table([tag('DB1.DBW0'), tag('DB900.DBW0'), tag('DB2.DBW100'), tag('DB3.DBW0')]);
    const { samples, errors, failed } = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(samples), ['DB1.DBW0', 'DB3.DBW0']);
    assert.ok(s7Errors.objectMissing.is(errors.get('DB900.DBW0')));
    assert.ok(s7Errors.addressError.is(errors.get('DB2.DBW100')));
    assert.equal(failed, undefined);
  });

  it('S-R-10: a merged item past the end of Snap7’s block is divided, and only the tag there is bad', async () => {
    const names = [88, 90, 92, 94, 96, 98, 100].map((start) => `DB2.DBW${start}`);
    const table = scene.table(names.map((name) => tag(name)));
    const { samples } = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(samples), names.slice(0, -1));
    const again = await scene.requestsOf(() => table.read(undefined, scene.terms));
    assert.equal(again, 1, 'what was learned stays');
  });

  it('S-R-11: Snap7 answers 20 items of 40; the others are bad once, and never again', async () => {
    const tags = Array.from({ length: 45 }, (_, index) => tag(`DB${index + 1}.DBW0`));
    const table = scene.table(tags, { plan: { maxItems: 40 } });
    const first = await table.read(undefined, scene.terms);
    assert.equal(goodOf(first.samples).length, 25);
    assert.ok(s7Errors.itemMissing.is(first.errors.get('DB30.DBW0')));
    for (let cycle = 0; cycle < 3; cycle += 1) {
      const { samples } = await table.read(undefined, scene.terms);
      assert.equal(goodOf(samples).length, 45);
    }
  });

  it('S-W-01: a bool written to Snap7 leaves its neighbours as they are', async () => {
    await server.set('DB', Uint8Array.of(0, 0, 0, 0b1010_0101), { db: 1 });
    const table = scene.table([
      tag('DB1.DBX3.1'),
      tag('DB1.DBX3.7'),
      tag('DB1.DBX2.6:BOOL[12]', { name: 'bits' }),
    ]);
    await table.write({ 'DB1.DBX3.1': true, 'DB1.DBX3.7': false }, scene.terms);
    assert.deepEqual([...(await server.get('DB', 1)).subarray(2, 5)], [0, 0b0010_0111, 0]);
    await server.set('DB', Uint8Array.of(0xff, 0xff, 0xff), { db: 1, start: 2 });
    await table.write({ bits: new Array(12).fill(false) }, scene.terms);
    assert.deepEqual([...(await server.get('DB', 1)).subarray(2, 5)], [0b0011_1111, 0, 0b1111_1100]);
  });

  it('S-W-03: 45 values go to Snap7 in three requests, and each has its own result', async () => {
    const tags = Array.from({ length: 45 }, (_, index) =>
      tag(`DB${index === 30 ? 900 : index + 1}.DBW0:INT`),
    );
    const table = scene.table(tags);
    await table.read(['DB1.DBW0:INT'], scene.terms);
    const wanted = Object.fromEntries(tags.map(({ name }, index) => [name, index]));
    let results: Awaited<ReturnType<typeof table.write>>['results'] = [];
    const sent = await scene.requestsOf(async () => {
      ({ results } = await table.write(wanted, scene.terms));
    });
    assert.equal(sent, 3);
    assert.equal(goodOf(results).length, 44);
    const bad = results[30];
    assert.equal(bad?.outcome, 'failed');
    assert.match(bad?.status?.reason ?? '', /DB900/);
    assert.equal((await server.get('DB', 45)).readInt16BE(0), 44);
  });

  it('S-W-04: what Snap7 will not write has failed, with its reason', async () => {
    const table = scene.table([tag('DB900.DBW0'), tag('DB2.DBW100'), tag('DB2.DBW98')]);
    const { results } = await table.write({ 'DB900.DBW0': 1, 'DB2.DBW100': 1, 'DB2.DBW98': 1 }, scene.terms);
    assert.deepEqual(
      results.map(({ outcome, status }) => [outcome, status?.name]),
      [
        ['failed', 'BadNodeIdUnknown'],
        ['failed', 'BadConfigurationError'],
        ['done', undefined],
      ],
    );
  });

  it('S-W-08: the line to Snap7 is cut within its answer to a write: unknown, and never sent again', async () => {
    const line = new FaultProxy({ target: server.port });
    await line.listen();
    const other = new TableScene(line.port);
    try {
      const table = other.table([tag('DB1.DBW0:INT')]);
      await table.read(undefined, other.terms);
      line.cutAfter(1);
      const { results, failed } = await table.write({ 'DB1.DBW0:INT': 5 }, other.terms);
      assert.deepEqual([results[0]?.outcome, failed], ['unknown', undefined]);
      assert.equal((await server.get('DB', 1)).readInt16BE(0), 5);
      // What somebody else writes meanwhile stays.
      await server.set('DB', Uint8Array.of(0, 9), { db: 1 });
      await waitFor('another connection', () => other.client.connection.state.phase === 'online');
      const { samples } = await table.read(undefined, other.terms);
      assert.equal(samples[0]?.value, 9);
      assert.equal((await server.get('DB', 1)).readInt16BE(0), 9);
    } finally {
      await other.end();
      await line.close();
    }
  });

  it('S-R-06: reads the first timer and counter of Snap7, which counts the others in bytes', async () => {
    await server.set('T', Uint8Array.of(0x21, 0x27));
    await server.set('C', Uint8Array.of(0x00, 0x42));
    const { samples } = await scene.table([tag('T0'), tag('C0')]).read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ value }) => value),
      [127_000, 42],
    );
  });

  it('S-W-07: what was written to Snap7 reads back as it was meant', async () => {
    const table = scene.table(Object.keys(values).map((name) => tag(name)));
    const { results } = await table.write(values, { ...scene.terms, verify: true });
    assert.deepEqual(
      results.map(({ outcome, verified }) => [outcome, verified]),
      [
        ['done', true],
        ['done', true],
        ['done', true],
      ],
    );
  });
});
