import assert from 'node:assert/strict';
import { count } from '@millwright/testing';
import { explain, search, shrink } from './search.fixture.ts';

const given = process.env['SEED'];
const seed = Number(given ?? Date.now() % 2 ** 31);
const histories = given === undefined ? count('fleet_histories', { quick: 500, full: 100_000 }) : 1;

describe(`a device, whatever happens to it (SEED=${seed})`, () => {
  it(`keeps every promise in ${histories} random histories`, function () {
    this.timeout(600_000);
    const found = search(seed, histories);
    if (found) assert.fail(explain(shrink(found)));
  });
});
