import assert from 'node:assert/strict';
import { root } from '@millwright/testing';
import { type Area, areas, inParts } from './areas.ts';

const areaOf = (files: number, about: Partial<Area> = {}): Area => ({
  name: 'editor',
  files: Array.from({ length: files }, (_, index) => `${index}`),
  units: false,
  offline: false,
  alone: false,
  long: false,
  slow: false,
  ...about,
});

describe('the areas of the suite', () => {
  it('are divided only where they have many files, and have each of them once', () => {
    const all = areas(root, []);
    const files = all.flatMap((area) => area.files);
    assert.equal(new Set(files).size, files.length);
    for (const { name, files, units } of all) assert.ok(units || files.length <= 20, name);
    for (const wanted of ['units', 'docs', 'start'])
      assert.ok(
        all.some(({ name }) => name === wanted),
        wanted,
      );
  });
});

describe('the parts of an area of tests', () => {
  it('have each file once, dealt out by turns', () => {
    const parts = inParts(areaOf(51));
    assert.deepEqual(
      parts.map(({ name, files }) => [name, files.length]),
      [
        ['editor (1 of 3)', 17],
        ['editor (2 of 3)', 17],
        ['editor (3 of 3)', 17],
      ],
    );
    assert.deepEqual(parts[1]?.files.slice(0, 3), ['1', '4', '7']);
    assert.equal(new Set(parts.flatMap(({ files }) => files)).size, 51);
  });

  it('are one where there are few files, or where they are units, unless somebody asks for more', () => {
    assert.deepEqual(inParts(areaOf(20)), [areaOf(20)]);
    assert.equal(inParts(areaOf(300, { units: true })).length, 1);
    assert.deepEqual(
      inParts(areaOf(5, { units: true }), 2).map(({ files }) => files),
      [
        ['0', '2', '4'],
        ['1', '3'],
      ],
    );
    assert.deepEqual(inParts(areaOf(1, { units: true }), 2), [areaOf(1, { units: true })]);
  });
});
