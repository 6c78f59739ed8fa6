import assert from 'node:assert/strict';
import type { StoreProblem, StoreReport } from './report.ts';
import { Told } from './told.ts';

const quiet: StoreReport = {
  isLoaded: true,
  lost: 0,
  unwritten: 0,
  bytes: 0,
  notices: [],
  unknownFormats: [],
  refusedTags: [],
};
const minute = 60_000;

describe('what is told of a store', () => {
  let said: string[];
  let told: Told;
  beforeEach(() => {
    said = [];
    const say = (message: string): void => void said.push(message);
    told = new Told('/samples', { info: say, warn: say, error: say }, (error) => say(String(error)));
  });
  const unwritable = (code: string): StoreProblem => ({ is: 'unwritable', reason: code, code });
  const tell = (report: Partial<StoreReport>, lost = 0, at = 0): number => {
    said = [];
    told.tell({ ...quiet, ...report }, lost, at);
    return said.length;
  };

  it('a fault once, when it ends, and again when it is back or is another one', () => {
    assert.equal(tell({ problem: unwritable('ENOSPC') }), 1);
    assert.equal(tell({ problem: unwritable('ENOSPC') }), 0);
    assert.equal(tell({ problem: unwritable('EIO') }), 1);
    assert.equal(tell({}), 1);
    assert.equal(tell({}), 0);
    assert.equal(tell({ problem: unwritable('EIO') }), 1);
    assert.equal(tell({ problem: { is: 'newer', format: 2, writer: '9.1.0' } }), 1);
    assert.match(said[0] ?? '', /version 9\.1\.0 .* format 2/);
  });

  it('a file of a newer version again when it had gone', () => {
    const unknownFormats = [{ file: '00000001.blocks', format: 2 }];
    assert.deepEqual(
      [{ unknownFormats }, { unknownFormats }, {}, { unknownFormats }].map((report) => tell(report)),
      [1, 0, 0, 1],
    );
  });

  it('a tag that is refused once, and again when it was kept meanwhile', () => {
    const refusedTags = ['a'];
    const tags = [{ tag: 'a', first: 1, last: 2 }];
    assert.deepEqual(
      [{ refusedTags }, { refusedTags }, { tags }, { refusedTags }].map((report) => tell(report)),
      [1, 0, 0, 1],
    );
  });

  it('losses as a count, once a minute at most, and the rest at the end', () => {
    assert.equal(tell({}, 5, 0), 1);
    assert.equal(tell({}, 7, minute - 1), 0);
    assert.equal(tell({}, 9, minute), 1);
    assert.match(said[0] ?? '', /^4 samples .*\(9 since/);
    assert.equal(tell({}, 10, minute + 1), 0);
    told.close(10);
    assert.match(said[0] ?? '', /^1 samples/);
  });

  it('damage with its tags and times, several at once', () => {
    const damage = (tag: string, from: number) => ({ places: 1, tags: [tag], from, to: from + 1_000 });
    assert.equal(tell({ damage: damage('a', 5_000) }, 0, 0), 1);
    assert.equal(tell({ damage: damage('b', 3_000) }, 0, 1), 0);
    assert.equal(tell({ damage: damage('c', 9_000) }, 0, minute), 1);
    assert.match(
      said[0] ?? '',
      /^In 2 places, .* of b, c, from 1970-01-01T00:00:03.000Z to 1970-01-01T00:00:10.000Z.*sample-store.damaged/,
    );
    assert.equal(tell({ damage: { ...damage('x', -1 / 0), tags: [] } }, 0, 3 * minute), 1);
    assert.match(said[0] ?? '', /tags that nobody knows, from a time that nobody knows/);
  });
});
