import * as v from 'valibot';
import { defineDocument, format } from '../document/document.ts';
import { deviceId, digest, jobId } from '../document/fields.ts';

const maxBytes = 8 * 1024 * 1024;
const base64 = (pattern: RegExp) => v.pipe(v.string(), v.regex(pattern, 'it is not base64 of its length'));

const sealedSchema = v.strictObject({
  format,
  device: deviceId,
  /** Of the manifest's payload. */
  manifest: digest,
  job: jobId,
  /** The sender's half of the exchange: 32 bytes. */
  enc: base64(/^[A-Za-z0-9+/]{43}=$/),
  /** What was sealed, with its tag. */
  box: base64(/^[A-Za-z0-9+/]+={0,2}$/),
});

/** What stands around a box, in clear: who it is for. The hub signs the digest of all of it. */
export interface SealedDocument extends v.InferOutput<typeof sealedSchema> {}

export const sealedDocument = defineDocument<SealedDocument>('sealed', maxBytes, sealedSchema);
