import assert from 'node:assert/strict';
import { count } from '@millwright/testing';
import { mutants } from './mutants.fixture.ts';
import { search, shrink } from './search.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** The rarest of them is found once in one or two thousand. */
const histories = 40_000;

/** At a user's, some of them: others with each seed. */
const all = Object.entries(mutants);
const first = seed % all.length;
const chosen = [...all.slice(first), ...all.slice(0, first)].slice(
  0,
  count('fleet_mutants', { quick: 2, full: all.length }),
);

describe(`a bug in the machine (SEED=${seed})`, () => {
  for (const [name, machine] of chosen) {
    it(`is found within ${histories} histories if it ${name}`, function () {
      this.timeout(300_000);
      const found = search(seed, histories, machine);
      assert.ok(found, 'nothing was found');
      const smallest = shrink(found, machine);
      assert.ok(smallest.script.happenings.length <= found.script.happenings.length);
    });
  }
});
