import assert from 'node:assert/strict';
import { type Area, inParts } from './areas.ts';

const areaOf = (files: number, about: Partial<Area> = {}): Area => ({
  name: 'editor',
  files: Array.from({ length: files }, (_, index) => `${index}`),
  units: false,
  offline: false,
  alone: false,
  long: false,
  ...about,
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

  it('are one where there are few files, or where they are units', () => {
    assert.deepEqual(inParts(areaOf(20)), [areaOf(20)]);
    assert.equal(inParts(areaOf(300, { units: true })).length, 1);
  });
});
