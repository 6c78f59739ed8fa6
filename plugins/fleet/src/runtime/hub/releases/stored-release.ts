import type { FlowItem } from '@millwright/flows';
import {
  type CommittedCredentials,
  type Credentials,
  contentOf,
  type Manifest,
  manifestDocument,
  type Part,
  readEnvelopeOf,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { HubSecrets } from '../secrets.ts';
import type { ReleaseRow } from '../store/releases.ts';

/** What the hub keeps of credentials, before it is sealed. */
interface KeptCredentials {
  readonly credentials: Credentials;
  /** Base64. */
  readonly nonce: string;
}

/** The manifest of a release that is here. Whoever made it here vouches for it, also while nobody has signed it. */
export const manifestOf = ({ manifest }: Pick<ReleaseRow, 'manifest'>): Manifest =>
  manifestDocument.decode(readEnvelopeOf(manifestDocument, manifest).payload);

/** @throws `fleet.blob-missing`, as `contentOf` */
export async function itemsOf(manifest: Manifest, blobs: Blobs): Promise<readonly FlowItem[]> {
  const part = manifest.parts.find(({ role }) => role === 'flows') as Part;
  const content = await contentOf(blobs.read(part.digest), part);
  return JSON.parse(content.toString()) as readonly FlowItem[];
}

export const credentialsPlace = (name: string, version: number): readonly string[] => [
  'release',
  name,
  String(version),
];

export const keptCredentials = ({ credentials, nonce }: CommittedCredentials): string =>
  JSON.stringify({ credentials, nonce: Buffer.from(nonce).toString('base64') } satisfies KeptCredentials);

/** @throws `fleet.secret-lost` */
export function committedOf(row: ReleaseRow, secrets: HubSecrets): CommittedCredentials | undefined {
  if (row.credentials === null) return undefined;
  const { name, version } = row;
  const text = secrets.open(
    credentialsPlace(name, version),
    row.credentials,
    `the credentials of ${name} ${version}`,
  );
  const { credentials, nonce } = JSON.parse(text) as KeptCredentials;
  return { credentials, nonce: Buffer.from(nonce, 'base64') };
}

/** @throws `fleet.no-release` also for one that was removed: its number is not used again, but it is gone */
export function presentRelease(
  row: ReleaseRow | undefined,
  id: { readonly name: string; readonly version: number },
): ReleaseRow {
  if (!row || row.state === 'removed') throw fleetErrors.noRelease({ name: id.name, version: id.version });
  return row;
}
