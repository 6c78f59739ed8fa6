import type { Sealer } from '@millwright/store';
import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { versionSummary } from '../../common/version.ts';
import type { StoredVersion } from './messages.ts';
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
  'credentials_change',
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

/** The contents of a version's parts; undefined where somebody put something else there. */
export function partsOf({ parts }: Pick<VersionRow, 'parts'>): readonly number[] | undefined {
  try {
    const ids: unknown = JSON.parse(parts);
    return Array.isArray(ids) && ids.every(Number.isInteger) ? ids : undefined;
  } catch {
    return undefined;
  }
}

/** @returns undefined where somebody, or a bad disk, put something else there */
export function fromText<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema> | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** @param sealer of the version's own key, when that is at hand */
export function storedVersion(row: SummaryRow, sealer: Sealer | undefined): StoredVersion {
  const rev = sealer?.unseal(revContext, row.rev);
  const { entries } = versionSummary;
  const actor = fromText(entries.actor, row.actor);
  const change = fromText(entries.change, row.change);
  const modules = fromText(entries.modules, row.modules_change);
  const credentials = fromText(entries.credentials, row.credentials_change);
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
    actor: actor ?? { kind: 'system' },
    operation: row.operation,
    ...(deployType ? { deployType } : {}),
    change: change ?? { parts: [], reordered: false },
    credentialsChanged: row.credentials_changed === 1,
    ...(credentials && credentials.length > 0 ? { credentials } : {}),
    modulesChanged: row.modules_changed === 1,
    modules: modules ?? [],
    ...(row.restored_from === null ? {} : { restoredFrom: row.restored_from }),
    ...(row.safety_for === null ? {} : { safetyFor: row.safety_for }),
    asFound: row.as_found === 1,
    ...(actor && change && modules && credentials ? {} : { damaged: true as const }),
  };
}

/** The format of digests that new versions get. */
export const digestFormat = 3;

/**
 * The digest of a version under its key: of its contents' addresses, its revision, and, from format 2 on, of whatever
 * is said of it that never changes; from format 3 on also of whose credentials changed. Its name, note and pin may change, and retention may take its parent away.
 *
 * @param contents addresses of its parts, in their order, and of its other contents
 */
export function versionDigest(
  sealer: Sealer,
  contents: readonly string[],
  row: VersionRow,
  rev: string,
): Buffer {
  const { format, number } = row;
  const told = [
    row.time,
    row.actor,
    row.operation,
    row.deploy_type,
    row.change,
    row.credentials_changed,
    row.modules_changed,
    row.modules_change,
    row.restored_from,
    row.safety_for,
    row.as_found,
    ...(format < 3 ? [] : [row.credentials_change]),
  ];
  const all = format === 1 ? [number, rev, ...contents] : [format, number, rev, told, contents];
  return sealer.address('version', JSON.stringify(all));
}
