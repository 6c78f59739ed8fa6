import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueOf } from './due.ts';
import { beginning, eventOf, historiesOf, live, onward, recordsOf } from './history.fixture.ts';
import { assertInvariants } from './invariants.fixture.ts';
import { mutants } from './mutants.fixture.ts';
import { readState } from './read-state.ts';
import { replay } from './replay.ts';
import { restart } from './restart.ts';
import { type AlarmState, newAlarm } from './state.ts';
import { step } from './step.ts';
import { isAside } from './transition.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const histories = historiesOf(onward);
const anyClock = historiesOf(fc.oneof(onward, fc.integer({ min: -300, max: 0 })));
const undelayed = historiesOf(onward, fc.constant(0));

/** What the journal tells of a state: of the condition only while the alarm is not set aside. */
function told(state: AlarmState) {
  const { stage, since, seq, occurrence, raised, shelf, active } = state;
  return { stage, since, seq, occurrence, raised, shelf, active: isAside(state) || active };
}

describe(`an alarm in any history (seed ${seed})`, () => {
  it('keeps to its table, its journal and its ends', () => {
    fc.assert(
      fc.property(histories, (history) => assertInvariants(history, step)),
      { seed, numRuns: 3000 },
    );
  });

  it('keeps to them while the clock is set back', () => {
    fc.assert(
      fc.property(anyClock, (history) => assertInvariants(history, step)),
      { seed, numRuns: 1000 },
    );
  });

  it('does not depend on how often it is told the time', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const turns = live(history);
        let state = newAlarm(beginning);
        const records = turns.flatMap(({ event }) => {
          const ticks = [];
          for (;;) {
            const due = dueOf(state, history.definition);
            if (due === undefined || due > event.ts) break;
            const ticked = step(history.definition, state, { kind: 'time', ts: due });
            state = ticked.state;
            ticks.push(...ticked.records);
          }
          const next = step(history.definition, state, event);
          state = next.state;
          return [...ticks, ...next.records];
        });
        assert.deepEqual(records, recordsOf(turns));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is what its journal says', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (history, at) => {
        const turns = live(history);
        const records = recordsOf(turns);
        const fresh = newAlarm(beginning);
        const states = [fresh, ...turns.map((turn) => turn.step.state)];
        const last = states.at(-1) ?? fresh;
        for (const kept of [fresh, states[at % states.length] ?? fresh])
          assert.deepEqual(told(replay(kept, records)), told(last));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { step: made } of live(history))
          assert.deepEqual(readState(JSON.parse(JSON.stringify(made.state))), made.state);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('loses nothing by a restart but what was known of its value and the delay that ran', () => {
    fc.assert(
      fc.property(anyClock, (history) => {
        for (const { event, step: made } of live(history)) {
          const { pending: _lost, ...kept } = made.state;
          const { state, records } = restart(history.definition, made.state, event.ts);
          assert.deepEqual([state, records], [{ ...kept, holds: 'unknown', quality: 'bad' }, []]);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('goes on after a restart as if there had been none, once it is told its condition again', () => {
    fc.assert(
      fc.property(undelayed, fc.nat(), ({ definition, deeds }, at) => {
        const turns = live({ definition, deeds });
        const cut = at % (turns.length + 1);
        const before = turns[cut - 1];
        if (before === undefined) return;
        const { ts } = before.event;
        let { state } = restart(definition, before.step.state, ts);
        const { holds, quality } = before.step.state;
        state = step(definition, state, { kind: 'condition', ts, holds, quality }).state;
        const records = turns.slice(cut).flatMap(({ event }) => {
          const next = step(definition, state, event);
          state = next.state;
          return next.records;
        });
        const briefly = (all: typeof records) => all.map(({ value: _value, limit: _limit, ...rest }) => rest);
        assert.deepEqual(briefly(records), briefly([...recordsOf(turns.slice(cut))]));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is acknowledged once, in whatever order two people do', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0, 1), (history, ago) => {
        for (const { event, step: made } of live(history)) {
          const [ann, bob] = ['ann', 'bob'].map((actor) =>
            eventOf({ kind: 'acknowledge', actor, ago }, made.state, event.ts),
          );
          assert.ok(ann && bob);
          const outcomes = [
            [ann, bob],
            [bob, ann],
          ].map(([one, two]) => {
            assert.ok(one && two);
            const first = step(history.definition, made.state, one);
            const second = step(history.definition, first.state, two);
            assert.equal(second.refused?.code, first.refused?.code);
            assert.deepEqual(second.records, []);
            assert.ok(first.records.length <= 1);
            return second.state;
          });
          assert.deepEqual(outcomes[0], outcomes[1]);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  for (const [name, machine] of Object.entries(mutants))
    it(`shows a bug in a machine that ${name}`, () => {
      const property = fc.property(anyClock, (history) => assertInvariants(history, machine));
      assert.ok(fc.check(property, { seed, numRuns: 3000, endOnFailure: true }).failed);
    });
});
