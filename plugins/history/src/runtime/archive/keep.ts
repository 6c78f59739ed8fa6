import { changeBetween, emptyDocument, type FlowDocument, type FlowPart } from '@millwright/flows';
import { sql } from 'kysely';
import type { ChangeSummary } from '../../common/version.ts';
import { differingOwners, type Owner } from '../compare/credential-differences.ts';
import { moduleChanges, sameModules } from '../module-changes.ts';
import { partsOfOwners, shortened, summarize, summarizeOwners } from '../summary.ts';
import { dropCandidates } from './candidates.ts';
import type { KeepRequest, Kept, Stale, VersionRecord } from './messages.ts';
import type { OpenArchive } from './open-archive.ts';
import { type PutDocument, putDocument } from './put-document.ts';
import { digestFormat, revContext, storedVersion, type VersionRow } from './rows.ts';
import { changedParts, type Made, madeText, saidText } from './search.ts';
import { digestOf, documentOf, newestVersion } from './stored.ts';

/**
 * Makes what runs a version, unless it is the newest one already. It takes its story from the candidate of the same
 * operation, or, at a start, from one that a crash left behind.
 */
export function keep(archive: OpenArchive, request: KeepRequest): Promise<Kept | Stale> {
  return archive.database.write(async () => {
    const { contents, database, keys, epoch, notices } = archive;
    const { active } = keys;
    const done = { except: request.underWay ?? [] };
    const put = await putDocument(archive, request.document);
    if (!put) return { stale: true, epoch, notices };
    const parts = JSON.stringify(put.contents);
    const credentials = await contents.put(active, 'credentials', request.credentials);

    const newest = await newestVersion(archive);
    const sameFlows = newest?.key === active.id && newest.parts === parts && newest.runs === put.runs;
    const latest = newest && storedVersion(newest, active);
    const former =
      newest && (await formerTexts(archive, newest, { id: credentials.id, text: request.credentials }));
    const modulesDiffer = former?.modules !== undefined && !sameModules(former.modules, request.modules);
    if (
      newest &&
      latest &&
      !latest.damaged &&
      sameFlows &&
      newest.credentials === credentials.id &&
      !modulesDiffer
    ) {
      await dropCandidates(archive, done);
      return {
        epoch,
        notices,
        version: latest,
        made: false,
        contents: put.contents,
        credentialsGone: false,
      };
    }

    const candidate = await database.query
      .selectFrom('candidate')
      .selectAll()
      .where('parts', '=', parts)
      .where('runs', '=', put.runs)
      .where('key', '=', active.id)
      .$if(request.operation !== undefined, (query) => query.where('operation', '=', request.operation ?? ''))
      .orderBy('time', 'desc')
      .executeTakeFirst();
    const record = candidate ? (JSON.parse(candidate.record) as VersionRecord) : request.record;
    const modules = await contents.put(active, 'modules', request.modules);
    const settings = await contents.put(active, 'settings', request.settings);
    const change = record.change ?? (sameFlows ? noChange : await changeSince(archive, newest, put));
    const moduleChange =
      former?.modules === undefined
        ? []
        : moduleChanges(former.modules, request.modules).slice(0, mostModules);
    const owners = newest ? await ownersSince(archive, newest, put, former?.credentials, request) : [];
    const number = await nextNumber(archive);
    const row: VersionRow = {
      number,
      parent: newest?.number ?? null,
      time: candidate?.time ?? request.time,
      actor: JSON.stringify(record.actor),
      operation: record.operation,
      deploy_type: record.deployType ?? null,
      change: JSON.stringify(shortened(change)),
      credentials_changed: Number(
        former?.credentials !== undefined && former.credentials !== request.credentials,
      ),
      modules_changed: Number(moduleChange.length > 0),
      restored_from: record.restoredFrom ?? null,
      safety_for: record.safetyFor ?? null,
      as_found: Number(newest === undefined),
      bytes: put.bytes + credentials.bytes + modules.bytes + settings.bytes + parts.length + rowBytes,
      key: active.id,
      rev: active.seal(revContext, request.rev),
      parts,
      runs: put.runs,
      credentials: credentials.id,
      modules: modules.id,
      settings: settings.id,
      name: null,
      note: record.note ?? null,
      pinned: 0,
      modules_change: JSON.stringify(moduleChange),
      credentials_change: JSON.stringify(summarizeOwners(owners)),
      format: digestFormat,
      digest: new Uint8Array(0),
    };
    const version = { ...row, digest: await digestOf(archive, row, request.rev) };
    await database.query.insertInto('version').values(version).execute();
    const made = { number, actor: record.actor, change, modules: moduleChange };
    await makeFindable(archive, row, made, partsOfOwners(owners));
    await dropCandidates(archive, done);
    const hadCredentials = former?.credentials !== undefined && former.credentials !== noCredentials;
    return {
      epoch,
      notices,
      version: storedVersion(version, active),
      made: true,
      contents: put.contents,
      credentialsGone: sameFlows && hadCredentials && request.credentials === noCredentials,
    };
  });
}

/** A list stays small even if all modules of a big installation changed. */
const mostModules = 100;

/** What a row takes beside its contents, about. */
const rowBytes = 600;
const noCredentials = '{}';
const noChange: ChangeSummary = { parts: [], reordered: false };

async function makeFindable(
  { database: { query } }: OpenArchive,
  row: Pick<VersionRow, 'name' | 'note'>,
  made: Made,
  more: ReturnType<typeof partsOfOwners>,
): Promise<void> {
  const { number } = made;
  await query
    .insertInto('version_text')
    .values({ version: number, made: madeText(made), said: saidText(row) })
    .execute();
  for (const changed of changedParts(made.change, more)) {
    await query
      .insertInto('changed_part')
      .values({ ...changed, version: number })
      .execute();
  }
}

/** A number that no version ever had, also none that is gone. */
async function nextNumber({ database }: OpenArchive): Promise<number> {
  const { rows } = await sql<{
    last: number;
  }>`select seq as last from sqlite_sequence where name = 'version'`.execute(database.query);
  return (rows[0]?.last ?? 0) + 1;
}

/** What changed without an operation that could say so. Nothing is known against a version that cannot be opened. */
async function changeSince(
  archive: OpenArchive,
  newest: VersionRow | undefined,
  put: PutDocument,
): Promise<ChangeSummary> {
  const before = newest ? await documentOf(archive, newest) : emptyDocument;
  const after = await documentOf(archive, {
    key: archive.keys.active.id,
    parts: JSON.stringify(put.contents),
    runs: put.runs,
  });
  return before && after ? summarize(changeBetween(before, after)) : noChange;
}

/** Whose credentials changed since the newest version; nobody's where that cannot be opened. */
async function ownersSince(
  archive: OpenArchive,
  newest: VersionRow,
  put: PutDocument,
  former: string | undefined,
  { credentials }: KeepRequest,
): Promise<Owner[]> {
  if (former === undefined || former === credentials) return [];
  const known = new Map<number, FlowPart>();
  const before = await documentOf(archive, newest, known);
  const row = { key: archive.keys.active.id, parts: JSON.stringify(put.contents), runs: put.runs };
  const after = await documentOf(archive, row, known);
  if (!before || !after) return [];
  const side = (document: FlowDocument, text: string) => ({
    document,
    credentials: new Map(Object.entries(JSON.parse(text) as object)),
    credentialsTyped: new Set<string>(),
  });
  return differingOwners(side(before, former), side(after, credentials));
}

/** What surrounded a version; undefined what cannot be opened, so that nothing can be said against it. */
async function formerTexts(
  { contents, keys }: OpenArchive,
  { key, modules, credentials }: VersionRow,
  now: { readonly id: number; readonly text: string },
): Promise<{ readonly modules: string | undefined; readonly credentials: string | undefined }> {
  const sealer = keys.find(key);
  if (!sealer) return { modules: undefined, credentials: undefined };
  return {
    modules: await contents.get(sealer, 'modules', modules),
    // Mostly they are the same, and need not be opened.
    credentials: credentials === now.id ? now.text : await contents.get(sealer, 'credentials', credentials),
  };
}
