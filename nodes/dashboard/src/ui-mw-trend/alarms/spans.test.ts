import assert from 'node:assert/strict';
import {
  type AlarmDefinition,
  type AlarmEntry,
  type AlarmEvent,
  type AlarmState,
  newAlarm,
  type Stage,
  standsIn,
  step,
} from '@millwright/analytics';
import fc from 'fast-check';
import { type AlarmStep, knownSince, spansOf } from './spans.ts';

const hour = 3_600_000;
const entryOf = (state: AlarmState): AlarmEntry => ({
  id: 'a',
  text: 'Level high',
  area: '',
  priority: 2,
  longestShelving: hour,
  state,
});
const at = (stage: Stage, since: number, seq: number): AlarmEntry =>
  entryOf({ ...newAlarm(0), stage, since, seq });
/** Steps from stage to stage, the newest first; the first of them has this number. */
const steps = (first: number, ...went: readonly (readonly [number, Stage, Stage])[]): AlarmStep[] =>
  went.map(([ts, from, to], row) => ({ number: first + row, seq: first + row, ts, from, to })).toReversed();
const told = (entry: AlarmEntry, journal: readonly AlarmStep[]) =>
  spansOf(entry, journal).map(({ from, start, to, end }) => [from, start, to, end]);

/** Anything that may become of an alarm, with times between. */
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('up', 'down') },
  fc.constantFrom('acknowledge', 'reset', 'shelve', 'unshelve', 'suppress', 'unsuppress', 'out', 'back'),
);
type What = typeof event extends fc.Arbitrary<infer Name> ? Name : never;

function eventOf(what: What, ts: number, { occurrence, seq }: AlarmState): AlarmEvent {
  const person = { ts, actor: 'ann', note: 'a reason' };
  switch (what) {
    case 'up':
    case 'down':
      return { kind: 'condition', ts, holds: what === 'up', quality: 'good' };
    case 'acknowledge':
      return { kind: 'acknowledge', occurrence, seq, ...person };
    case 'shelve':
      return { kind: 'shelve', duration: 50, oneShot: false, ...person };
    case 'suppress':
    case 'unsuppress':
      return { kind: 'suppress', ts, on: what === 'suppress' };
    case 'out':
      return { kind: 'out-of-service', ...person };
    case 'back':
      return { kind: 'return-to-service', ...person };
    default:
      return { kind: what === 'reset' ? 'reset' : 'unshelve', ...person };
  }
}

describe('the times for which an alarm stood', () => {
  it('are from when it came to when it went, whoever acknowledged it between', () => {
    const journal = steps(
      1,
      [10, 'normal', 'unacknowledged'],
      [20, 'unacknowledged', 'acknowledged'],
      [30, 'acknowledged', 'normal'],
      [40, 'normal', 'unacknowledged'],
    );
    assert.deepEqual(told(at('unacknowledged', 40, 4), journal), [
      [10, 'came', 30, 'went'],
      [40, 'came', undefined, 'stands'],
    ]);
  });

  it('end where it is set aside, and begin where it is told of again', () => {
    const journal = steps(
      1,
      [10, 'normal', 'unacknowledged'],
      [20, 'unacknowledged', 'shelved'],
      [30, 'shelved', 'unacknowledged'],
      [40, 'unacknowledged', 'latched'],
    );
    assert.deepEqual(told(at('latched', 40, 4), journal), [
      [10, 'came', 20, 'aside'],
      [30, 'back', 40, 'went'],
    ]);
  });

  it('say where the journal begins later than they do', () => {
    const journal = steps(7, [30, 'unacknowledged', 'returned']);
    assert.deepEqual(told(at('returned', 30, 7), journal), [[30, 'earlier', 30, 'went']]);
    assert.equal(knownSince(at('returned', 30, 7), journal), 30);
    assert.deepEqual(told(at('acknowledged', 50, 9), []), [[50, 'earlier', undefined, 'stands']]);
    assert.equal(knownSince(at('acknowledged', 50, 9), []), 50);
    assert.equal(knownSince(at('normal', 0, 0), []), Number.NEGATIVE_INFINITY);
  });

  it('have what has happened before it is written', () => {
    assert.deepEqual(told(at('unacknowledged', 10, 1), []), [[10, 'came', undefined, 'stands']]);
    const journal = steps(1, [10, 'normal', 'unacknowledged']);
    assert.deepEqual(told(at('normal', 25, 3), journal), [[10, 'came', 25, 'went']]);
  });

  it('are never the wrong way round, though a clock was set back', () => {
    const journal = steps(1, [10, 'normal', 'unacknowledged'], [5, 'unacknowledged', 'normal']);
    assert.deepEqual(told(at('normal', 5, 2), journal), [[10, 'came', 10, 'went']]);
  });

  it('are those in which it was in a stage in which it stands, whatever became of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, fc.integer({ min: 1, max: 40 })), { maxLength: 40 }),
        fc.boolean(),
        fc.nat({ max: 30 }),
        (events, latching, forgotten) => {
          const definition: AlarmDefinition = {
            id: 'a',
            priority: 2,
            longestShelving: hour,
            onDelay: 0,
            offDelay: 0,
            latching,
            autoAcknowledge: false,
          };
          let state = newAlarm(0);
          let now = 0;
          const journal: AlarmStep[] = [];
          for (const [what, later] of events) {
            now += later;
            const stepped = step(definition, state, eventOf(what, now, state));
            state = stepped.state;
            for (const record of stepped.records) journal.unshift({ ...record, number: journal.length + 1 });
          }
          const kept = journal.slice(0, Math.max(0, journal.length - forgotten));
          const spans = spansOf(entryOf(state), kept);
          const since = Math.max(0, knownSince(entryOf(state), kept));
          for (let time = since; time <= now + 1; time += 1) {
            // Steps of the same time count as one.
            const stage = journal.find(({ ts }) => ts <= time)?.to ?? 'normal';
            const stood = spans.some(({ from, to = Number.POSITIVE_INFINITY }) => from <= time && time < to);
            assert.equal(stood, standsIn(stage) === true, `at ${time}`);
          }
        },
      ),
    );
  });
});
