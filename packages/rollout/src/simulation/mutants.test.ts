import assert from 'node:assert/strict';
import { mutants } from './mutants.fixture.ts';
import { search, shrink } from './search.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** The rarest of them is found once in one or two thousand. */
const histories = 40_000;

describe(`a bug in the machine (SEED=${seed})`, () => {
  for (const [name, machine] of Object.entries(mutants)) {
    it(`is found within ${histories} histories if it ${name}`, function () {
      this.timeout(300_000);
      const found = search(seed, histories, machine);
      assert.ok(found, 'nothing was found');
      const smallest = shrink(found, machine);
      assert.ok(smallest.script.happenings.length <= found.script.happenings.length);
    });
  }
});
