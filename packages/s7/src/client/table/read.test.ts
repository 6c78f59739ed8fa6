import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { Scene, tag } from './scene.fixture.ts';

const goodOf = (samples: readonly { readonly quality: string; readonly tag: string }[]) =>
  samples.filter(({ quality }) => quality === 'good').map(({ tag: name }) => name);

describe('reading a table of S7 tags', () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  it('gives samples in the order of the table, whatever comes first', async () => {
    const db = scene.memory.get('DB1') as Uint8Array;
    db.set([0x12, 0x34, 0x80, 0x3f, 0x80, 0, 0], 0);
    scene.memory.set('M', Uint8Array.of(7));
    const table = scene.table([
      tag('DB1.DBD3:REAL', { name: 'speed', unit: 'rpm' }),
      tag('MB0'),
      tag('DB1.DBX2.7'),
      tag('DB1.DBW0'),
    ]);
    const { samples, errors, failed } = await table.read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ tag: name, value, unit }) => [name, value, unit]),
      [
        ['speed', 1, 'rpm'],
        ['MB0', 7, undefined],
        ['DB1.DBX2.7', true, undefined],
        ['DB1.DBW0', 0x1234, undefined],
      ],
    );
    assert.equal(errors.size, 0);
    assert.equal(failed, undefined);
    assert.deepEqual(scene.reads, [['DB1.DBB0:BYTE[7]', 'MB0']]);
    assert.equal(table.last('speed')?.value, 1);
    assert.equal(table.plan().requests, 1);
    assert.deepEqual(table.plan().blocks[0]?.tags, ['speed', 'DB1.DBX2.7', 'DB1.DBW0']);
  });

  it('S-B-04: joins the pieces of an array that is longer than a request', async () => {
    scene.memory.set(
      'DB2',
      Uint8Array.from({ length: 2_000 }, (_, index) => index % 251),
    );
    const table = scene.table([tag('DB2.DBB0:BYTE[2000]'), tag('DB2.DBW1000')]);
    const { samples } = await table.read(undefined, scene.terms);
    assert.deepEqual(samples[0]?.value, [...(scene.memory.get('DB2') as Uint8Array)]);
    assert.equal(samples[1]?.value, ((1_000 % 251) << 8) | (1_001 % 251));
  });

  it('S-B-04: a value of which one piece does not come has no value', async () => {
    scene.memory.set('DB2', new Uint8Array(2_000));
    scene.session.codeOf = (item) => (item.start === 444 ? 0x05 : undefined);
    const table = scene.table([tag('DB2.DBB0:BYTE[2000]'), tag('DB1.DBW0')]);
    const { samples, errors } = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(samples), ['DB1.DBW0']);
    assert.ok(s7Errors.addressError.is(errors.get('DB2.DBB0:BYTE[2000]')));
  });

  it('S-R-09: what the PLC refuses makes bad what stands in that item, each with its reason, and nothing else', async () => {
    const codes: Readonly<Record<number, string>> = {
      10: 's7.object-missing',
      5: 's7.address-error',
      3: 's7.item-access-denied',
      6: 's7.type-unsupported',
      7: 's7.type-inconsistent',
      1: 's7.hardware-error',
    };
    const numbers = Object.keys(codes).map(Number);
    for (const code of numbers) scene.memory.set(`DB${code + 100}`, new Uint8Array(10));
    scene.session.codeOf = ({ db = 0 }) => (db > 100 ? db - 100 : undefined);
    const bad = numbers.map((code) => tag(`DB${code + 100}.DBW0`));
    const table = scene.table([tag('DB1.DBW0'), ...bad, tag('DB1.DBW50')]);
    const { samples, errors, failed } = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(samples), ['DB1.DBW0', 'DB1.DBW50']);
    for (const code of numbers) {
      const name = `DB${code + 100}.DBW0`;
      const sample = samples.find((each) => each.tag === name);
      assert.equal(sample?.quality, 'bad');
      assert.equal((errors.get(name) as { code?: string }).code, codes[code]);
      assert.match(sample?.status?.reason ?? '', new RegExp(`DB${code + 100}`));
    }
    assert.equal(failed, undefined);
    assert.equal(scene.reads.length, 1, 'nothing was asked for twice');
  });

  it('S-R-10: a merged item that ends past its DB is divided once, and the good tags of it stay good', async () => {
    const table = scene.table([tag('DB1.DBW94'), tag('DB1.DBW96'), tag('DB1.DBW98'), tag('DB1.DBW100')]);
    const first = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(first.samples), ['DB1.DBW94', 'DB1.DBW96', 'DB1.DBW98']);
    assert.ok(s7Errors.addressError.is(first.errors.get('DB1.DBW100')));
    assert.deepEqual(scene.reads, [
      ['DB1.DBB94:BYTE[8]'],
      ['DB1.DBB94:BYTE[4]', 'DB1.DBB98:BYTE[4]'],
      ['DB1.DBB98:BYTE[2]', 'DB1.DBB100:BYTE[2]'],
    ]);
    scene.session.asked.length = 0;
    const second = await table.read(undefined, scene.terms);
    assert.deepEqual(goodOf(second.samples), goodOf(first.samples));
    assert.ok(
      s7Errors.addressError.is(second.errors.get('DB1.DBW100')),
      'it says why, though it was not asked for',
    );
    assert.deepEqual(scene.reads, [['DB1.DBB94:BYTE[6]']], 'what was learned stays');
  });

  it('asks no more in any cycle for 1,000 tags of a block that is not there than for one that is', async () => {
    const tags = Array.from({ length: 1_000 }, (_, index) => tag(`DB9.DBD${index * 4}:REAL`));
    const table = scene.table([tag('DB1.DBW0'), ...tags]);
    for (let cycle = 0; cycle < 3; cycle += 1) {
      scene.session.asked.length = 0;
      const { samples } = await table.read(undefined, scene.terms);
      assert.deepEqual(goodOf(samples), ['DB1.DBW0']);
      assert.ok(samples.slice(1).every(({ status }) => status?.name === 'BadNodeIdUnknown'));
      // 19 blocks of 55 REALs, the one that is good, and a single REAL to be sure.
      assert.equal(scene.reads.flat().length, 21);
    }
    scene.memory.set('DB9', new Uint8Array(4_000));
    const { samples } = await table.read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 1_001);
  });

  it('finds what is there of a long table that goes past the end of its block, wherever that is', async () => {
    const tags = Array.from({ length: 300 }, (_, index) => tag(`DB9.DBD${index * 4}:REAL`));
    for (const length of [4, 500, 1_198]) {
      scene.memory.set('DB9', new Uint8Array(length));
      const { samples } = await scene.table(tags).read(undefined, scene.terms);
      assert.equal(goodOf(samples).length, Math.floor(length / 4));
    }
  });

  it('S-R-11: fewer items than asked make the others bad, and the next reading asks for no more than that', async () => {
    scene.session.limits = { pdu: 960, jobs: 4 };
    for (let db = 1; db <= 45; db += 1) scene.memory.set(`DB${db}`, new Uint8Array(2));
    scene.session.mostItems = 20;
    const tags = Array.from({ length: 45 }, (_, index) => tag(`DB${index + 1}.DBW0`));
    const table = scene.table(tags, { plan: { maxItems: 40 } });
    const first = await table.read(undefined, scene.terms);
    assert.equal(goodOf(first.samples).length, 25);
    assert.ok(s7Errors.itemMissing.is(first.errors.get('DB21.DBW0')));
    assert.equal(first.failed, undefined);
    scene.session.asked.length = 0;
    const second = await table.read(undefined, scene.terms);
    assert.equal(goodOf(second.samples).length, 45);
    assert.deepEqual(
      scene.reads.map(({ length }) => length),
      [20, 20, 5],
    );
  });

  it('S-R-11: after ten minutes it is asked for more again, and that costs no value', async () => {
    scene.session.limits = { pdu: 960, jobs: 4 };
    for (let db = 1; db <= 45; db += 1) scene.memory.set(`DB${db}`, new Uint8Array(2));
    scene.session.mostItems = 20;
    const clock = new ManualClock();
    const tags = Array.from({ length: 45 }, (_, index) => tag(`DB${index + 1}.DBW0`));
    const table = scene.table(tags, { plan: { maxItems: 40 }, clock });
    await table.read(undefined, scene.terms);
    clock.advance(600_000);
    scene.session.asked.length = 0;
    const { samples } = await table.read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 45);
    assert.deepEqual(
      scene.reads.map(({ length }) => length),
      [40, 5, 20],
    );
  });

  it('S-R-15: a request without an answer makes only its own tags bad', async () => {
    scene.memory.set('DB1', new Uint8Array(1_000));
    scene.session.before = (_asked, number) => {
      if (number === 2) throw s7Errors.timeout({ milliseconds: 1_000 });
    };
    const table = scene.table(Array.from({ length: 250 }, (_, index) => tag(`DB1.DBD${index * 4}:REAL`)));
    const { samples, errors, lost } = await table.read(undefined, scene.terms);
    // 55 of them go in one request of 240 bytes.
    assert.equal(goodOf(samples).length, 195);
    assert.equal(errors.size, 55);
    assert.ok(s7Errors.timeout.is([...errors.values()][0]));
    assert.equal(samples[60]?.status?.name, 'BadTimeout');
    assert.equal(lost, undefined);
  });

  it('has as many requests under way as the PLC agreed to, and no more', async () => {
    scene.memory.set('DB1', new Uint8Array(4_000));
    const table = scene.table(Array.from({ length: 1_000 }, (_, index) => tag(`DB1.DBD${index * 4}:REAL`)));
    const { samples } = await table.read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 1_000);
    assert.equal(scene.session.mostUnderWay, 4);
    scene.session.mostUnderWay = 0;
    await table.read(undefined, scene.terms);
    assert.equal(scene.session.mostUnderWay, 4);
  });

  it('says that all of it is lost where nothing was answered, and that it failed where all was refused', async () => {
    const table = scene.table([tag('DB7.DBW0'), tag('DB8.DBW0')]);
    const refused = await table.read(undefined, scene.terms);
    assert.ok(s7Errors.objectMissing.is(refused.failed));
    assert.equal(refused.lost, undefined);
    scene.session.before = () => {
      throw s7Errors.connectionLost({ reason: 'a test' });
    };
    const lost = await scene.table([tag('DB1.DBW0'), tag('DB1.DBW2')]).read(undefined, scene.terms);
    assert.ok(s7Errors.connectionLost.is(lost.lost));
    assert.deepEqual(
      lost.samples.map(({ quality }) => quality),
      ['bad', 'bad'],
    );
  });

  it('reads a part of the table, and says which names nobody has', async () => {
    const table = scene.table([tag('DB1.DBW0'), tag('DB1.DBW2'), tag('DB1.DBW4')]);
    const { samples, errors } = await table.read(['nobody', 'DB1.DBW4', 'DB1.DBW0'], scene.terms);
    assert.deepEqual(
      samples.map(({ tag: name, quality }) => [name, quality]),
      [
        ['DB1.DBW0', 'good'],
        ['DB1.DBW4', 'good'],
        ['nobody', 'bad'],
      ],
    );
    assert.deepEqual([...errors.keys()], ['nobody']);
    assert.deepEqual(await table.read([], scene.terms).then((reading) => reading.samples), []);
  });

  it('never asks for outputs at the modules: the PLC would answer with inputs', async () => {
    const { samples } = await scene.table([tag('PQW256'), tag('DB1.DBW0')]).read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ status }) => status?.name),
      ['BadNotReadable', undefined],
    );
    assert.deepEqual(scene.reads, [['DB1.DBB0:BYTE[2]']]);
  });

  it('asks again for what was refused, and reads it as before when it is there', async () => {
    const table = scene.table([tag('DB2.DBW0')]);
    await table.read(undefined, scene.terms);
    scene.memory.set('DB2', Uint8Array.of(0, 5));
    const { samples } = await table.read(undefined, scene.terms);
    assert.equal(samples[0]?.value, 5);
  });

  it('ends at once when nobody waits any more', async () => {
    const abort = new AbortController();
    scene.session.before = () => new Promise(() => {});
    const reading = scene.table([tag('DB1.DBW0')]).read(undefined, { source: 'test', signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(reading, { message: 'enough' });
  });

  it('reads once for all who ask for the same in one breath, and gives each samples of its own', async () => {
    const table = scene.table([tag('DB1.DBW0'), tag('DB1.DBW2')]);
    const all = await Promise.all([
      table.read(undefined, scene.terms),
      table.read(undefined, { ...scene.terms, source: 'another' }),
      table.read(['DB1.DBW2'], scene.terms),
    ]);
    assert.deepEqual(scene.reads, [['DB1.DBB0:BYTE[4]'], ['DB1.DBB2:BYTE[2]']]);
    assert.deepEqual(all[0].samples, all[1].samples);
    assert.notEqual(all[0].samples[0], all[1].samples[0]);
    await Promise.all([table.read(undefined, scene.terms), table.read(undefined, scene.terms)]);
    assert.equal(scene.reads.length, 3, 'and once more for those who ask later');
  });

  it('does not take along who asks for the same when the one who asked first gives up', async () => {
    const table = scene.table([tag('DB1.DBW0')]);
    const abort = new AbortController();
    const first = table.read(undefined, { source: 'first', signal: abort.signal });
    const second = table.read(undefined, scene.terms);
    const stop = new AbortController();
    const third = table.read(undefined, { source: 'third', signal: stop.signal });
    stop.abort(new Error('I too'));
    abort.abort(new Error('enough'));
    await assert.rejects(first, { message: 'enough' });
    await assert.rejects(third, { message: 'I too' });
    assert.deepEqual(goodOf((await second).samples), ['DB1.DBW0']);
  });

  it('reads tags of its own that a message brings', async () => {
    scene.memory.set('T', Uint8Array.of(0, 0, 0x21, 0x27));
    const { samples } = await scene.table([]).readAdHoc([tag('T1')], scene.terms);
    assert.equal(samples[0]?.value, 127_000);
  });
});
