import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { digest as digestText } from './fields.ts';
import { road } from './formats.ts';
import { area } from './routes.ts';

export { roadFormat } from './formats.ts';

/*
 * How devices talk to their hub. Not this road is trusted, but what goes over it: every `envelope` is signed (DSSE, see
 * docs/release-format.md). Each message begins with its `format`: see formats.ts.
 *
 * 1. Enrolling: `request` is answered with a challenge and the trust, `answer` with the welcome.
 * 2. `greet` answers a nonce; `session` takes it in a greeting that the device's key signs, and answers a pass. The pass
 *    opens the road for `passTime`: it is no proof of what is said, but lets nobody else read what is for the device.
 * 3. `exchange`: the device's report against what the hub wants of it. The same frames go over the WebSocket at
 *    `socketPath`: the device sends reports when it has something to tell, the hub sends its side whenever it changes.
 * 4. `adopt`: flows that somebody changed on the device, for people at the hub to look at. Beside the signed adoption comes
 *    their text, without credentials.
 * 5. Blobs, by ranges, below `blobPath`: `<digest>` of the bytes for parts and sealed boxes; of a release the signed manifest
 *    is the blob of its own digest, which is that of the payload within.
 */

/** A socket that the hub closes for a reason says the status of the error, beyond 4000, and its code as the reason. */
export const closeBase = 4000;
export const passHeader = 'x-millwright-pass';
/** Milliseconds. */
export const passTime = 15 * 60_000;
export const socketPath = `/millwright/${area}/device/socket`;
export const blobPath = `/millwright/${area}/device/blobs/`;
export const longestFrame = 512 * 1024;

/** Bytes of the text of flows that a hub takes over. */
export const longestAdoptedFlows = 8 * 1024 * 1024;
/** Node-RED itself takes no more than 5 MB of JSON, unless its settings say otherwise. */
const longestAdoptionBody = 4_800_000;
/** Characters of the same in gzip and base64. */
export const longestPackedFlows = 4_400_000;

const format = v.pipe(v.number(), v.integer(), v.minValue(0));
const envelope = boundedText(200_000);

/** What a device says. */
export const deviceFrame = road.message('device.frame', {
  format,
  /** The version of the trust that it follows; the hub sends what comes after it. */
  trust: v.pipe(v.number(), v.integer(), v.minValue(0)),
  reported: envelope,
});
export type DeviceFrame = v.InferOutput<typeof deviceFrame>;

/** What a hub says. */
export const hubFrame = road.message('hub.frame', {
  format,
  /** Versions of the trust that follow the device's, in order. */
  trust: v.array(envelope),
  /** Absent while nothing is wanted. */
  desired: v.optional(envelope),
  /**
   * Something is wanted that the report does not know of, and the report came before: whoever says it has only overheard it, or
   * says it again. It is told to the next report, which only the device can sign.
   */
  anew: v.optional(v.boolean()),
  /** Of the outcomes in the last report that the hub has kept. */
  acknowledged: v.optional(envelope),
  /** For a device that asks: when to ask again at the latest, in milliseconds. */
  next: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type HubFrame = v.InferOutput<typeof hubFrame>;

export const roadRoutes = defineRoutes(area, {
  requestEnrolment: {
    method: 'POST',
    path: '/device/enrol/request',
    permission: 'open',
    summary:
      'The first step of an enrolment: answered with a challenge and the trust from the first version on',
    body: road.message('device.request', { format, envelope }),
    response: road.message('hub.challenge', {
      format,
      enrolment: v.string(),
      envelope: v.string(),
      trust: v.array(v.string()),
    }),
  },
  answerEnrolment: {
    method: 'POST',
    path: '/device/enrol/answer',
    permission: 'open',
    summary: 'The second step of an enrolment: answered with the welcome',
    body: road.message('device.answer', { format, enrolment: boundedText(64), envelope }),
    response: road.message('hub.welcome', { format, envelope: v.string() }),
  },
  greet: {
    method: 'POST',
    path: '/device/greet',
    permission: 'open',
    summary: 'A nonce to sign',
    body: road.opening('device.greet', { format, device: boundedText(64) }),
    response: road.message('hub.nonce', { format, nonce: v.string() }),
  },
  openSession: {
    method: 'POST',
    path: '/device/session',
    permission: 'open',
    summary: 'A pass, for a greeting with the nonce that the device has signed',
    body: road.message('device.greeting', { format, envelope }),
    response: road.message('hub.pass', { format, pass: v.string(), expires: v.number() }),
  },
  exchange: {
    method: 'POST',
    path: '/device/exchange',
    permission: 'open',
    summary: 'A report against what is wanted, where WebSockets do not come through',
    body: deviceFrame,
    maxBodyBytes: longestFrame,
    response: hubFrame,
  },
  adopt: {
    method: 'POST',
    path: '/device/adoption',
    permission: 'open',
    summary:
      'Flows that somebody changed on the device, for review: the signed adoption, and their text in gzip and base64',
    body: road.message('device.adoption', { format, envelope, flows: boundedText(longestPackedFlows) }),
    maxBodyBytes: longestAdoptionBody,
    response: road.message('hub.adopted', { format }),
  },
});

export const blobRoutes = defineRoutes(area, {
  getBlob: {
    method: 'GET',
    path: '/device/blobs/:digest',
    permission: 'open',
    summary:
      'A part of the release that is wanted of the device, its manifest, or its box; one range of it if asked',
    params: v.object({ digest: digestText }),
    stream: 'application/octet-stream',
  },
});
