import { sql } from 'kysely';
import { versionSummary } from '../../common/version.ts';
import type { Filters, ListRequest, StoredVersion } from './messages.ts';
import type { ReadableArchive } from './open-archive.ts';
import { fromText, storedVersion, summaryColumns } from './rows.ts';
import { kindOfPart, numberIn, wordsOf } from './search.ts';

/** A choice stays small, also where flows have had thousands of tabs. */
const mostChoices = 1000;

/** A page of versions, newest first. */
export function listVersions(
  { database, keys }: ReadableArchive,
  { before, limit, text = '', person, part, since, until, named, pinned }: ListRequest,
): Promise<StoredVersion[]> {
  return database.read(async () => {
    let found = database.query.selectFrom('version').select(summaryColumns);
    if (before !== undefined) found = found.where('number', '<', before);
    if (person !== undefined) found = found.where('person', '=', person);
    if (since !== undefined) found = found.where('time', '>=', since);
    if (until !== undefined) found = found.where('time', '<', until);
    if (named) found = found.where('name', 'is not', null);
    if (pinned) found = found.where('pinned', '=', 1);
    if (part !== undefined) {
      found = found.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('changed_part')
            .select('version')
            .where('part', '=', part)
            .whereRef('version', '=', 'version.number'),
        ),
      );
    }
    for (const word of wordsOf(text)) {
      const number = numberIn(word);
      if (number !== undefined) {
        found = found.where('number', '=', number);
        continue;
      }
      found = found.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('version_text')
            .select('version')
            .whereRef('version', '=', 'version.number')
            .where(sql<boolean>`(instr(made, ${word}) > 0 or instr(said, ${word}) > 0)`),
        ),
      );
    }
    const rows = await found.orderBy('number', 'desc').limit(limit).execute();
    return rows.map((row) => storedVersion(row, keys.find(row.key)));
  });
}

/** Who made versions, and which parts they changed, each by its latest name. */
export function listFilters({ database: { query, read } }: ReadableArchive): Promise<Filters> {
  return read(async () => {
    // Of a group, SQLite takes the other columns from the row with the greatest number.
    const people = await query
      .selectFrom('version')
      .select(({ fn }) => ['person', 'actor', fn.max('number').as('newest')])
      .groupBy('person')
      .orderBy('newest', 'desc')
      .limit(mostChoices)
      .execute();
    const parts = await query
      .selectFrom('changed_part')
      .select(({ fn }) => ['part', 'label', fn.max('version').as('newest')])
      .groupBy('part')
      .orderBy('newest', 'desc')
      .limit(mostChoices)
      .execute();
    return {
      people: people.flatMap(({ person, actor }) => {
        const who = fromText(versionSummary.entries.actor, actor);
        return who ? [{ value: person, ...who }] : [];
      }),
      parts: parts.map(({ part, label }) => ({ value: part, kind: kindOfPart(part), label })),
    };
  });
}
