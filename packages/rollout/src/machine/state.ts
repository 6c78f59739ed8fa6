import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { desired, driftPolicies, health, label, natural, plainName, release } from './desired.ts';
import { changing, findingOut, type Phase } from './phases.ts';

/** Flows, credentials, environment and modules that are complete in a slot on the device's disk. */
export const version = v.strictObject({
  slot: plainName,
  /** Node-RED's: SHA-256 of the JSON of its flows. */
  rev: label,
  /** Absent from one that was kept as it ran. */
  release: v.exactOptional(release),
});
export type Version = v.InferOutput<typeof version>;

export const longestMessage = 1000;
export const longestSubject = 200;
export const mostFindings = 30;
/** Characters of the JSON of an error's details: with 32 outcomes the journal still has less than one megabyte. */
export const longestDetails = 20_000;
const finding = v.strictObject({ code: label, subject: v.exactOptional(boundedText(longestSubject)) });

export const troubleDetails = v.pipe(
  v.record(
    label,
    v.union([
      boundedText(longestMessage),
      v.pipe(v.number(), v.finite()),
      v.pipe(v.array(finding), v.maxLength(mostFindings)),
    ]),
  ),
  v.check((details) => JSON.stringify(details).length <= longestDetails, 'too-long'),
);

/** A coded error as data: words in another language are made of its code and details. */
export const trouble = v.strictObject({
  code: label,
  message: boundedText(longestMessage),
  details: v.exactOptional(troubleDetails),
});
export type Trouble = v.InferOutput<typeof trouble>;

/**
 * - `committed`: its release runs, and came through the health window
 * - `noted`: it named no release; its policy is taken
 * - `refused`, `failed`: nothing was changed; or, by `rollout.nothing-to-go-back-to`, what lay there runs
 * - `superseded`: a newer one took its place before anything was changed
 * - `rolled-back`: what ran before runs again
 * - `failed-safe`: neither runs; flows are stopped, the device can still be reached
 */
export const results = [
  'committed',
  'noted',
  'refused',
  'failed',
  'superseded',
  'rolled-back',
  'failed-safe',
] as const;
export type Result = (typeof results)[number];

/** How one job ended. There is exactly one for each, told to the hub until it says that it knows. */
export const outcome = v.strictObject({
  job: plainName,
  result: v.picklist(results),
  release: v.exactOptional(release),
  /** There for all results but `committed` and `noted`. */
  error: v.exactOptional(trouble),
  /** Milliseconds since 1970 by the device's clock. */
  time: v.number(),
  acknowledged: v.boolean(),
});
export type Outcome = v.InferOutput<typeof outcome>;

/** A version that is gone back to, and how often it was started before another one had its turn. */
const rung = v.strictObject({ ...version.entries, starts: v.exactOptional(natural) });

const working = {
  /** How often the effect of this phase was asked for without success. */
  attempt: natural,
  /** A pause before the next attempt. */
  pausing: v.boolean(),
  /** Transitions since the work, or the way back, began: what breaks loops. */
  transitions: natural,
  /** Why it is tried again, or why it goes back. */
  trouble: v.exactOptional(trouble),
};

const findingOutWork = v.strictObject({
  phase: v.picklist(findingOut),
  ...working,
  desired,
  /** How often what was fetched could not be checked to the end, so that it is fetched again. */
  checks: natural,
});
const changingWork = v.strictObject({
  phase: v.picklist(changing),
  ...working,
  /** Absent while local changes are put back. */
  desired: v.exactOptional(desired),
  target: version,
  /** Only a new process can run what was switched to: its modules are others than those that this one found. */
  restart: v.boolean(),
  health,
  /** As the manifest names it: the lowest version that is taken once this one is committed. */
  floor: natural,
  /** What is gone back to, the best first. Empty until what ran is kept; on the way back: what lies there. */
  ladder: v.pipe(v.array(rung), v.maxLength(2)),
  /** How often Node-RED was told to run this version, or on the way back the first of the ladder. Counted before it is done. */
  starts: natural,
  /** Node-RED has started and waits with its flows. */
  held: v.boolean(),
});
export type FindingOut = v.InferOutput<typeof findingOutWork>;
export type Changing = v.InferOutput<typeof changingWork>;
export type Work = FindingOut | Changing;

export const restartKinds = ['supervised', 'exit', 'none'] as const;
export type RestartKind = (typeof restartKinds)[number];

/** All that a device knows of its deliveries: what the journal keeps. Plain JSON. */
export const state = v.strictObject({
  format: v.literal(1),
  /** Grows with each transition. Effects carry it, and answers to an older one are ignored. */
  turn: natural,
  /** The last desired document that was seen. Those are compared with it that come after. */
  last: v.exactOptional(v.strictObject({ counter: natural, digest: label, hub: label })),
  /** Of the releases of each name that were committed here: the highest version, and the lowest that is still taken. Never forgotten. */
  known: v.array(v.strictObject({ name: label, highest: natural, floor: natural })),
  drift: v.picklist(driftPolicies),
  restart: v.picklist(restartKinds),
  /** Flows said "not now". */
  locked: v.boolean(),
  /** This process was told to start flows and did not come up with them; nobody knows what it still does. */
  spent: v.boolean(),
  /** The process was ended in order, so that its next start is no sign of a crash. */
  ended: v.boolean(),
  rest: v.picklist(['idle', 'safe']),
  /** Why flows are stopped, while they are. */
  stopped: v.exactOptional(trouble),
  /** The last version that came through its health window. Its slot is never touched. */
  committed: v.exactOptional(version),
  /** The slot that was last switched to and came up, which may be one that was kept. It is not touched either. */
  live: v.exactOptional(plainName),
  /** The slot with what ran before the last change-over. While flows are stopped it may be all that people have. */
  spare: v.exactOptional(plainName),
  work: v.exactOptional(v.variant('phase', [findingOutWork, changingWork])),
  /** The newest desired state that came when it was too late to take it at once. */
  next: v.exactOptional(desired),
  /** What runs at rest is not the committed version. */
  strayed: v.exactOptional(
    v.strictObject({ rev: label, since: v.number(), adopted: v.boolean(), error: v.exactOptional(trouble) }),
  ),
  /** How often local changes were put back in a row, and when the last time. */
  reverts: v.strictObject({ count: natural, time: v.number() }),
  /** The last ones, the oldest first; also one that the hub has not heard is forgotten when so many more have come. */
  outcomes: v.array(outcome),
  /** Releases that failed, by the digest of the manifest and the values that they came with. */
  failures: v.array(v.strictObject({ digest: label, values: v.exactOptional(label), times: natural })),
});
export type State = v.InferOutput<typeof state>;

export const phaseOf = ({ work, rest }: State): Phase => work?.phase ?? rest;
