import { type FlowItem, nameOf } from '@millwright/flows';
import { type Credentials, withoutValues } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId } from '../../../common/fields.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Releases } from '../releases/releases.ts';
import type { FlowsSource } from '../releases/source.ts';
import { committedOf, itemsOf, manifestOf } from '../releases/stored-release.ts';
import type { HubSecrets } from '../secrets.ts';
import type { AdoptionRow } from '../store/adoptions.ts';
import type { FleetStore } from '../store/open-store.ts';

export interface AdoptedOptions {
  readonly store: Pick<FleetStore, 'findAdoption' | 'findDevice'>;
  readonly releases: Pick<Releases, 'find'>;
  readonly blobs: Blobs;
  readonly secrets: HubSecrets;
}

/** The names that are told of nodes at most. */
const mostNames = 50;

/**
 * What was changed on a device, as a release can be made of it: without the values that the hub has put into it for this device,
 * with the credentials of the release that was changed.
 *
 * @throws `fleet.no-adopted`, `fleet.blob-missing`, `fleet.secret-lost`
 */
export async function adoptedSource(
  { device, rev }: { readonly device: string; readonly rev: string },
  options: AdoptedOptions,
): Promise<FlowsSource> {
  const { store, blobs } = options;
  const row = await store.findAdoption(device, rev);
  if (!row) throw fleetErrors.noAdopted({ device });
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobs.read(row.digest)) chunks.push(chunk);
  const adopted = JSON.parse(Buffer.concat(chunks).toString()) as readonly FlowItem[];
  const { name = device } = (await store.findDevice(device)) ?? {};
  const base = releaseOf(row);
  const former = base && (await formerOf(base, options));
  const items = withoutValues(adopted, former?.items ?? [], JSON.parse(row.environment) as string[]);
  return {
    flows: JSON.stringify(items),
    items,
    rev,
    credentials: former?.credentials ?? {},
    adopted: { device, name, ...(former && { base }), names: namesOf(row, items) },
  };
}

const releaseOf = ({ release_name: name, release_version: version }: AdoptionRow): ReleaseId | undefined =>
  name === null || version === null ? undefined : { name, version };

/** @returns undefined for one that was made elsewhere, or has been removed */
async function formerOf(
  id: ReleaseId,
  { releases, blobs, secrets }: AdoptedOptions,
): Promise<{ readonly items: readonly FlowItem[]; readonly credentials: Credentials } | undefined> {
  try {
    const row = await releases.find(id);
    const items = await itemsOf(manifestOf(row), blobs);
    return { items, credentials: committedOf(row, secrets)?.credentials ?? {} };
  } catch (error) {
    if (fleetErrors.noRelease.is(error)) return undefined;
    throw error;
  }
}

/** What people call the nodes whose credentials stay on the device. */
function namesOf({ credentials }: AdoptionRow, items: readonly FlowItem[]): readonly string[] {
  const ids = new Set(JSON.parse(credentials) as string[]);
  return items
    .filter(({ id }) => typeof id === 'string' && ids.has(id))
    .slice(0, mostNames)
    .map((item) => nameOf(item['name']) ?? `${String(item.type)} ${String(item.id)}`);
}
