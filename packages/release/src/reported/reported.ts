import * as v from 'valibot';
import { defineDocument, format } from '../document/document.ts';
import {
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
    /** The delivery that it is at work on, or was last. */
    job: v.exactOptional(jobId),
    /** Where its machine is: `idle`, `fetching`, `rolled-back`. */
    state: v.pipe(v.string(), v.maxLength(32), v.regex(/^[a-z]+(?:-[a-z]+)*$/, 'it is no state')),
    /** Node-RED's `rev` of the flows that run. Absent while none do. */
    rev: v.exactOptional(digest),
    release: v.exactOptional(v.strictObject({ name: releaseName, version: ordinal, digest })),
    error: v.exactOptional(
      v.strictObject({
        code: v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z-]+\.[a-z0-9-]+$/, 'it is no code')),
        message: shownText(1000),
      }),
    ),
    /** The flows were changed on the device: what they are now, and since when. */
    drift: v.exactOptional(v.strictObject({ rev: digest, since: time })),
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
