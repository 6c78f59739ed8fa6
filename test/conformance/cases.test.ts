import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { root } from '@millwright/testing';
import { areas, casesIn, packs, publishedIn, readCases, readmeOf, rowsIn } from '@millwright/tooling';

/** The cases that test files show, of all packs. The tests of the table itself show none. */
const shown = new Set(
  areas(root, [])
    .flatMap(({ files }) => files)
    .filter((file) => !/[/\\]conformance[/\\]/.test(file))
    .flatMap((file) => [...casesIn(readFileSync(file, 'utf8'))]),
);

describe('published cases', () => {
  const all = packs.flatMap(readCases);

  it('have each an id of their own, and words', () => {
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    assert.deepEqual(
      all.filter(
        ({ id, what, expected }) => !/^(?:[A-Z]+-)+\d\d$/.test(id) || what === '' || expected === '',
      ),
      [],
    );
  });

  it('are the only ones that tests claim to show', () => {
    const known = new Set(all.map(({ id }) => id));
    assert.deepEqual(
      [...shown].filter((id) => !known.has(id)),
      [],
    );
  });

  for (const pack of packs) {
    it(`of ${pack} stand in its README, each with its result, and none passes without a test`, () => {
      const rows = rowsIn(publishedIn(readFileSync(readmeOf(pack), 'utf8')) ?? '');
      assert.deepEqual(
        rows.map(([id, what, expected]) => ({ id, what, expected })),
        readCases(pack),
        `npm run certify -- ${pack}`,
      );
      assert.deepEqual(
        rows.filter(([id = '', , , result]) => result === 'passes' && !shown.has(id)),
        [],
      );
    });
  }
});
