import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { all, batchOf, Folder, sample } from './engine.fixture.ts';

describe('the names of the tags of a store', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    const engine = folder.engine();
    engine.take(batchOf([{ ...sample('oven', 1, 5), unit: '°C' }, sample('fan', 1, 7)]));
    engine.close();
  });
  afterEach(() => folder.remove());

  const inFolder = (name: string): string => join(folder.directory, name);
  const tagsOf = (engine: ReturnType<Folder['engine']>) => engine.report().tags?.map(({ tag }) => tag);

  for (const [what, text] of [
    ['no JSON', '{"format":1,"next":3,"tags":[{"num'],
    ['not a list', '{"format":1}'],
    ['a number twice', '{"format":1,"next":3,"tags":[{"number":1,"tag":"x"},{"number":1,"tag":"y"}]}'],
  ] as const) {
    it(`come from their copy where the list is damaged, which is kept: ${what}`, () => {
      writeFileSync(inFolder('tags.json'), text);
      const engine = folder.engine();
      const report = engine.report();
      assert.equal(report.problem, undefined);
      const [notice] = report.notices;
      assert.ok(notice?.is === 'tags-damaged' && notice.aside !== undefined && notice.unnamed === 0);
      assert.equal(readFileSync(notice.aside, 'utf8'), text);
      assert.deepEqual(report.tags?.[0]?.unit, '°C');
      assert.deepEqual(all(engine, 'fan'), [[1, 7]]);
      engine.close();
      assert.deepEqual(folder.engine().report().notices, []);
    });
  }

  it('come from their copy where the list is missing', () => {
    rmSync(inFolder('tags.json'));
    const engine = folder.engine();
    const [notice] = engine.report().notices;
    assert.ok(notice?.is === 'tags-damaged' && notice.aside === undefined);
    assert.deepEqual(all(engine, 'oven'), [[1, 5]]);
  });

  it('are lost where list and copy are: their samples are found by their number, and no new tag gets it', () => {
    rmSync(inFolder('tags.json'));
    writeFileSync(inFolder('tags.copy.json'), 'x');
    const engine = folder.engine();
    const [notice] = engine.report().notices;
    assert.ok(notice?.is === 'tags-damaged' && notice.unnamed === 2);
    engine.take(batchOf([sample('oven', 2, 6)]));
    assert.deepEqual(all(engine, 'oven'), [[2, 6]]);
    assert.deepEqual(all(engine, 'unnamed 1'), [[1, 5]]);
    engine.close();
    assert.deepEqual(tagsOf(folder.engine()), ['unnamed 1', 'unnamed 2', 'oven']);
  });

  it('of a newer version are not touched, nor is anything else, and it is said who wrote them', () => {
    const text = '{"format":2,"writer":"9.1.0","names":{}}';
    writeFileSync(inFolder('tags.json'), text);
    const before = folder.files(/./);
    const engine = folder.engine();
    engine.take(batchOf([sample('oven', 2, 6)]));
    engine.flush();
    const { problem, isLoaded, lost } = engine.report();
    assert.deepEqual([problem, isLoaded, lost], [{ is: 'newer', format: 2, writer: '9.1.0' }, false, 0]);
    engine.close();
    assert.deepEqual(folder.files(/./), before);
    assert.equal(readFileSync(inFolder('tags.json'), 'utf8'), text);
  });

  it('are of a store that begins where there is nothing', () => {
    folder.clear();
    assert.deepEqual(folder.engine().report().notices, []);
  });
});
