import { defaultLimits, phaseOf, rolloutErrors, type State } from '../index.ts';
import { modulesOf } from './files.fixture.ts';
import { flowsInvariants } from './flows-invariants.fixture.ts';
import type { History } from './history.fixture.ts';
import { isAtRest } from './simulate.fixture.ts';
import { type Invariant, outcomesOf, walk } from './walk.fixture.ts';

/** What Node-RED loads belongs together: never flows of one version and credentials or modules of another. */
const runsWholeVersions: Invariant = (history) =>
  walk(history, (entry, durable) => {
    if (entry.kind !== 'runs') return undefined;
    const { flows, credentials, environment, modules } = entry.files;
    // Nothing starts another process there, and stopped flows are no better.
    const fits = modules === modulesOf(flows) || durable?.restart === 'none';
    return flows === credentials && flows === environment && fits
      ? undefined
      : `a mix runs: ${JSON.stringify(entry.files)}`;
  });

/** Effects are those of a state that is durable. */
const journalsFirst: Invariant = (history) =>
  walk(history, (entry, durable) => {
    if (entry.kind !== 'begun') return undefined;
    const { effect } = entry;
    // Without a journal a Node-RED that waits for it starts without flows, which loses nothing.
    if (effect.kind === 'safe') return undefined;
    if (effect.turn !== durable?.turn)
      return `${effect.kind} of turn ${effect.turn} while the journal has turn ${durable?.turn}`;
    if (effect.kind !== 'report') return undefined;
    const unknown = effect.report.outcomes.find(
      (told) => !durable.outcomes.some(({ job, result }) => job === told.job && result === told.result),
    );
    return unknown && `the outcome of ${unknown.job} is told before it is durable`;
  });

/** Neither the slot of the committed version is written or removed, nor the one that runs, nor while none does what ran before. */
const leavesGoodSlots: Invariant = (history) =>
  walk(history, (entry, durable) => {
    if (entry.kind !== 'touched' || durable === undefined) return undefined;
    const { committed, live, spare, rest } = durable;
    const good = [committed?.slot, live, rest === 'safe' ? spare : undefined];
    return good.includes(entry.slot) ? `slot ${entry.slot} is touched` : undefined;
  });

/** Nothing below the floor is fetched, and the floor never sinks. */
const keepsTheFloor: Invariant = (history) =>
  walk(history, (entry, durable) => {
    if (entry.kind === 'durable') {
      const sunk = durable?.known.find(({ name, floor }) => floorOf(entry.state, name) < floor);
      return sunk && `the floor of ${sunk.name} sinks from ${sunk.floor}`;
    }
    if (entry.kind !== 'begun' || durable === undefined) return undefined;
    const { effect } = entry;
    if (effect.kind !== 'fetch' && effect.kind !== 'verify' && effect.kind !== 'stage') return undefined;
    const { name, version } = effect.release;
    const floor = floorOf(durable, name);
    return version < floor ? `${effect.kind} of version ${version} below the floor ${floor}` : undefined;
  });

const floorOf = ({ known }: State, name: string): number =>
  known.find((each) => each.name === name)?.floor ?? 0;

/** A job ends once, and the hub hears of it. */
const endsEachJobOnce: Invariant = (history) => {
  const results = new Map<string, string>();
  const told = new Set<string>();
  const wrong = walk(history, (entry) => {
    if (entry.kind === 'reported')
      for (const { job, result } of entry.report.outcomes) {
        told.add(job);
        if (results.get(job) !== result) return `the hub hears that ${job} is ${result}`;
      }
    if (entry.kind !== 'durable') return undefined;
    const seen = new Set<string>();
    for (const { job, result } of entry.state.outcomes) {
      if (seen.has(job)) return `${job} ends twice`;
      seen.add(job);
      const before = results.get(job);
      if (before !== undefined && before !== result) return `${job} is ${before}, then ${result}`;
      results.set(job, result);
    }
    return undefined;
  });
  const untold = [...results.keys()].find((job) => !told.has(job));
  return wrong ?? (untold && `nobody hears how ${untold} ended`);
};

/** Only what ran without a break for the whole health window is committed. */
const commitsAfterTheWindow: Invariant = (history) => {
  let running: { readonly version: string; readonly since: number } | undefined;
  const windows = new Map<string, number>();
  const committed = new Set<string>();
  return walk(history, (entry) => {
    if (entry.kind === 'runs') running = { version: entry.files.flows, since: entry.at };
    if (entry.kind === 'ended' || entry.kind === 'stopped') running = undefined;
    if (entry.kind !== 'step') return undefined;
    const { work } = entry.state;
    if (work && 'health' in work) windows.set(work.target.slot, work.health.windowSeconds * 1000);
    for (const { job, result } of entry.state.outcomes) {
      if (result !== 'committed' || committed.has(job)) continue;
      committed.add(job);
      const window = windows.get(job) ?? Number.POSITIVE_INFINITY;
      if (!running?.version.startsWith(`${job}:`)) return `${job} is committed while it does not run`;
      if (entry.at - running.since < window)
        return `${job} is committed after ${entry.at - running.since} ms of ${window}`;
    }
    return undefined;
  });
};

/** A version that does not come up is not started again and again. */
const countsStarts: Invariant = (history) => {
  const starts = new Map<string, number>();
  let stops = 0;
  let reboots = 0;
  return walk(history, (entry, durable) => {
    if (entry.kind === 'step' && entry.event.kind === 'stop') stops += 1;
    if (entry.kind === 'ended' && entry.why === 'power') reboots += 1;
    if (entry.kind !== 'begun' || entry.effect.kind !== 'start' || entry.effect.how !== 'here')
      return undefined;
    const work = durable?.work;
    if (work === undefined || !('target' in work)) return 'a start without a work';
    const key = `${work.desired?.job ?? `revert ${durable?.reverts.time}`} ${work.phase} ${entry.effect.slot}`;
    const made = (starts.get(key) ?? 0) + 1;
    starts.set(key, made);
    const most =
      stops + (work.phase === 'starting' ? defaultLimits.starts : defaultLimits.recoveries + reboots);
    return made > most ? `start ${made} of ${entry.effect.slot} (${work.phase})` : undefined;
  });
};

/** Troubles that are the release's own. */
const atFault: readonly string[] = [
  rolloutErrors.unhealthy.code,
  rolloutErrors.crashed.code,
  rolloutErrors.uncaught.code,
  rolloutErrors.killed.code,
  rolloutErrors.blocked.code,
  rolloutErrors.startLoop.code,
  rolloutErrors.otherRevision.code,
];

/** What each job tries: a release, with the values that it comes with. */
function triedBy(history: History): ReadonlyMap<string, string> {
  const tried = new Map<string, string>();
  for (const entry of history) {
    if (entry.kind !== 'step' || entry.event.kind !== 'desired') continue;
    const { job, release, values } = entry.event.desired;
    if (release) tried.set(job, `${release.digest} with ${values ?? 'no values'}`);
  }
  return tried;
}

/** A release that was gone back from twice is not tried again with the same values. */
const remembersFailures: Invariant = (history) => {
  const tried = triedBy(history);
  const failures = new Map<string, Set<string>>();
  return walk(history, (entry) => {
    if (entry.kind === 'durable')
      for (const { job, result, error } of entry.state.outcomes) {
        const key = tried.get(job);
        if (key === undefined) continue;
        if (result === 'committed') failures.delete(key);
        if (result !== 'rolled-back' || !atFault.includes(error?.code ?? '')) continue;
        failures.set(key, (failures.get(key) ?? new Set()).add(job));
      }
    if (entry.kind !== 'begun' || entry.effect.kind !== 'fetch') return undefined;
    const key = tried.get(entry.effect.job) ?? '';
    const times = failures.get(key)?.size ?? 0;
    return times >= defaultLimits.failures ? `${key} is fetched again after ${times} failures` : undefined;
  });
};

/** What the hub wanted later is never followed by what it wanted earlier. */
const goesForward: Invariant = (history) => {
  let newest = 0;
  return walk(history, (entry) => {
    if (entry.kind !== 'begun' || entry.effect.kind !== 'fetch') return undefined;
    const number = Number(entry.effect.job.slice('job-'.length));
    if (number < newest) return `${entry.effect.job} is begun after job-${newest}`;
    newest = number;
    return undefined;
  });
};

/** Only what is the release's own fault is held against it, and nothing that came of other values. */
const isFair: Invariant = (history) => {
  const tried = triedBy(history);
  const outcomes = outcomesOf(history);
  const unfair = outcomes.find(({ error, job }) => {
    if (error?.code !== rolloutErrors.quarantined.code) return false;
    const others = outcomes.filter((other) => other.job !== job && tried.get(other.job) === tried.get(job));
    return (
      others.length < defaultLimits.failures ||
      others.some((other) => other.error?.code === 'release.incompatible')
    );
  });
  return unfair && `${tried.get(unfair.job)} is under quarantine, and failed for no fault of its own`;
};

/** What was spoilt is fetched again. */
const fetchesWhatIsSpoilt: Invariant = (history) => {
  const spoilt = history.filter(
    (entry) => entry.kind === 'happened' && entry.happening.kind === 'spoil',
  ).length;
  const lost = outcomesOf(history).find(({ error }) => error?.code === 'release.blob-digest');
  return lost && spoilt < defaultLimits.phases.verifying.attempts
    ? `${lost.job} is given up although its blobs could be fetched again`
    : undefined;
};

/** At rest there are no more slots than may be needed: the committed one, and the one that runs. */
const keepsRoom: Invariant = (history) => {
  const last = history.at(-1);
  if (last?.kind !== 'settled' || phaseOf(last.state) !== 'idle') return undefined;
  return last.slots.length > 2 ? `there are ${last.slots.length} slots: ${last.slots.join(', ')}` : undefined;
};

/**
 * Where nothing goes wrong any more: transitions, and milliseconds. A fetch that hangs takes its hour, and so does each process
 * that blocks where only a person ends it: two starts of a new version, and two of what lay there.
 */
const mostTurns = 48;
const longest = 5 * 3_600_000;

/** Once everything works again, what the hub wants is committed, and runs, before long. */
const settles: Invariant = (history) => {
  const last = history.at(-1);
  if (last?.kind !== 'settled') return 'it does not settle';
  const healed = history.findLastIndex(({ kind }) => kind === 'healed');
  const since = last.at - (history[healed]?.at ?? 0);
  if (since > longest) return `it takes ${since / 1000} s to settle`;
  const before = history.slice(0, healed).findLast((entry) => entry.kind === 'durable');
  const turns = last.state.turn - (before?.state.turn ?? 0);
  if (turns > mostTurns) return `it takes ${turns} transitions to settle`;
  const { state, running } = last;
  const committed = state.committed?.slot;
  const final = state.outcomes.at(-1);
  const lonely = history.some((entry) => entry.kind === 'durable' && entry.state.restart === 'none');
  // Other modules take another process.
  if (final?.error?.code === rolloutErrors.restartNeeded.code && lonely) return undefined;
  if (!isAtRest(last)) return 'no flows run at the end';
  if (final?.result !== 'committed' || final.job !== committed)
    return `the last job is ${final?.result}: ${final?.error?.code}`;
  return running?.flows.startsWith(`${committed}:`) ? undefined : `${running?.flows} runs at the end`;
};

/** The number of transitions is bounded by what happened. */
const breaksLoops: Invariant = (history) => {
  const happened = history.filter(({ kind }) => kind === 'happened' || kind === 'ended').length;
  const turns = history.reduce((most, entry) => (entry.kind === 'durable' ? entry.state.turn : most), 0);
  const most = (happened + 1) * defaultLimits.transitions;
  return turns > most ? `${turns} turns after ${happened} happenings` : undefined;
};

export const invariants: Readonly<Record<string, Invariant>> = {
  runsWholeVersions,
  journalsFirst,
  leavesGoodSlots,
  keepsTheFloor,
  endsEachJobOnce,
  commitsAfterTheWindow,
  countsStarts,
  remembersFailures,
  goesForward,
  ...flowsInvariants,
  isFair,
  fetchesWhatIsSpoilt,
  keepsRoom,
  settles,
  breaksLoops,
};

/** `<invariant>: <what is wrong>`, or nothing. */
export function wrongWith(history: History): string | undefined {
  for (const [name, invariant] of Object.entries(invariants)) {
    const wrong = invariant(history);
    if (wrong !== undefined) return `${name}: ${wrong}`;
  }
  return undefined;
}
