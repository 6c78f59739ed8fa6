import { type Desired, type Effect, type Event, type State, type Step, step } from '../index.ts';
import type { Machine } from './executor.fixture.ts';

/** A state and the journal of it, changed alike: what a bug in a transition would do. */
function changed(state: State, effects: readonly Effect[], change: (state: State) => State) {
  const now = change(state);
  return {
    state: now,
    effects: effects.map((effect) => (effect.kind === 'journal' ? { ...effect, state: now } : effect)),
  };
}

function changedLock({ state, effects }: Step, locked: boolean): Step {
  return changed(state, effects, (now) => ({ ...now, locked: now.locked || locked }));
}

const withoutLast = ({ last: _forgotten, ...state }: State): State => state;

const withoutValues = ({ values: _any, ...desired }: Desired): Desired => desired;

const withoutStarts = (state: State): State =>
  state.work && 'starts' in state.work ? { ...state, work: { ...state.work, starts: 0 } } : state;

/**
 * Bugs, each as a machine that differs from the real one in one thing. The real one knows nothing of them: its steps are altered
 * from outside.
 */
export const mutants: Readonly<Record<string, Machine>> = {
  'does effects before the journal has them': (state, event) => {
    const next = step(state, event);
    const [first, ...others] = next.effects;
    return first?.kind === 'journal' ? { ...next, effects: [...others, first] } : next;
  },

  'commits as soon as the new version has started': (state, event) => {
    const next = step(state, event);
    if (event.kind !== 'started' || next.state.work?.phase !== 'watching') return next;
    return step(next.state, { kind: 'healthy', time: event.time, turn: next.state.turn });
  },

  'forgets to count starts': (state, event) => {
    const next = step(state, event);
    return changed(next.state, next.effects, withoutStarts);
  },

  'goes on with starting after a restart, and repairs nothing': (state, event) => {
    const next = step(state, event);
    const { work } = next.state;
    if (event.kind !== 'booted' || work?.phase !== 'switching') return next;
    const switched: Event = { kind: 'switched', restart: false, time: event.time, turn: next.state.turn };
    return step(next.state, switched);
  },

  'takes a process that holds its flows for one that has found no modules': (state, event) =>
    step(state, event.kind === 'switched' ? { ...event, restart: false } : event),

  'compares what runs with the flows as they were bundled': (state, event) =>
    step(state, event.kind === 'staged' ? { ...event, rev: event.rev.replace(/\+.*/, '') } : event),

  'counts the losses of power against what is gone back to': (state, event) => {
    const next = step(state, event);
    const { work } = state;
    if (event.kind !== 'booted' || work === undefined) return next;
    return changed(next.state, next.effects, (now) =>
      now.work ? { ...now, work: { ...now.work, transitions: work.transitions + 1 } } : now,
    );
  },

  'keeps people waiting while the journal cannot be written': (state, event) => {
    const next = step(state, event);
    if (event.kind !== 'unwritten') return next;
    return { ...next, effects: next.effects.filter(({ kind }) => kind !== 'safe') };
  },

  'holds against a release whatever it is refused for': (state, event) =>
    step(state, event.kind === 'failed' ? { ...event, counts: true } : event),

  'checks once more what was spoilt, and does not fetch it': (state, event) => {
    const next = step(state, event);
    const { work } = next.state;
    if (work?.phase !== 'fetching' || work.checks === 0 || work.pausing) return next;
    return step(next.state, { kind: 'fetched', time: event.time, turn: next.state.turn });
  },

  'does not believe a person who has approved what runs': (state, event) =>
    event.kind === 'approved' ? { state, effects: [] } : step(state, event),

  'discards nothing until something is committed': (state, event) => {
    const next = step(state, event);
    const { committed } = next.state;
    return committed ? next : { ...next, effects: next.effects.filter(({ kind }) => kind !== 'discard') };
  },

  'trusts a process that hangs': (state, event) => {
    const next = step(state, event);
    return changed(next.state, next.effects, (now) => ({ ...now, spent: false }));
  },

  'discards the committed slot with the others': (state, event) => {
    const next = step(state, event);
    const effects = next.effects.map((effect) =>
      effect.kind === 'discard' ? { ...effect, except: [] } : effect,
    );
    return { ...next, effects };
  },

  'holds against a release what came of other values': (state, event) =>
    step(
      { ...state, failures: state.failures.map(({ values: _any, ...failure }) => failure) },
      event.kind === 'desired' ? { ...event, desired: withoutValues(event.desired) } : event,
    ),

  'forgets which releases have failed': (state, event) => {
    const next = step(state, event);
    return changed(next.state, next.effects, (now) => ({ ...now, failures: [] }));
  },

  'takes answers to older turns': (state, event) =>
    step(state, 'turn' in event ? { ...event, turn: state.turn } : event),

  'takes documents in any order': (state, event) =>
    step(event.kind === 'desired' ? withoutLast(state) : state, event),

  'does not wait for the lock': (state, event) =>
    changedLock(step({ ...state, locked: false }, event), state.locked),

  'lets the floor sink': (state, event) =>
    step(event.kind === 'desired' ? { ...state, known: [] } : state, event),

  'takes for heard what it has sent': (state, event) => {
    const next = step(state, event);
    if (!next.effects.some(({ kind }) => kind === 'report')) return next;
    const heard = next.state.outcomes.map((outcome) => ({ ...outcome, acknowledged: true }));
    return changed(next.state, next.effects, (now) => ({ ...now, outcomes: heard }));
  },

  'forgets a newer wish that came too late': (state, event) => {
    const next = step(state, event);
    return changed(next.state, next.effects, ({ next: _forgotten, ...others }) => others);
  },

  'stops flows instead of going back': (state, event) => {
    const next = step(state, event);
    if (next.state.work?.phase !== 'rolling-back' || !('ladder' in next.state.work)) return next;
    const work = { ...next.state.work, ladder: [], starts: 99 };
    const entered = { ...next.state, work: { ...work, phase: 'recovering' as const } };
    return step(entered, {
      kind: 'failed',
      time: event.time,
      turn: entered.turn,
      error: { code: 'x', message: 'x' },
      final: true,
    });
  },

  'stops flows where all versions are lost, though what lies there is whole': (state, event) => {
    const next = step(state, event);
    const { work, turn } = next.state;
    if (work?.phase !== 'rolling-back' || work.ladder.length > 0) return next;
    const error = { code: 'x', message: 'x' };
    return step(next.state, { kind: 'failed', time: event.time, turn, error, final: true });
  },
};
