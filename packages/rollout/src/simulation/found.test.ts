import assert from 'node:assert/strict';
import { type History, printHistory } from './history.fixture.ts';
import { wrongWith } from './invariants.fixture.ts';
import { type Behaviour, type Happening, whenQuiet } from './script.fixture.ts';
import { type Hands, simulate } from './simulate.fixture.ts';

const issue = (after: number, behaviour: Behaviour, modules: boolean, again = false): Happening => ({
  after,
  kind: 'issue',
  behaviour,
  modules,
  drift: 'report',
  again,
  aboveFloor: 1,
  withoutRelease: false,
  environment: false,
});

/** Steps: longer than it takes to let people in, shorter than for ever. */
const fullFor = 84;

/** The process is told to end, for the modules of another version, and cannot; from then on the disk is full. */
function keepFromEnding(happenings: readonly Happening[], phase: 'starting' | 'recovering') {
  let struck = 'not yet' as 'not yet' | 'failing' | 'full';
  const history = simulate(
    { restart: 'supervised', happenings },
    {
      onEntry: (entry, { device, lasting }: Hands) => {
        const isHeld = device.state.work && 'held' in device.state.work && device.state.work.held;
        const isEnding =
          entry.kind === 'begun' && entry.effect.kind === 'start' && entry.effect.how === 'restart';
        if (struck === 'not yet' && isEnding && isHeld && device.state.work?.phase === phase) {
          struck = 'failing';
          device.faults.step = { final: true };
        } else if (struck === 'failing' && entry.kind === 'step' && entry.event.kind === 'failed') {
          struck = 'full';
          lasting.full = fullFor;
          device.disk.full = true;
        }
      },
    },
  );
  return { history, struck: struck === 'full' };
}

function check(history: History, struck: boolean): void {
  const wrong = struck ? wrongWith(history) : 'it never came to it';
  if (wrong !== undefined) assert.fail(`${wrong}\n${printHistory(history)}`);
}

describe('what random histories have found', () => {
  it('people are let in where a process that holds its flows cannot end for its way back, and the disk is full', () => {
    const { history, struck } = keepFromEnding([issue(0, 'blocks', true), whenQuiet], 'recovering');
    check(history, struck);
  });

  it('people are let in where one cannot end for a new version, and the disk is full', () => {
    // The power goes while it is switched back from there: the process after that has found other modules.
    const { history, struck } = keepFromEnding(
      [issue(0, 'good', true), { after: 42, kind: 'power', survivors: 0 }, whenQuiet],
      'starting',
    );
    check(history, struck);
  });

  it('what has come up as another version than it was is left running, where nothing better is left', () => {
    const happenings = [
      issue(0, 'is another revision', false),
      issue(40, 'good', false, true),
      whenQuiet,
      whenQuiet,
    ];
    let struck = false;
    const history = simulate(
      { restart: 'none', happenings },
      {
        onEntry: (entry, { device }) => {
          if (struck || entry.kind !== 'begun' || entry.effect.kind !== 'start') return;
          struck = true;
          device.rot(device.slots.findIndex((slot) => slot.startsWith('kept-')));
        },
      },
    );
    check(history, struck);
  });
});
