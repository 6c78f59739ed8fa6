import { createReadStream } from 'node:fs';
import {
  digestOf,
  type Envelope,
  type Manifest,
  manifestDocument,
  openBundle,
  readEnvelopeOf,
  readTrustChain,
} from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';

/** A bundle of which every byte was compared with what its manifest says. Who signed that is still to be checked. */
export interface Inspected {
  readonly envelope: Envelope;
  /** As it stands in the bundle. */
  readonly text: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest: what names the release. */
  readonly digest: string;
  /** The trust that the bundle brings along, version by version; nothing of it is believed. */
  readonly trust: readonly string[];
}

/**
 * Reads a bundle to its end.
 *
 * @throws `cli.bundle-unreadable`, and what `@millwright/release` refuses a bundle with
 */
export async function inspectBundle(path: string): Promise<Inspected> {
  try {
    const bundle = await openBundle(createReadStream(path));
    const envelope = readEnvelopeOf(manifestDocument, bundle.manifest);
    const manifest = manifestDocument.decode(envelope.payload);
    const trust = bundle.trust === undefined ? [] : readTrustChain(bundle.trust);
    for await (const _ of bundle.blobs(manifest.parts));
    return { envelope, text: bundle.manifest, manifest, digest: digestOf(envelope.payload), trust };
  } catch (cause) {
    if (isCodedError(cause)) throw cause;
    throw cliErrors.bundleUnreadable({ path: plain(path), reason: systemCode(cause) }, { cause });
  }
}
