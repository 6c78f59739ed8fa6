import fc from 'fast-check';
import type { AlarmDefinition } from './definition.ts';
import type { AlarmEvent } from './events.ts';
import { plain, type Undated } from './given.fixture.ts';
import type { JournalRecord } from './journal.ts';
import { type AlarmState, newAlarm } from './state.ts';
import { type AlarmStep, step } from './step.ts';

export type Machine = typeof step;

/** What is done after some time (ms). Acknowledgements name what was raised so many occurrences ago. */
export interface Deed {
  readonly after: number;
  readonly deed:
    | Exclude<Undated, { kind: 'acknowledge' }>
    | { kind: 'acknowledge'; ago: number; actor: string };
}

export interface History {
  readonly definition: AlarmDefinition;
  readonly deeds: readonly Deed[];
}

/** One step of a history, with the state before it. */
export interface Turn {
  readonly before: AlarmState;
  readonly event: AlarmEvent;
  readonly step: AlarmStep;
}

const actor = fc.constantFrom('ann', 'bob');
const note = fc.constant('pump');
const command = <const Kind extends 'reset' | 'unshelve' | 'return-to-service'>(kind: Kind) =>
  fc.record({ kind: fc.constant(kind), actor });

const told: fc.Arbitrary<Deed['deed']> = fc.record({
  kind: fc.constant('condition'),
  holds: fc.constantFrom(true, false, 'unknown' as const),
  quality: fc.constantFrom('good', 'bad'),
  value: fc.integer({ min: 80, max: 99 }),
  limit: fc.constant(90),
});

const deed = fc.oneof(
  { weight: 8, arbitrary: told },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('acknowledge'), actor, ago: fc.nat({ max: 1 }) }) },
  command('reset'),
  fc.record({
    kind: fc.constant('shelve'),
    actor,
    note,
    duration: fc.integer({ min: 0, max: 110 }),
    oneShot: fc.boolean(),
  }),
  command('unshelve'),
  fc.record({ kind: fc.constant('suppress'), on: fc.boolean() }),
  fc.record({ kind: fc.constant('out-of-service'), actor, note }),
  command('return-to-service'),
  fc.record({ kind: fc.constant('time') }),
);

const delay = fc.constantFrom(0, 0, 5, 30);

/** Any history of any alarm that may be shelved for 100 ms. `after` says how the clock goes. */
export const historiesOf = (
  after: fc.Arbitrary<number>,
  delays: fc.Arbitrary<number> = delay,
): fc.Arbitrary<History> =>
  fc.record({
    definition: fc.record({
      id: fc.constant(plain.id),
      priority: fc.constant(2),
      onDelay: delays,
      offDelay: delays,
      latching: fc.boolean(),
      autoAcknowledge: fc.boolean(),
      longestShelving: fc.constant(100),
    }),
    deeds: fc.array(fc.record({ after, deed }), { maxLength: 40 }),
  });

/** A clock that goes on, mostly by little. */
export const onward = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 120 }));

/** Where every history begins (ms UTC). */
export const beginning = 1000;

/** An event at its time, for the state that it finds. */
export function eventOf(deed: Deed['deed'], { occurrence, seq }: AlarmState, ts: number): AlarmEvent {
  if (deed.kind !== 'acknowledge') return { ...deed, ts };
  return { kind: 'acknowledge', actor: deed.actor, ts, occurrence: occurrence - deed.ago, seq };
}

/** What a machine makes of a history. */
export function live({ definition, deeds }: History, machine: Machine = step): readonly Turn[] {
  let before = newAlarm(beginning);
  let ts = beginning;
  return deeds.map(({ after, deed }) => {
    ts += after;
    const event = eventOf(deed, before, ts);
    const turn = { before, event, step: machine(definition, before, event) };
    before = turn.step.state;
    return turn;
  });
}

export const recordsOf = (turns: readonly Turn[]): readonly JournalRecord[] =>
  turns.flatMap((turn) => turn.step.records);
