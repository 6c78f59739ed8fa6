import type { FlowItem } from '@millwright/flows';
import * as v from 'valibot';
import { BlobCheck } from '../bundle/blob-check.ts';
import { defineDocument, format, type Opened, openDocument } from '../document/document.ts';
import { areUnique, deviceId, digest, shownText, size, time } from '../document/fields.ts';
import { revisionOf } from '../environment/merge.ts';
import { releaseErrors } from '../errors.ts';
import { readSigningKey } from '../keys/keys.ts';
import { readFlows } from '../parts/read-flows.ts';

/** More nodes than that nobody gives credentials by hand. */
export const mostAdoptedCredentials = 1000;
/** As Node-RED makes them; those of nodes that people wrote by hand may be longer, and are not named. */
export const longestNodeId = 64;

const adoptionSchema = v.strictObject({
  format,
  device: deviceId,
  /** Node-RED's `rev` of the flows: SHA-256 of `JSON.stringify(flows)`. */
  rev: digest,
  /** Of the text of the flows, in UTF-8: it comes beside, and has no credentials. */
  digest,
  size,
  /** Ids of the nodes whose credentials on the device are not those that came with its release. They stay there. */
  credentials: v.pipe(
    v.array(shownText(longestNodeId)),
    v.maxLength(mostAdoptedCredentials),
    v.check((ids) => areUnique(ids), 'a node stands there twice'),
  ),
  /** By the clock of the device. Nobody goes by it: it shows people when that was. */
  time,
});

/**
 * What a device runs that no hub has sent it: somebody changed it there. Signed by the key of the device, so that nobody else can
 * put flows before those who look through them. It says no more than that they run there: they go nowhere before they are made a
 * release.
 */
export interface Adoption extends v.InferOutput<typeof adoptionSchema> {}

export const adoptionDocument = defineDocument<Adoption>('adoption', 128 * 1024, adoptionSchema);

export interface AdoptionContext {
  readonly device: {
    readonly id: string;
    /** `ed25519:…`, as it enrolled. */
    readonly key: string;
    readonly isShutOut: boolean;
  };
  /** UTF-8, as they came beside it. */
  readonly flows: Uint8Array;
}

export interface CheckedAdoption extends Opened<Adoption> {
  readonly items: readonly FlowItem[];
}

/**
 * Whether a hub takes over for review what a device says that it runs.
 *
 * @throws as `openDocument`, and `release.device-shut-out`, `release.another-device`, `release.blob-size`, `release.blob-digest`,
 * `release.flows-invalid` also where their revision is another one, or where one of them has credentials
 */
export function checkAdoption(
  source: string | Uint8Array,
  { device, flows }: AdoptionContext,
): CheckedAdoption {
  const opened = openDocument(adoptionDocument, source, { keys: [readSigningKey(device.key)], threshold: 1 });
  if (device.isShutOut) throw releaseErrors.deviceShutOut({ device: device.id });
  const { content: adoption } = opened;
  if (adoption.device !== device.id)
    throw releaseErrors.anotherDevice({ named: adoption.device, own: device.id });
  const check = new BlobCheck(adoption);
  check.update(flows);
  check.end();
  const items = readFlows(Buffer.from(flows).toString()) as readonly FlowItem[];
  if (items.some((item) => Object.hasOwn(item, 'credentials')))
    throw releaseErrors.flowsInvalid({ reason: 'they have credentials, which stay on the device' });
  if (revisionOf(items) !== adoption.rev)
    throw releaseErrors.flowsInvalid({ reason: 'their revision is not the one that is signed' });
  return { ...opened, items };
}
