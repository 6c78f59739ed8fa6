import { canonicalText } from '@millwright/schema';
import { readBase64 } from '../base64.ts';
import { readJson } from '../canonical.ts';
import { releaseErrors } from '../errors.ts';
import type { PublicKey, Random } from '../keys/key-pair.ts';
import type { SealingKey } from '../keys/keys.ts';
import { type CommittedCredentials, type Credentials, fitsCommitment, nonceBytes } from './commitment.ts';
import { type HybridContext, openHybrid, sealHybrid } from './hybrid.ts';
import { sealedDocument } from './sealed-document.ts';

/** What one box is for, and nothing else. */
export interface SealedFor {
  readonly device: string;
  /** The digest of the manifest's payload. */
  readonly manifest: string;
  readonly job: string;
}

/** What a device gets in secret. */
export interface SealedContent {
  /** Of the release; absent where its manifest names none. */
  readonly committed: CommittedCredentials | undefined;
  /** The environment values that are secret, by name. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The lengths of secrets say something of them, so what is sealed is filled up to a multiple of this many bytes. */
const step = 1024;
const info = Buffer.from(sealedDocument.payloadType);

const contextOf = ({ device, manifest, job }: SealedFor): HybridContext => ({
  info,
  additional: Buffer.from(canonicalText({ format: 1, device, manifest, job }) ?? ''),
});

/**
 * Seals for one device, one release and one job: the bytes of a blob, whose digest the hub signs.
 *
 * @throws `release.credentials-invalid`, `release.key-invalid`, `release.document-invalid`, `release.too-large`
 */
export async function sealFor(
  { device, manifest, job }: SealedFor,
  to: PublicKey,
  { committed, environment }: SealedContent,
  random: Random,
): Promise<Uint8Array> {
  const text = canonicalText({
    ...(committed && {
      credentials: committed.credentials,
      nonce: Buffer.from(committed.nonce).toString('base64'),
    }),
    environment,
  });
  if (text === undefined) throw releaseErrors.credentialsInvalid();
  const bytes = Buffer.from(text);
  const padded = Buffer.concat([bytes, Buffer.alloc(step - (bytes.length % step), ' ')]);
  const box = await sealHybrid(padded, to, contextOf({ device, manifest, job }), random);
  const [enc, sealed] = [box.enc, box.text].map((each) => Buffer.from(each).toString('base64'));
  return sealedDocument.encode({ format: 1, device, manifest, job, enc: enc ?? '', box: sealed ?? '' });
}

/**
 * Opens what was sealed for this device.
 *
 * @param expected who the device is, what it was told to run and in which job
 * @param commitment of the manifest; what was sealed has to be those credentials, or none where there is no commitment
 * @throws `release.another-device`, `release.seal-another-release`, `release.seal-another-job`: the box says so itself
 * @throws `release.seal-broken`: it was altered, or sealed for another key
 * @throws `release.seal-commitment`: other credentials than those of the release
 * @throws as the reading of a document, for what is no box
 */
export async function openSealed(
  bytes: Uint8Array,
  key: SealingKey,
  expected: SealedFor,
  commitment: string | undefined,
): Promise<SealedContent> {
  const { device, manifest, job, enc, box } = sealedDocument.decode(bytes);
  if (device !== expected.device) throw releaseErrors.anotherDevice({ named: device, own: expected.device });
  if (manifest !== expected.manifest) throw releaseErrors.sealAnotherRelease();
  if (job !== expected.job) throw releaseErrors.sealAnotherJob();
  const [half, text] = [enc, box].map((each) => readBase64(each, 'base64'));
  if (!half || !text) throw releaseErrors.sealBroken();
  const content = readContent(await openHybrid({ enc: half, text }, key, contextOf(expected)));
  const fits = content.committed
    ? commitment !== undefined && fitsCommitment(content.committed, commitment)
    : commitment === undefined;
  if (!fits) throw releaseErrors.sealCommitment();
  return content;
}

/** No message says what was found: it is secret. */
function readContent(bytes: Uint8Array): SealedContent {
  const text = Buffer.from(bytes).toString('utf8').trimEnd();
  const json = readJson(text);
  const { credentials, nonce, environment, ...others } = (json?.value ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const isWhole = json?.isCanonical === true && Object.keys(others).length === 0;
  if (!isWhole || !isTexts(environment)) throw releaseErrors.sealContent();
  if (credentials === undefined && nonce === undefined) return { committed: undefined, environment };
  const random = typeof nonce === 'string' ? readBase64(nonce, 'base64') : undefined;
  if (!isCredentials(credentials) || random?.length !== nonceBytes) throw releaseErrors.sealContent();
  return { committed: { credentials, nonce: random }, environment };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((each) => typeof each === 'string');

const isCredentials = (value: unknown): value is Credentials =>
  isRecord(value) && Object.values(value).every(isRecord);
