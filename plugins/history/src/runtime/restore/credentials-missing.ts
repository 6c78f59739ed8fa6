import { type FoundItem, findItems } from '@millwright/flows';
import { isCodedError } from '@millwright/schema';
import type { RestorePlan } from '../../common/restoring.ts';
import type { ReadableArchive } from '../archive/open-archive.ts';
import { openVersion } from '../archive/read.ts';
import { describeOwner } from '../compare/credential-differences.ts';

/**
 * Nodes that had credentials in the version before, and none in this one although the node is the same: most likely
 * Node-RED had lost them. Nothing is known if the version before is gone or cannot be opened.
 *
 * @throws as `openVersion` does, of the version itself
 */
export function credentialsMissing(
  archive: ReadableArchive,
  number: number,
): Promise<RestorePlan['credentialsMissing']> {
  return archive.database.read(async () => {
    const version = await openVersion(archive, number);
    const { parent } = version.row;
    const before = parent === null ? undefined : await openVersion(archive, parent).catch(whileNotThere);
    if (!before || before.row.credentials === version.row.credentials) return [];
    const had = Object.keys(
      JSON.parse(await before.content('credentials', before.row.credentials)) as object,
    );
    const has = JSON.parse(await version.content('credentials', version.row.credentials)) as object;
    const ids = new Set(had.filter((id) => !Object.hasOwn(has, id)));
    const former = findItems(before.document, ids);
    return [...findItems(version.document, ids)]
      .filter(([id, found]) => isSame(found, former.get(id)))
      .map(([, found]) => describeOwner(found));
  });
}

function isSame({ item }: FoundItem, former: FoundItem | undefined): boolean {
  return former !== undefined && JSON.stringify(item) === JSON.stringify(former.item);
}

function whileNotThere(error: unknown): undefined {
  if (isCodedError(error) && error.code.startsWith('history.version-')) return undefined;
  throw error;
}
