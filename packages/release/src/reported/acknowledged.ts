import * as v from 'valibot';
import { defineDocument, format, type Opened, openDocument } from '../document/document.ts';
import { areUnique, deviceId, jobId } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import { signersOf, type Trust } from '../trust/trust.ts';
import { mostOutcomes } from './reported.ts';

const acknowledgedSchema = v.strictObject({
  format,
  device: deviceId,
  /** Those whose outcomes the hub has kept for good. */
  jobs: v.pipe(
    v.array(jobId),
    v.minLength(1),
    v.maxLength(mostOutcomes),
    v.check((jobs) => areUnique(jobs), 'a job stands there twice'),
  ),
});

/**
 * The word of the hub that it knows how these jobs ended, signed by its key: until it comes a device tells them again, so that
 * no road can swallow an outcome. It needs neither number nor time: a job ends once, so what was known stays known.
 */
export interface Acknowledged extends v.InferOutput<typeof acknowledgedSchema> {}

export const acknowledgedDocument = defineDocument<Acknowledged>(
  'acknowledged',
  16 * 1024,
  acknowledgedSchema,
);

/**
 * Whether a device believes that the hub knows.
 *
 * @throws as `openDocument`, and `release.another-device`
 */
export function checkAcknowledged(
  source: string | Uint8Array,
  { device, trust }: { readonly device: string; readonly trust: Trust },
): Opened<Acknowledged> {
  const opened = openDocument(acknowledgedDocument, source, signersOf(trust, 'hub'));
  if (opened.content.device !== device)
    throw releaseErrors.anotherDevice({ named: opened.content.device, own: device });
  return opened;
}
