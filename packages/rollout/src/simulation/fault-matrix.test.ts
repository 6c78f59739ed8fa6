import assert from 'node:assert/strict';
import { type Phase, phaseOf, phases, type Result, type State } from '../index.ts';
import { type History, printHistory } from './history.fixture.ts';
import { wrongWith } from './invariants.fixture.ts';
import { type Behaviour, type Happening, whenQuiet } from './script.fixture.ts';
import { type Hands, simulate } from './simulate.fixture.ts';

const issue = (after: number, behaviour: Behaviour): Extract<Happening, { kind: 'issue' }> => ({
  after,
  kind: 'issue',
  behaviour,
  modules: false,
  drift: 'report',
  again: false,
  aboveFloor: 1,
  withoutRelease: false,
  environment: true,
});

/** When the fault comes: when the phase is decided on, or when the journal has it. */
type Moment = 'step' | 'durable';

interface Fault {
  readonly title: string;
  readonly at: Moment;
  readonly strike: (hands: Hands) => void;
}

/** From within an entry nothing can be ended; the next thing that happens takes longer than this. */
const soon = (hands: Hands, happening: Happening): void => {
  hands.clock.in(1, -1, () => hands.happen(happening));
};
const now = { after: 0 };
/** Steps for which the disk stays full: longer than one attempt, shorter than all. */
const fullFor = 4;

const faults = {
  error: {
    title: 'the effect fails',
    at: 'step',
    strike: ({ device }) => {
      device.faults.step = { final: false };
    },
  },
  'final error': {
    title: 'the effect fails for good',
    at: 'step',
    strike: ({ device }) => {
      device.faults.step = { final: true };
    },
  },
  hang: {
    title: 'the effect never ends',
    at: 'step',
    strike: ({ device }) => {
      device.faults.step = 'hang';
    },
  },
  'disk full': {
    title: 'the disk is full',
    at: 'durable',
    strike: ({ lasting, device }) => {
      lasting.full = fullFor;
      device.disk.full = true;
    },
  },
  'journal not written': {
    title: 'the journal cannot be written',
    at: 'step',
    strike: ({ device }) => {
      device.faults.journal = true;
    },
  },
  'killed before the journal': {
    title: 'the process is killed before the journal has it',
    at: 'step',
    strike: (hands) => soon(hands, { ...now, kind: 'kill' }),
  },
  'killed after the journal': {
    title: 'the process is killed when the journal has it',
    at: 'durable',
    strike: (hands) => soon(hands, { ...now, kind: 'kill' }),
  },
  'power before the journal': {
    title: 'the power goes before the journal has it',
    at: 'step',
    strike: (hands) => soon(hands, { ...now, kind: 'power', survivors: 0 }),
  },
  'power after the journal': {
    title: 'the power goes when the journal has it',
    at: 'durable',
    strike: (hands) => soon(hands, { ...now, kind: 'power', survivors: 0 }),
  },
  ended: {
    title: 'Node-RED is restarted in order',
    at: 'durable',
    strike: (hands) => soon(hands, { ...now, kind: 'stop' }),
  },
  duplicate: {
    title: 'the answer before arrives once more',
    at: 'durable',
    strike: (hands) => soon(hands, { ...now, kind: 'echo' }),
  },
  repeated: {
    title: 'the same document arrives once more',
    at: 'durable',
    strike: (hands) => soon(hands, { ...now, kind: 'repeat', back: 0 }),
  },
  spoilt: {
    title: 'what is fetched next is spoilt',
    at: 'step',
    strike: ({ device }) => {
      device.faults.spoil = true;
    },
  },
  superseded: {
    title: 'the hub wants something newer',
    at: 'durable',
    strike: (hands) => soon(hands, issue(0, 'good')),
  },
} as const satisfies Readonly<Record<string, Fault>>;
type FaultName = keyof typeof faults;

interface Row {
  /** What the release does, so that the phase is come to. */
  readonly behaviour: Behaviour;
  /** What becomes of the delivery if nothing goes wrong, and where a fault makes a difference. */
  readonly result: Result;
  readonly but?: Partial<Record<FaultName, Result>>;
}

const preparing: Row = {
  behaviour: 'good',
  result: 'committed',
  but: { 'final error': 'failed', superseded: 'superseded' },
};
const goingBack: Row = { behaviour: 'is unhealthy', result: 'rolled-back' };

const rows: Readonly<Record<Phase, Row>> = {
  fetching: preparing,
  verifying: { ...preparing, but: { ...preparing.but, 'final error': 'refused' } },
  staging: preparing,
  // Nothing is done there that could fail, so what fails is keeping.
  waiting: preparing,
  keeping: preparing,
  // A half-written change-over is gone back from at once if it cannot be finished.
  switching: { behaviour: 'good', result: 'committed', but: { 'final error': 'rolled-back' } },
  // A crash of the new version is a reason to go back; the power is one only the second time.
  starting: {
    behaviour: 'good',
    result: 'committed',
    but: {
      error: 'rolled-back',
      'final error': 'rolled-back',
      hang: 'rolled-back',
      'killed after the journal': 'rolled-back',
    },
  },
  watching: {
    behaviour: 'good',
    result: 'committed',
    but: {
      error: 'rolled-back',
      'final error': 'rolled-back',
      hang: 'rolled-back',
      'killed before the journal': 'rolled-back',
      'killed after the journal': 'rolled-back',
    },
  },
  'rolling-back': goingBack,
  recovering: goingBack,
  // What is committed has to be durable: until then the new version is under watch, where a crash counts.
  idle: {
    behaviour: 'good',
    result: 'committed',
    but: { 'killed before the journal': 'rolled-back' },
  },
  safe: { behaviour: 'good', result: 'failed-safe' },
};

/** Whether the delivery under test, the second one, is in this phase. */
function isIn(phase: Phase, state: State): boolean {
  const ended = state.outcomes.some(({ job }) => job === 'job-2');
  return phaseOf(state) === phase && (state.work ? state.work.desired?.job === 'job-2' : ended);
}

function play(phase: Phase, fault: Fault, behaviour: Behaviour): { history: History; struck: boolean } {
  const second = 90;
  const locked: Happening[] = phase === 'waiting' ? [{ after: second, kind: 'lock' }] : [];
  // The first time that all is quiet the lock is opened, the second time the delivery has ended.
  const happenings = [issue(0, 'good'), ...locked, issue(second, behaviour), whenQuiet, whenQuiet];
  let struck = false;
  let cursed = false;
  const history = simulate(
    { restart: 'supervised', happenings },
    {
      onEntry: (entry, hands) => {
        if (entry.kind !== 'step' && entry.kind !== 'durable') return;
        // Whatever is started from now on crashes, so that flows are stopped in the end.
        if (phase === 'safe' && !cursed && isIn('switching', entry.state)) {
          cursed = true;
          hands.happen({ ...now, kind: 'curse', steps: Number.MAX_SAFE_INTEGER });
        }
        if (struck || entry.kind !== fault.at || !isIn(phase, entry.state)) return;
        struck = true;
        fault.strike(hands);
      },
    },
  );
  return { history, struck };
}

describe('a fault in any phase', () => {
  let cases = 0;
  for (const phase of Object.keys(phases) as Phase[]) {
    const { behaviour, result, but = {} } = rows[phase];
    for (const [name, fault] of Object.entries(faults)) {
      cases += 1;
      const expected = but[name as FaultName] ?? result;
      it(`${phase}: ${fault.title}: ${expected}`, () => {
        const { history, struck } = play(phase, fault, behaviour);
        const last = history.at(-1);
        const outcome =
          last?.kind === 'settled' ? last.state.outcomes.find(({ job }) => job === 'job-2') : undefined;
        const wrong =
          (struck ? undefined : 'the phase was never reached') ??
          wrongWith(history) ??
          (outcome?.result === expected
            ? undefined
            : `it is ${outcome?.result} (${outcome?.error?.code ?? 'no error'})`);
        if (wrong !== undefined) assert.fail(`${wrong}\n${printHistory(history)}`);
      });
    }
  }

  it('is tried in at least 120 cases', () => {
    assert.ok(cases >= 120, `${cases} cases`);
  });
});
