import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { crc32 as crc } from 'node:zlib';
import { all, batchOf, between, Folder, interrupted, ramp, sample, spoil, start } from './engine.fixture.ts';
import { blockSamples } from './series.ts';

describe('damage in a store of samples', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('makes a lost index anew, and draws the same', () => {
    const engine = folder.engine({ bytes: 1_000_000 });
    for (let turn = 0; turn < 8; turn += 1) {
      engine.take(
        batchOf(
          Array.from({ length: 8_192 }, (_, index) => sample('a', turn * 8_192 + index, Math.random())),
        ),
      );
      engine.flush();
    }
    const before = all(engine, 'a');
    engine.close();
    const [first = '', ...others] = folder.files(/\.index$/);
    assert.ok(others.length > 1);
    writeFileSync(first, 'nothing of use');
    const again = folder.engine({ bytes: 1_000_000 });
    assert.deepEqual(all(again, 'a'), before);
    assert.ok(statSync(first).size > 1_000);
  });

  it('leaves out a damaged block, says once from when to when, and interrupts the line there, also after a restart', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 6 * blockSamples)));
    engine.flush();
    engine.close();
    const [segment = ''] = folder.files(/\.blocks$/);
    spoil(segment, nth(segment, 2) + 400);
    for (const journal of folder.files(/^journal/)) writeFileSync(journal, '');
    for (const turn of [1, 2]) {
      const again = folder.engine();
      const drawn = all(again, 'a');
      assert.deepEqual(interrupted(drawn), [2 * blockSamples - 1 + 0.001]);
      assert.equal(drawn.length, 5 * blockSamples + 1);
      const { damage } = again.report();
      assert.deepEqual(damage, {
        places: 1,
        tags: ['a'],
        ...between(2 * blockSamples - 1, 3 * blockSamples),
      });
      assert.equal(again.report().damage, undefined, `turn ${turn}`);
      again.close();
    }
  });

  it('never cuts off what a newer version wrote, and goes on beside it', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 2 * blockSamples)));
    engine.close();
    const [segment = ''] = folder.files(/\.blocks$/);
    const [journal = ''] = folder.files(/^journal/);
    const bytes = readFileSync(segment);
    const last = bytes.lastIndexOf('MWSB');
    bytes.writeUInt8(9, last + 8);
    bytes.writeUInt32LE(crc(bytes.subarray(last, last + 110)), last + 110);
    writeFileSync(segment, bytes);
    const newer = readFileSync(journal);
    newer.writeUInt8(9, 4);
    newer.writeUInt32LE(crc(newer.subarray(0, 20)), 20);
    writeFileSync(journal, newer);
    const again = folder.engine();
    assert.deepEqual(
      again.report().unknownFormats.map(({ format }) => format),
      [9, 9],
    );
    assert.equal(all(again, 'a').length, blockSamples);
    again.take(batchOf(ramp('b', 2 * blockSamples)));
    again.close();
    assert.deepEqual(readFileSync(segment), bytes);
    assert.deepEqual(readFileSync(`${journal}.format-9`), newer);
    assert.equal(all(folder.engine(), 'b').length, 2 * blockSamples);
  });

  /** Three closed segments of two tags and more, and an open one. */
  function segments(): readonly (readonly number[][])[] {
    const engine = folder.engine(small);
    for (let turn = 0; turn < 8; turn += 1) {
      for (const tag of ['a', 'b']) engine.take(batchOf(noise(tag, 4 * blockSamples, turn)));
      engine.flush();
    }
    const drawn = ['a', 'b'].map((tag) => all(engine, tag));
    engine.close();
    assert.ok(folder.files(/\.index$/).length > 2);
    return drawn;
  }

  it('makes an index anew whose rows are damaged, whose end is missing or which cannot be read, and draws all', () => {
    const drawn = segments();
    const harms: readonly ((index: string) => void)[] = [
      (index) => spoil(index, statSync(index).size - 50),
      // The place of the last block, of which only the segment itself tells that it is another one.
      (index) => spoil(index, statSync(index).size - 142),
      (index) => truncateSync(index, statSync(index).size - 50),
      (index) => {
        rmSync(index);
        mkdirSync(index);
      },
    ];
    for (const [turn, harm] of harms.entries()) {
      const engine = folder.engine(small);
      const index = folder.files(/\.index$/)[turn] ?? '';
      harm(index);
      for (const [place, tag] of ['a', 'b', 'b'].entries())
        assert.deepEqual(all(engine, tag), drawn[Math.min(place, 1)]);
      const { notices, damage } = engine.report();
      assert.deepEqual([notices, damage], [[{ is: 'rebuilt', file: index }], undefined]);
      if (statSync(index).isDirectory()) rmdirSync(index);
      engine.close();
      const again = folder.engine(small);
      assert.deepEqual(all(again, 'b'), drawn[1]);
      assert.deepEqual(again.report().notices, []);
      again.close();
    }
  });

  it('hides nothing else where a segment cannot be read, and says so once', () => {
    const drawn = segments();
    const [, second = '', third = ''] = folder.files(/\.blocks$/);
    const bytes = readFileSync(second);
    rmSync(second);
    mkdirSync(second);
    spoil(third.replace('.blocks', '.index'), 40);
    const engine = folder.engine(small);
    const left = all(engine, 'a');
    assert.equal(interrupted(left).length, 1);
    assert.equal(left.length - 1 + blocksIn(bytes, 1) * blockSamples, drawn[0]?.length);
    const { damage, notices } = engine.report();
    assert.equal(damage?.places, 1);
    assert.deepEqual(notices, [{ is: 'rebuilt', file: third.replace('.blocks', '.index') }]);
    all(engine, 'a');
    assert.equal(engine.report().damage, undefined);
    engine.close();
    rmdirSync(second);
    writeFileSync(second, bytes);
    assert.deepEqual(all(folder.engine(small), 'a'), drawn[0]);
  });

  it('forgets no name of a tag whose samples cannot be read now', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', blockSamples)));
    engine.close();
    const [segment = ''] = folder.files(/\.blocks$/);
    const bytes = readFileSync(segment);
    rmSync(segment);
    mkdirSync(segment);
    for (const journal of folder.files(/^journal/)) rmSync(journal);
    const without = folder.engine();
    without.take(batchOf(ramp('b', 10)));
    without.close();
    rmdirSync(segment);
    writeFileSync(segment, bytes);
    assert.equal(all(folder.engine(), 'a').length, blockSamples);
  });

  it('tells what was in a segment that is shorter than its index says, or gone', () => {
    segments();
    const [first = '', second = ''] = folder.files(/\.blocks$/);
    const last = readFileSync(first).lastIndexOf('MWSR');
    truncateSync(first, last + 100);
    const engine = folder.engine(small);
    const { damage } = engine.report();
    assert.deepEqual([damage?.places, damage?.tags.length], [1, 1]);
    const [tag = ''] = damage?.tags ?? [];
    const [at = 0] = interrupted(all(engine, tag));
    assert.ok(start + at * 1_000 <= (damage?.from ?? 0));
    engine.close();
    rmSync(second);
    const again = folder.engine(small);
    assert.deepEqual(again.report().damage?.tags, ['a', 'b']);
    assert.equal(interrupted(all(again, 'a')).length, tag === 'a' ? 2 : 1);
    again.close();
    assert.equal(folder.engine(small).report().damage, undefined);
  });
});

const small = { bytes: 1_000_000 };

const noise = (tag: string, count: number, turn: number) =>
  Array.from({ length: count }, (_, index) => sample(tag, turn * count + index, Math.random()));

/** Where a record of a segment begins, from 0 on. */
function nth(segment: string, record: number): number {
  const bytes = readFileSync(segment);
  let at = 0;
  for (let turn = 0; turn < record; turn += 1) at = bytes.indexOf('MWSR', at + 1);
  return at;
}

/** How many blocks of a tag a segment has. */
const blocksIn = (bytes: Buffer, tag: number): number =>
  [...bytes.toString('latin1').matchAll(/MWSR/g)].filter(({ index }) => bytes.readUInt32LE(index + 4) === tag)
    .length;
