import { canonicalText } from '@millwright/schema';
import * as v from 'valibot';
import { driftPolicies } from '../desired/desired.ts';
import { defineDocument, format } from '../document/document.ts';
import {
  areUnique,
  count,
  deviceId,
  digest,
  jobId,
  ordinal,
  platform,
  releaseName,
  shownText,
  time,
  version,
} from '../document/fields.ts';

/** Of messages and the texts among details, in characters: three errors, and one outcome at least, have to fit into a report. */
export const longestMessage = 500;
/** Of all details of one error, in bytes of their canonical JSON. */
export const longestDetails = 1024;
export const mostOutcomes = 32;
/** The latest: one that is forgotten here shows itself when the release is refused. */
export const mostFailures = 8;

/** A word of the machine of the device: a hub that does not know it shows it as it is. */
const word = v.pipe(v.string(), v.maxLength(32), v.regex(/^[a-z]+(?:-[a-z]+)*$/, 'it is no word'));
/** Node-RED's `rev`, as the device found it. */
const revision = shownText(200);
const release = v.strictObject({ name: releaseName, version: ordinal, digest });

const detail = v.union([
  shownText(longestMessage),
  v.pipe(v.number(), v.safeInteger()),
  v.pipe(
    v.array(v.strictObject({ code: shownText(200), subject: v.exactOptional(shownText(200)) })),
    v.maxLength(50),
  ),
]);
/** A coded error as data: words in another language are made of its code and details. */
const error = v.strictObject({
  code: v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z-]+\.[a-z0-9-]+$/, 'it is no code')),
  message: shownText(longestMessage),
  details: v.exactOptional(
    v.pipe(
      v.record(shownText(200), detail),
      v.check(
        (details) => Buffer.byteLength(canonicalText(details) ?? '') <= longestDetails,
        'the details are too long',
      ),
    ),
  ),
});
export interface ReportedError extends v.InferOutput<typeof error> {}

/** How one job ended. It is told until the hub has signed that it knows. @see acknowledgedDocument */
const outcome = v.strictObject({
  job: jobId,
  /** `committed`, `refused`, `rolled-back`, … */
  result: word,
  release: v.exactOptional(release),
  error: v.exactOptional(error),
  /** By the clock of the device. */
  time,
});

const reportedSchema = v.pipe(
  v.strictObject({
    format,
    device: deviceId,
    /** Drawn anew whenever the process starts. */
    boot: jobId,
    /** Grows with each report of this device, also from one start of it to the next: it is kept before it is used. */
    counter: ordinal,
    /** The counter of the first report of this start. All numbers of the start before are below it. */
    since: ordinal,
    /** By the clock of the device. */
    time,
    /** Where its machine is: `idle`, `fetching`, `rolling-back`. */
    phase: word,
    /** The delivery that it is at work on. */
    job: v.exactOptional(jobId),
    /** Why nothing is done about it just now: `lock`, `window`, `retry`. */
    waitsFor: v.exactOptional(word),
    /** Who says "not now" there: a person, or a flow by the name of its lock, which ends by itself. */
    held: v.exactOptional(v.strictObject({ by: shownText(200), since: time, isPerson: v.boolean() })),
    /** Why it goes back. */
    trouble: v.exactOptional(error),
    /** The number of the last desired document that it saw. */
    desired: v.exactOptional(ordinal),
    /** Of the flows that run. Absent while none do. */
    rev: v.exactOptional(revision),
    /** The last version that came through its health window. */
    committed: v.exactOptional(v.strictObject({ rev: revision, release: v.exactOptional(release) })),
    /** The flows were changed on the device: what they are now, since when, and what becomes of that. */
    drift: v.exactOptional(
      v.strictObject({
        policy: v.picklist(driftPolicies),
        rev: revision,
        since: time,
        error: v.exactOptional(error),
      }),
    ),
    /** Releases that failed here, by the digest of the manifest, with the values that they had, the latest last. */
    failures: v.exactOptional(
      v.pipe(
        v.array(v.strictObject({ release: digest, values: v.exactOptional(digest), times: ordinal })),
        v.maxLength(mostFailures),
      ),
    ),
    /** Those that the hub has not acknowledged, the oldest first, as many as fit. */
    outcomes: v.pipe(
      v.array(outcome),
      v.maxLength(mostOutcomes),
      v.check((all) => areUnique(all.map(({ job }) => job)), 'a job ended twice'),
    ),
    /** How many more there are: they are told once these are acknowledged. */
    untold: count,
    versions: v.strictObject({
      millwright: shownText(64),
      nodeRed: shownText(64),
      node: version,
      platform,
    }),
    /** Who starts Node-RED again when it ends: our supervisor, something else (systemd, a container), or nobody. */
    restart: v.picklist(['supervised', 'exit', 'none']),
  }),
  v.check(({ counter, since }) => since <= counter, 'the start begins after this report'),
);

/** What a device says of itself, signed by its own key. */
export interface Reported extends v.InferOutput<typeof reportedSchema> {}

export const reportedDocument = defineDocument<Reported>('reported', 16 * 1024, reportedSchema);
