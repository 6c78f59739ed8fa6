import type { Machine } from './history.fixture.ts';
import { step } from './step.ts';

/**
 * Bugs, each as a machine that differs from the real one in one thing. The real one knows nothing of them: its steps are altered
 * from outside.
 */
export const mutants: Readonly<Record<string, Machine>> = {
  'clears an alarm by bad quality': (definition, state, event) =>
    step(
      definition,
      state,
      event.kind === 'condition' && event.holds === 'unknown' ? { ...event, holds: false } : event,
    ),

  'acknowledges what was raised since': (definition, state, event) =>
    step(
      definition,
      state,
      event.kind === 'acknowledge' ? { ...event, occurrence: state.occurrence, seq: state.seq } : event,
    ),

  'does not follow the condition while it is shelved': (definition, state, event) =>
    state.stage === 'shelved' && event.kind === 'condition'
      ? step(definition, state, { kind: 'time', ts: event.ts })
      : step(definition, state, event),

  'forgets the delay that runs': (definition, state, event) => {
    const next = step(definition, state, event);
    const { pending: _forgotten, ...others } = next.state;
    return { ...next, state: others };
  },

  'begins a delay anew with every reading': (definition, state, event) =>
    step(
      definition,
      state.pending !== undefined && event.kind === 'condition' ? { ...state, pending: event.ts } : state,
      event,
    ),

  'shelves without an end': (definition, state, event) => {
    const next = step(definition, state, event);
    const { shelf } = next.state;
    return shelf ? { ...next, state: { ...next.state, shelf: { ...shelf, until: Number.MAX_VALUE } } } : next;
  },

  'shelves for as long as anybody wants': (definition, state, event) =>
    step({ ...definition, longestShelving: 1000 }, state, event),

  'asks never to be told the time': (definition, state, event) => {
    const { due: _forgotten, ...next } = step(definition, state, event);
    return next;
  },

  'does not latch': (definition, state, event) => step({ ...definition, latching: false }, state, event),

  'forgets suppression when it is set aside': (definition, state, event) => {
    const next = step(definition, state, event);
    const { stage } = next.state;
    return stage === 'shelved' || stage === 'out-of-service'
      ? { ...next, state: { ...next.state, suppressed: false } }
      : next;
  },

  'takes what is raised again for the same occurrence': (definition, state, event) => {
    const next = step(definition, state, event);
    const again = state.stage === 'returned' && next.state.stage === 'unacknowledged';
    return again ? { ...next, state: { ...next.state, occurrence: state.occurrence } } : next;
  },

  'numbers what is refused': (definition, state, event) => {
    const next = step(definition, state, event);
    return next.refused ? { ...next, state: { ...next.state, seq: next.state.seq + 1 } } : next;
  },

  'keeps from the journal what nobody did': (definition, state, event) => {
    const next = step(definition, state, event);
    return { ...next, records: next.records.filter(({ cause }) => cause !== 'expiry') };
  },
};
