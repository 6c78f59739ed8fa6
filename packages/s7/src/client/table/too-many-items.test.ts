import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { Scene, ScriptedSession, tag } from './scene.fixture.ts';

const goodOf = (samples: readonly { readonly quality: string; readonly tag: string }[]) =>
  samples.filter(({ quality }) => quality === 'good').map(({ tag: name }) => name);

describe('tables at an S7 PLC that refuses too many items as a whole', () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene({ pdu: 960, jobs: 1 });
  });
  afterEach(() => scene.close());

  const tooMany = () => s7Errors.refused({ error: 0x8500, meaning: 'it has a size that it does not take' });
  /** A PLC that refuses a request with more items than this as a whole, and each with an item of these blocks. */
  const refuseMoreThan = (most: number, ...never: readonly number[]) => {
    scene.session.before = (asked) => {
      const items = 'read' in asked ? asked.read : asked.write;
      if (items.length > most || items.some(({ db = 0 }) => never.includes(db))) throw tooMany();
    };
  };
  const wordsOfBlocks = (count: number) => {
    for (let db = 1; db <= count; db += 1) scene.memory.set(`DB${db}`, new Uint8Array(2));
    return Array.from({ length: count }, (_, index) => tag(`DB${index + 1}.DBW0`));
  };
  const lengths = (requests: readonly (readonly string[])[]) => requests.map(({ length }) => length);

  it('asks a PLC that refuses too many items as a whole for half of them, remembers it, and has every value at once', async () => {
    refuseMoreThan(6);
    const clock = new ManualClock();
    const table = scene.table(wordsOfBlocks(45), { clock });
    const first = await table.read(undefined, scene.terms);
    assert.equal(goodOf(first.samples).length, 45);
    assert.deepEqual(lengths(scene.reads).slice(0, 4), [20, 10, 5, 5]);
    for (const next of [0, 599_000]) {
      clock.advance(next);
      scene.session.asked.length = 0;
      assert.equal(goodOf((await table.read(undefined, scene.terms)).samples).length, 45);
      assert.deepEqual(lengths(scene.reads), new Array(9).fill(5));
    }
    // What it takes may be more again by then.
    clock.advance(1_000);
    refuseMoreThan(20);
    scene.session.asked.length = 0;
    assert.equal(goodOf((await table.read(undefined, scene.terms)).samples).length, 45);
    assert.deepEqual(lengths(scene.reads), [20, 20, 5]);
  });

  it('does not take it for their number where a PLC refuses one item alone in the same way', async () => {
    scene.session.limits = { pdu: 960, jobs: 4 };
    refuseMoreThan(20, 7);
    const table = scene.table(wordsOfBlocks(45));
    const first = await table.read(undefined, scene.terms);
    assert.equal(goodOf(first.samples).length, 44);
    assert.ok(s7Errors.refused.is(first.errors.get('DB7.DBW0')));
    scene.session.asked.length = 0;
    const second = await table.read(undefined, scene.terms);
    assert.equal(goodOf(second.samples).length, 44);
    assert.equal(second.samples[6]?.quality, 'bad');
    assert.ok(Math.max(...lengths(scene.reads)) === 20);
  });

  it('has an end where a PLC refuses everything so', async () => {
    refuseMoreThan(0);
    const { samples, failed } = await scene.table(wordsOfBlocks(45)).read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 0);
    assert.ok(s7Errors.refused.is(failed));
    assert.ok(scene.reads.length <= 2 * 45 + 10, `${scene.reads.length} requests`);
  });

  it('halves no request that is refused for another reason', async () => {
    scene.session.before = () => {
      throw s7Errors.refused({ error: 0x8302, meaning: 'it has no resources left for it' });
    };
    const { samples } = await scene.table(wordsOfBlocks(15)).read(undefined, scene.terms);
    assert.equal(goodOf(samples).length, 0);
    assert.equal(scene.reads.length, 1);
  });

  it('makes nothing of one refusal of what was taken before, and learns of the next', async () => {
    const table = scene.table(wordsOfBlocks(45));
    const read = async (): Promise<readonly number[]> => {
      scene.session.asked.length = 0;
      assert.equal(goodOf((await table.read(undefined, scene.terms)).samples).length, 45);
      return lengths(scene.reads);
    };
    const refuseNumber = (refused: number) => {
      scene.session.before = (_asked, number) => {
        if (number === refused) throw tooMany();
      };
    };
    await read();
    for (const round of ['first', 'second']) {
      refuseNumber(3);
      assert.deepEqual(await read(), [20, 20, 5, 3, 2], round);
      refuseNumber(0);
      assert.deepEqual(await read(), [20, 20, 5], round);
    }
    refuseMoreThan(6);
    await read();
    assert.deepEqual(await read(), new Array(9).fill(5));
  });

  it('keeps what it has learned when a tag that is refused by itself is asked for again', async () => {
    refuseMoreThan(6, 7, 30);
    const clock = new ManualClock();
    const table = scene.table(wordsOfBlocks(45), { clock });
    // The first shows which tags they are, and the second how many items it takes.
    for (let cycle = 0; cycle < 2; cycle += 1) await table.read(undefined, scene.terms);
    for (let cycle = 0; cycle < 5; cycle += 1) {
      clock.advance(10_000);
      scene.session.asked.length = 0;
      const { samples } = await table.read(undefined, scene.terms);
      assert.equal(goodOf(samples).length, 43);
      assert.deepEqual(lengths(scene.reads), [...new Array(8).fill(5), 3, 1]);
    }
    refuseMoreThan(6);
    while (goodOf((await table.read(undefined, scene.terms)).samples).length < 45) clock.advance(10_000);
    scene.session.asked.length = 0;
    await table.read(undefined, scene.terms);
    assert.deepEqual(lengths(scene.reads), new Array(9).fill(5));
  });

  it('reads as before after a write was refused, for whatever reason', async () => {
    const table = scene.table(wordsOfBlocks(45));
    await table.read(undefined, scene.terms);
    refuseMoreThan(20, 7);
    for (let round = 0; round < 2; round += 1) {
      const { results } = await table.write({ 'DB7.DBW0': 1, 'DB8.DBW0': 2 }, scene.terms);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        round === 0 ? ['failed', 'failed'] : ['failed', 'done'],
      );
    }
    refuseMoreThan(20);
    scene.session.asked.length = 0;
    assert.equal(goodOf((await table.read(undefined, scene.terms)).samples).length, 45);
    assert.deepEqual(lengths(scene.reads), [20, 20, 5]);
  });

  it('lets no write try how many items are taken, but a read', async () => {
    const tags = wordsOfBlocks(12);
    const clock = new ManualClock();
    const write = async (table: ReturnType<Scene['table']>): Promise<readonly number[]> => {
      clock.advance(600_000);
      scene.session.asked.length = 0;
      const { results } = await table.write(
        Object.fromEntries(tags.map(({ name }) => [name, 1])),
        scene.terms,
      );
      assert.ok(results.every(({ outcome }) => outcome === 'done'));
      return lengths(scene.writes);
    };
    refuseMoreThan(6);
    const table = scene.table(tags, { clock });
    await table.write(Object.fromEntries(tags.map(({ name }) => [name, 1])), scene.terms);
    for (let round = 0; round < 3; round += 1) assert.deepEqual(await write(table), [6, 6]);
    const other = scene.table(tags, { clock });
    await other.read(undefined, scene.terms);
    assert.deepEqual(await write(other), [6, 6], 'a read has learned it');
    clock.advance(600_000);
    refuseMoreThan(12);
    await other.read(undefined, scene.terms);
    assert.deepEqual(await write(other), [12], 'a read has tried more');
  });

  describe('that it refuses because of one tag', () => {
    const writeAll = async (table: ReturnType<Scene['table']>, names: readonly string[]) => {
      scene.session.asked.length = 0;
      const { results } = await table.write(Object.fromEntries(names.map((name) => [name, 1])), scene.terms);
      return results.flatMap(({ tag: name, outcome }) => (outcome === 'done' ? [] : [name]));
    };

    it('writes that tag alone once it was refused by itself, and the others as many at once as before', async () => {
      const names = wordsOfBlocks(20).map(({ name }) => name);
      const table = scene.table(names.map((name) => tag(name)));
      refuseMoreThan(20, 7);
      assert.deepEqual(await writeAll(table, ['DB7.DBW0', 'DB8.DBW0']), ['DB7.DBW0', 'DB8.DBW0']);
      assert.deepEqual(await writeAll(table, ['DB7.DBW0', 'DB8.DBW0']), ['DB7.DBW0']);
      for (let round = 0; round < 3; round += 1) {
        assert.deepEqual(await writeAll(table, names), ['DB7.DBW0']);
        assert.deepEqual(lengths(scene.writes), [6, 1, 13]);
      }
      refuseMoreThan(20);
      assert.deepEqual(await writeAll(table, names), []);
      assert.deepEqual(await writeAll(table, names), []);
      assert.deepEqual(lengths(scene.writes), [20]);
    });

    it('finds it in long writes too, and does not come back to a number that it was not', async () => {
      const names = wordsOfBlocks(20).map(({ name }) => name);
      const table = scene.table(names.map((name) => tag(name)));
      refuseMoreThan(20, 7, 12);
      let rounds = 0;
      for (let lost = names.length; lost > 2; rounds += 1) {
        lost = (await writeAll(table, names)).length;
        assert.ok(rounds < 30, `${lost} of them are still lost`);
      }
      assert.deepEqual(await writeAll(table, names), ['DB7.DBW0', 'DB12.DBW0']);
      assert.deepEqual(lengths(scene.writes), [6, 1, 4, 1, 8]);
    });

    it('keeps to the number that was learned where no tag is refused by itself', async () => {
      const names = wordsOfBlocks(20).map(({ name }) => name);
      const table = scene.table(names.map((name) => tag(name)));
      refuseMoreThan(6, 7);
      // Of its own request nothing is known of the number.
      assert.deepEqual(await writeAll(table, ['DB7.DBW0']), ['DB7.DBW0']);
      const others = names.filter((name) => name !== 'DB7.DBW0');
      for (let round = 0; round < 4; round += 1) await writeAll(table, others);
      assert.deepEqual(await writeAll(table, names), ['DB7.DBW0']);
      assert.ok(lengths(scene.writes).every((length) => length <= 6));
    });

    it('tries that tag with others again over a new connection', async () => {
      const names = wordsOfBlocks(3).map(({ name }) => name);
      const table = scene.table(names.map((name) => tag(name)));
      refuseMoreThan(20, 2);
      await writeAll(table, ['DB2.DBW0']);
      assert.deepEqual(await writeAll(table, names), ['DB2.DBW0']);
      assert.deepEqual(lengths(scene.writes), [1, 1, 1]);
      scene.replace(
        new ScriptedSession({ pdu: 960, jobs: 1 }, scene.memory),
        s7Errors.connectionLost({ reason: 'its program was loaded anew' }),
      );
      assert.deepEqual(await writeAll(table, names), []);
      assert.deepEqual(lengths(scene.writes), [3]);
    });
  });
});
