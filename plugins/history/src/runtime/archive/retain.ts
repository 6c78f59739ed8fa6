import { type ClockState, longestStep, lookAtClock } from '@millwright/store';
import { sql } from 'kysely';
import { historyErrors } from '../../common/errors.ts';
import type { RetentionPreview } from '../../common/settings.ts';
import { noticeOf } from '../notice.ts';
import { type KeptContents, localDay, planRetention } from '../retention/plan.ts';
import type { RetentionRequest, RetentionWork } from './messages.ts';
import type { OpenArchive, ReadableArchive } from './open-archive.ts';
import { partsOf } from './rows.ts';

/** How many versions a preview lists. */
const mostListed = 100;

/** Works out what goes by the rules. Nothing is deleted. */
export function planOf(
  archive: ReadableArchive,
  { rules, running, now }: RetentionRequest,
): Promise<RetentionWork> {
  return archive.database.read(async () => {
    const { kept, differences, unknown } = await keptContents(archive, running);
    const { doubt } = lookAtClock(await clockState(archive), now);
    const plan = (believed: boolean) => planRetention(kept, rules, { now, believed, dayOf: localDay });
    const { goes, contents, frees, tooLarge } = plan(doubt === undefined);
    const { versions } = kept;
    const moment = ({ number, time }: { readonly number: number; readonly time: number }) => ({
      number,
      time,
    });
    const [oldest] = goes;
    const newest = goes.at(-1);
    const preview: RetentionPreview = {
      versions: goes.length,
      bytes: frees,
      remaining: versions.length - goes.length,
      ...(oldest ? { oldest: moment(oldest) } : {}),
      ...(newest ? { newest: moment(newest) } : {}),
      list: goes.slice(-mostListed).reverse().map(moment),
      tooLarge,
    };
    const waits = doubt !== undefined && plan(true).goes.length > goes.length;
    return {
      preview,
      numbers: goes.map(({ number }) => number),
      // Of one whose list is damaged nobody knows what it needs.
      contents: unknown
        ? []
        : [...contents].sort((a, b) => Number(differences.has(b)) - Number(differences.has(a))),
      newest: versions.at(-1)?.number ?? 0,
      ...(waits && doubt ? { waits: noticeOf(clockDoubted(doubt)) } : {}),
    };
  });
}

const clockDoubted = ({ before, after }: NonNullable<ClockState['doubt']>) => {
  const [from, to, until] = [before, after, after + longestStep].map((time) => new Date(time).toISOString());
  return historyErrors.clockDoubted({ from: from ?? '', to: to ?? '', until: until ?? '' });
};

/** Looks at the clock, and remembers what it said. */
export function seeClock(archive: OpenArchive, now: number): Promise<void> {
  const { database } = archive;
  return database.write(async () => {
    const state = lookAtClock(await clockState(archive), now);
    await database.query
      .replaceInto('clock')
      .values({ id: 1, state: JSON.stringify(state) })
      .execute();
  });
}

/** Where nobody has looked yet, the newest version says what the time was. */
async function clockState({ database: { query } }: ReadableArchive): Promise<ClockState | undefined> {
  const row = await query.selectFrom('clock').select('state').executeTakeFirst();
  if (row) return JSON.parse(row.state) as ClockState;
  const newest = await query
    .selectFrom('version')
    .select('time')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest && { seen: newest.time };
}

/** What lies around a content in the file: its address, the index of that, half a page where it has some of its own. */
const aroundContent = 110;
const halfPage = 2048;

async function keptContents(
  { database }: ReadableArchive,
  running: number | undefined,
): Promise<{ kept: KeptContents; differences: ReadonlySet<number>; unknown: boolean }> {
  const contents = await database.query
    .selectFrom('content')
    .select(['id', 'base', sql<number>`length(data)`.as('bytes')])
    .execute();
  const bases = new Map(contents.flatMap(({ id, base }) => (base === null ? [] : [[id, base] as const])));
  const sizes = new Map(
    contents.map(({ id, bytes }) => [id, bytes + aroundContent + (bytes > 2 * halfPage ? halfPage : 0)]),
  );
  const rows = await database.query
    .selectFrom('version')
    .select(['number', 'time', 'name', 'pinned', 'parts', 'runs', 'credentials', 'modules', 'settings'])
    .orderBy('number')
    .execute();
  const newest = rows.at(-1)?.number;
  const versions = rows.map((row) => {
    const { number, time, name, pinned } = row;
    const ids = new Set([...(partsOf(row) ?? []), row.runs, row.credentials, row.modules, row.settings]);
    for (const id of ids) {
      const base = bases.get(id);
      if (base !== undefined) ids.add(base);
    }
    return {
      number,
      time,
      stays: name !== null || pinned === 1 || number === newest || number === running,
      contents: [...ids],
    };
  });
  return {
    kept: { versions, sizes, used: database.space().used },
    differences: new Set(bases.keys()),
    unknown: rows.some((row) => !partsOf(row)),
  };
}

const listed = (ids: readonly number[]) => sql<number>`(select value from json_each(${JSON.stringify(ids)}))`;

/**
 * Deletes versions, unless somebody has named or pinned them since it was planned. Few at a time: a deploy waits for those
 * that are being deleted.
 *
 * @returns how many went
 */
export function forgetVersions(
  { database }: OpenArchive,
  numbers: readonly number[],
  running: number | undefined,
): Promise<number> {
  const { query } = database;
  return database.write(async () => {
    const newest = query.selectFrom('version').select(({ fn }) => fn.max('number').as('newest'));
    const gone = await query
      .deleteFrom('version')
      .where('number', 'in', listed(numbers))
      .where('name', 'is', null)
      .where('pinned', '=', 0)
      .where('number', '!=', running ?? 0)
      .where('number', '<', newest)
      .returning('number')
      .execute();
    const parents = gone.map(({ number }) => number);
    await query.updateTable('version').set({ parent: null }).where('parent', 'in', listed(parents)).execute();
    return gone.length;
  });
}

/**
 * Deletes contents that no version needed when it was planned, unless one that came since then does.
 *
 * @param newest the newest version when it was planned
 * @returns how many went
 */
export function forgetContents(
  { database }: OpenArchive,
  contents: readonly number[],
  newest: number,
): Promise<number> {
  const needed = sql<number>`(
    select value from version, json_each(version.parts) where number > ${newest}
    union all select runs from version where number > ${newest}
    union all select credentials from version where number > ${newest}
    union all select modules from version where number > ${newest}
    union all select settings from version where number > ${newest}
    union all select value from candidate, json_each(candidate.parts)
    union all select runs from candidate)`;
  return database.write(async () => {
    const gone = await database.query
      .deleteFrom('content')
      .where('id', 'in', listed(contents))
      .where('id', 'not in', needed)
      .where(sql<boolean>`not exists (select 1 from content other where other.base = content.id)`)
      .returning('id')
      .execute();
    return gone.length;
  });
}
