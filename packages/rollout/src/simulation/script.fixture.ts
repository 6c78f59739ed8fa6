import type { DriftPolicy, RestartKind } from '../index.ts';
import { Chance } from './random.fixture.ts';

/** What a release does once it is started. */
export const behaviours = [
  'good',
  'crashes at start',
  'crashes later',
  'blocks',
  'is another revision',
  'is unhealthy',
  'is forged',
  'does not fit here',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** Something that comes from outside, when so many steps have been made. */
export type Happening = { readonly after: number } & (
  | {
      readonly kind: 'issue';
      readonly behaviour: Behaviour;
      /** Its modules are others. */
      readonly modules: boolean;
      readonly drift: DriftPolicy;
      /** The release of the job before once more, as another job. */
      readonly again: boolean;
      /** How far its version is from the highest floor so far; negative is below it. */
      readonly aboveFloor: number;
      readonly withoutRelease: boolean;
      /** It has a value of the device, which makes another revision of the flows. */
      readonly environment: boolean;
    }
  /** The document of some job before arrives once more. */
  | { readonly kind: 'repeat'; readonly back: number }
  /** The power goes; the bits say which unsynced writes survive. */
  | { readonly kind: 'power'; readonly survivors: number }
  /** The power goes so many times, each some milliseconds after the start before. */
  | { readonly kind: 'brownout'; readonly times: number; readonly every: number }
  /** The process is killed, or ended in order and started again. */
  | { readonly kind: 'kill' | 'stop' }
  /** The next step of an effect fails, or never ends. */
  | { readonly kind: 'fail'; readonly final: boolean }
  | { readonly kind: 'hang' }
  /** The last answer of an effect arrives once more. */
  | { readonly kind: 'echo' }
  /** The next write of the journal fails. */
  | { readonly kind: 'unwritten' }
  /** For so many steps: the disk is full, whatever is started crashes, the hub hears nothing. */
  | { readonly kind: 'full' | 'curse' | 'deaf'; readonly steps: number }
  /** The next message of the hub is held up, so that later ones overtake it. */
  | { readonly kind: 'late' }
  | { readonly kind: 'lock' | 'unlock' }
  /** What is fetched next does not stay on the disk as it was. */
  | { readonly kind: 'spoil' }
  /** Wherever flows are stopped within the next hour, a person starts others and says that they are good. */
  | { readonly kind: 'approve' }
  /** A slot is damaged. */
  | { readonly kind: 'rot'; readonly which: number }
  /** The clock is put forward or back. */
  | { readonly kind: 'clock'; readonly hours: number }
  /** From the next start on something else restarts Node-RED, or nothing. */
  | { readonly kind: 'manage'; readonly restart: RestartKind }
  /** Somebody deploys locally, so many times, a minute apart. */
  | { readonly kind: 'edit'; readonly times: number }
);

export interface Script {
  readonly restart: RestartKind;
  readonly happenings: readonly Happening[];
}

/** The last happening of a script that waits until nothing happens by itself any more, before everything is healed. */
export const whenQuiet: Happening = { after: Number.MAX_SAFE_INTEGER, kind: 'unlock' };

/** About as many steps as a delivery takes. */
const stepsOfDelivery = 45;
const faults = [
  ...([
    'power',
    'brownout',
    'kill',
    'stop',
    'fail',
    'hang',
    'echo',
    'unwritten',
    'full',
    'curse',
    'deaf',
  ] as const),
  ...(['late', 'repeat', 'lock', 'unlock', 'edit', 'rot', 'clock', 'manage', 'spoil', 'approve'] as const),
] as const;
type Fault = (typeof faults)[number];

/**
 * A script for a seed: one to five deliveries, and up to ten things that go wrong meanwhile. Each script has only some kinds of
 * faults, so that many of one kind come together (Groce et al., Swarm Testing, 2012).
 */
export function drawScript(seed: number): Script {
  const chance = new Chance(seed);
  const restart = chance.pick(['supervised', 'exit', 'none'] as const);
  const drift = chance.pick(['report', 'revert', 'adopt'] as const);
  const deliveries = 1 + chance.below(5);
  const good = chance.below(3);
  const issues = Array.from({ length: deliveries }, (_, index) => drawIssue(chance, index, drift, good));
  const some = faults.filter(() => chance.below(3) === 0);
  const [first = 'power', ...others] = some;
  const happenings = Array.from({ length: chance.below(11) }, () =>
    drawFault(chance.pick([first, ...others]), chance.below(stepsOfDelivery * deliveries), chance),
  );
  const all = [...issues, ...happenings].sort((one, other) => one.after - other.after);
  // What people do takes a while.
  const slow = some.includes('edit') || some.includes('approve');
  return { restart, happenings: slow ? [...all, whenQuiet] : all };
}

function drawIssue(chance: Chance, index: number, drift: DriftPolicy, good: number): Happening {
  const hasty = chance.below(3) === 0;
  return {
    after: index === 0 ? 0 : Math.floor((index - (hasty ? chance.next() : 0)) * stepsOfDelivery),
    kind: 'issue',
    behaviour: chance.below(3) < good ? 'good' : chance.pick(behaviours),
    modules: chance.below(4) === 0,
    drift,
    again: chance.below(2) === 0,
    aboveFloor: chance.below(12) === 0 ? -1 : chance.below(2),
    withoutRelease: chance.below(10) === 0,
    environment: chance.below(2) === 0,
  };
}

function drawFault(kind: Fault, after: number, chance: Chance): Happening {
  switch (kind) {
    case 'power':
      return { after, kind, survivors: chance.below(256) };
    case 'brownout':
      return { after, kind, times: 1 + chance.below(100), every: 100 + chance.below(3000) };
    case 'fail':
      return { after, kind, final: chance.below(2) === 0 };
    case 'full':
    case 'curse':
    case 'deaf':
      return { after, kind, steps: 1 + chance.below(4 * stepsOfDelivery) };
    case 'repeat':
      return { after, kind, back: chance.below(4) };
    case 'rot':
      return { after, kind, which: chance.below(4) };
    case 'clock':
      return { after, kind, hours: chance.below(1_000_000) - 500_000 };
    case 'manage':
      return { after, kind, restart: chance.pick(['supervised', 'exit', 'none'] as const) };
    case 'edit':
      return { after, kind, times: 1 + chance.below(6) };
    default:
      return { after, kind };
  }
}
