import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { count } from '@millwright/testing';
import { explain, search, shrink } from './search.fixture.ts';

const given = process.env['SEED'];
/** A failure names the seed of its own history, which `SEED=` repeats alone. */
const seed = Number(given ?? randomInt(2 ** 31));
const histories = given === undefined ? count('fleet_histories', { quick: 500, full: 100_000 }) : 1;

describe(`a device, whatever happens to it (SEED=${seed})`, () => {
  it(`keeps every promise in ${histories} random histories`, function () {
    this.timeout(900_000);
    const found = search(seed, histories);
    if (found) assert.fail(explain(shrink(found)));
  });
});
