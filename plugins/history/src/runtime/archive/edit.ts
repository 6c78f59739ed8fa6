import { historyErrors } from '../../common/errors.ts';
import type { Edit, Edited } from './messages.ts';
import type { OpenArchive } from './open-archive.ts';
import { storedVersion, summaryColumns } from './rows.ts';
import { saidText } from './search.ts';

/**
 * Changes what people say about a version.
 *
 * @throws `history.version-unknown`
 */
export function editVersion({ database, keys }: OpenArchive, number: number, edit: Edit): Promise<Edited> {
  const { query } = database;
  return database.write(async () => {
    const row = await query
      .selectFrom('version')
      .select(summaryColumns)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!row) throw historyErrors.versionUnknown({ number });
    const said = {
      name: edit.name === undefined ? row.name : edit.name,
      note: edit.note === undefined ? row.note : edit.note,
      pinned: edit.pinned === undefined ? row.pinned : Number(edit.pinned),
    };
    const changed = said.name !== row.name || said.note !== row.note || said.pinned !== row.pinned;
    if (changed) {
      await query.updateTable('version').set(said).where('number', '=', number).execute();
      await query
        .updateTable('version_text')
        .set({ said: saidText(said) })
        .where('version', '=', number)
        .execute();
    }
    return { version: storedVersion({ ...row, ...said }, keys.find(row.key)), changed };
  });
}
