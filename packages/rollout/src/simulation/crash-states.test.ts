import assert from 'node:assert/strict';
import type { Result } from '../index.ts';
import { type History, printHistory } from './history.fixture.ts';
import { wrongWith } from './invariants.fixture.ts';
import { type Behaviour, type Happening, type Script, whenQuiet } from './script.fixture.ts';
import { simulate } from './simulate.fixture.ts';

const issue = (after: number, behaviour: Behaviour, modules: boolean): Happening => ({
  after,
  kind: 'issue',
  behaviour,
  modules,
  drift: 'report',
  again: false,
  aboveFloor: 1,
  withoutRelease: false,
  environment: true,
});

/** The second delivery replaces a committed one; the first one has settled by then. */
const second = 90;

interface Delivery {
  readonly title: string;
  readonly behaviour: Behaviour;
  readonly modules: boolean;
  /** What may become of it, however often the power goes. */
  readonly results: readonly Result[];
}

const deliveries: readonly Delivery[] = [
  { title: 'a good release', behaviour: 'good', modules: false, results: ['committed'] },
  { title: 'a good release with other modules', behaviour: 'good', modules: true, results: ['committed'] },
  {
    title: 'a release that is unhealthy',
    behaviour: 'is unhealthy',
    modules: false,
    results: ['rolled-back'],
  },
  {
    title: 'a release that crashes, with other modules',
    behaviour: 'crashes at start',
    modules: true,
    results: ['rolled-back'],
  },
];

interface Played {
  readonly history: History;
  /** Writes that were not synced when the power went. */
  readonly atStake: number;
  /** Steps until all was quiet. */
  readonly reached: boolean;
}

function play({ behaviour, modules }: Delivery, losses: readonly Happening[]): Played {
  const script: Script = {
    restart: 'supervised',
    happenings: [issue(0, 'good', false), issue(second, behaviour, modules), ...losses, whenQuiet],
  };
  let atStake = 0;
  let reached = false;
  const history = simulate(script, {
    onEntry: (entry, { device }) => {
      if (entry.kind !== 'happened' || entry.happening.kind !== 'power') return;
      atStake = device.disk.atStake;
      reached ||= device.alive && device.state.outcomes.every(({ job }) => job !== 'job-2');
    },
  });
  return { history, atStake, reached };
}

function check({ results }: Delivery, history: History): void {
  const wrong = wrongWith(history) ?? resultIsNot(results, history);
  if (wrong !== undefined) assert.fail(`${wrong}\n${printHistory(history)}`);
}

function resultIsNot(results: readonly Result[], history: History): string | undefined {
  const last = history.at(-1);
  const result =
    last?.kind === 'settled' ? last.state.outcomes.find(({ job }) => job === 'job-2')?.result : undefined;
  return result !== undefined && results.includes(result) ? undefined : `the delivery is ${result}`;
}

/** Every set of the writes that were not synced may be what is left of them. */
function* lossesAt(delivery: Delivery, after: number, before: readonly Happening[] = []) {
  for (let survivors = 0, most = 1; survivors < most; survivors += 1) {
    const losses = [...before, { after, kind: 'power', survivors } as const];
    const played = play(delivery, losses);
    most = 2 ** Math.min(played.atStake, 8);
    yield { losses, ...played };
  }
}

/** Steps after which the second delivery has surely ended. */
const steps = 260;

describe('a loss of power', () => {
  for (const delivery of deliveries) {
    it(`at any moment of ${delivery.title}, whatever was left of what was not synced, ends it as ${delivery.results.join(' or ')}`, () => {
      let states = 0;
      for (let after = second; after < steps; after += 1)
        for (const { history, reached } of lossesAt(delivery, after)) {
          if (reached) states += 1;
          check(delivery, history);
        }
      assert.ok(states >= 90, `only ${states} states`);
    });
  }

  it('twice, the second time while the first is being recovered from, leaves the old or the new version', () => {
    const [good] = deliveries;
    assert.ok(good);
    const delivery: Delivery = { ...good, results: ['committed', 'rolled-back'] };
    for (let first = second; first < second + 60; first += 2)
      for (let after = first + 2; after < first + 40; after += 3)
        for (const { history } of lossesAt(delivery, after, [{ after: first, kind: 'power', survivors: 0 }]))
          check(delivery, history);
  });
});
