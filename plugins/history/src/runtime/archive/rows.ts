import type { Selectable } from 'kysely';
import type { StoredVersion } from './messages.ts';
import type { Sealer } from './seal.ts';
import type { VersionTable } from './tables.ts';

export type VersionRow = Omit<Selectable<VersionTable>, 'person'>;

/** The columns of which a summary is made. */
export const summaryColumns = [
  'number',
  'parent',
  'digest',
  'name',
  'note',
  'pinned',
  'modules_change',
  'time',
  'actor',
  'operation',
  'deploy_type',
  'change',
  'credentials_changed',
  'modules_changed',
  'restored_from',
  'safety_for',
  'as_found',
  'key',
  'rev',
] as const;
export type SummaryRow = Pick<VersionRow, (typeof summaryColumns)[number]>;

/** What seals the `rev` of a version to it. */
export const revContext = Buffer.from('rev');

/** @param sealer of the version's own key, when that is at hand */
export function storedVersion(row: SummaryRow, sealer: Sealer | undefined): StoredVersion {
  const rev = sealer?.unseal(revContext, row.rev);
  const deployType = row.deploy_type as StoredVersion['deployType'] | null;
  return {
    number: row.number,
    ...(row.parent === null ? {} : { parent: row.parent }),
    digest: Buffer.from(row.digest).toString('hex'),
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.note === null ? {} : { note: row.note }),
    pinned: row.pinned === 1,
    ...(rev === undefined ? {} : { rev }),
    time: row.time,
    actor: JSON.parse(row.actor) as StoredVersion['actor'],
    operation: row.operation,
    ...(deployType ? { deployType } : {}),
    change: JSON.parse(row.change) as StoredVersion['change'],
    credentialsChanged: row.credentials_changed === 1,
    modulesChanged: row.modules_changed === 1,
    modules: JSON.parse(row.modules_change) as StoredVersion['modules'],
    ...(row.restored_from === null ? {} : { restoredFrom: row.restored_from }),
    ...(row.safety_for === null ? {} : { safetyFor: row.safety_for }),
    asFound: row.as_found === 1,
  };
}

/** The digest of a version: of its contents' addresses and its revision, under its key. */
export function versionDigest(
  sealer: Sealer,
  contents: readonly string[],
  { number, rev }: { readonly number: number; readonly rev: string },
): Buffer {
  return sealer.address('version', JSON.stringify([number, rev, ...contents]));
}
