import { type Invariant, outcomesOf, walk } from './walk.fixture.ts';

/** While flows say "not now" no change-over is begun. */
const respectsTheLock: Invariant = (history) =>
  walk(history, (entry, durable) =>
    entry.kind === 'begun' && entry.effect.kind === 'keep' && durable?.locked
      ? 'a change-over is begun while flows say "not now"'
      : undefined,
  );

/** Node-RED is not ended where nothing starts it again. */
const endsOnlyWhatComesBack: Invariant = (history) =>
  walk(history, (entry, durable) =>
    entry.kind === 'begun' &&
    entry.effect.kind === 'start' &&
    entry.effect.how === 'restart' &&
    durable?.restart === 'none'
      ? 'Node-RED is ended although nothing starts it again'
      : undefined,
  );

/** Flows are stopped only where nothing that there is comes up. */
const stopsOnlyWhenNothingStarts: Invariant = (history) => {
  const gaveUp = outcomesOf(history).some(({ result }) => result === 'failed-safe');
  const reasons = ['curse', 'fail', 'full', 'unwritten'];
  const happened = (kinds: readonly string[]): number =>
    history.filter((entry) => entry.kind === 'happened' && kinds.includes(entry.happening.kind)).length;
  // A process that hangs is followed by another one, where something starts it.
  const lonely = history.some((entry) => entry.kind === 'durable' && entry.state.restart === 'none');
  const hangs = happened(['hang']);
  const ends = history.filter(({ kind }) => kind === 'ended').length;
  const excused =
    happened(reasons) > 0 ||
    (hangs > 0 && lonely) ||
    // One that hangs amid a switch leaves it half done, and each that hangs or ends uses up an attempt to go back: there are three.
    (hangs > 0 && hangs + ends > 2) ||
    // Where slots are lost, what lies there still runs, unless a switch was cut short, or that does not come up.
    (happened(['rot']) > 0 && (ends > 0 || hangs > 0));
  if (gaveUp && !excused) return 'flows were given up although nothing kept the old ones from starting';
  return walk(history, (entry, durable) => {
    if (entry.kind !== 'begun' || entry.effect.kind !== 'safe' || durable?.rest === 'safe') return undefined;
    const held = durable?.work && 'held' in durable.work;
    return held ? undefined : 'flows are stopped although they could run';
  });
};

/** A Node-RED that holds its flows does not listen yet, so people are let in before long, whatever the disk says. */
const longestHold = 30 * 60_000;
const keepsNobodyWaiting: Invariant = (history) => {
  // Also letting them in may hang.
  if (history.some((entry) => entry.kind === 'happened' && entry.happening.kind === 'hang')) return undefined;
  let since: number | undefined;
  return walk(history, (entry) => {
    const waited = since === undefined ? 0 : entry.at - since;
    if (entry.kind === 'started') since = entry.flows === 'held' ? entry.at : undefined;
    if (entry.kind === 'runs' || entry.kind === 'stopped' || entry.kind === 'ended') since = undefined;
    return waited > longestHold ? `Node-RED waits for its flows for ${waited / 1000} s` : undefined;
  });
};

/** What a person starts on a device with stopped flows goes on, until something else has come to grief. */
const leavesWhatIsApproved: Invariant = (history) => {
  let approved = false;
  let before: string | undefined;
  return walk(history, (entry, durable) => {
    if (entry.kind === 'step') {
      const { rest } = entry.state;
      if (before === 'idle' && rest === 'safe') approved = false;
      if (entry.event.kind === 'approved') approved = true;
      before = rest;
    }
    if (entry.kind === 'ended') approved &&= durable?.rest === 'idle';
    const stops =
      (entry.kind === 'begun' && entry.effect.kind === 'safe' && entry.effect.turn === durable?.turn) ||
      (entry.kind === 'started' && entry.flows === 'stopped');
    return approved && stops ? 'flows are stopped that a person has approved' : undefined;
  });
};

/** When flows run, are held and are stopped. */
export const flowsInvariants: Readonly<Record<string, Invariant>> = {
  respectsTheLock,
  endsOnlyWhatComesBack,
  stopsOnlyWhenNothingStarts,
  keepsNobodyWaiting,
  leavesWhatIsApproved,
};
