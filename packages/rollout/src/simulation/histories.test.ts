import assert from 'node:assert/strict';
import { count } from '@millwright/testing';
import { explain, search, shrink } from './search.fixture.ts';

const given = process.env['SEED'];
/** The same histories each time; `MILLWRIGHT_COUNT_FLEET_HISTORIES=` takes more of them, `SEED=` repeats one. */
const seed = Number(given ?? 1);
const histories = given === undefined ? count('fleet_histories', { quick: 500, full: 20_000 }) : 1;

describe(`a device, whatever happens to it (SEED=${seed})`, () => {
  it(`keeps every promise in ${histories} random histories`, function () {
    this.timeout(600_000);
    const found = search(seed, histories);
    if (found) assert.fail(explain(shrink(found)));
  });
});
