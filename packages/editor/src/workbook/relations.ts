import type { Archive } from './archive.ts';
import { walkXml } from './xml.ts';

/** Where a part of the workbook points to. */
export interface Relation {
  readonly id: string;
  /** The last word of its type, which is all that the two editions of the standard agree on: `worksheet`, `sharedStrings`. */
  readonly type: string;
  /** The name of the part in the archive. */
  readonly part: string;
}

/**
 * The relations of a part, or of the whole archive (''). Programs name their parts as they like: only these say what is what.
 *
 * @see ECMA-376 Part 2 (Open Packaging Conventions), section 6.5
 */
export async function relationsOf(archive: Archive, part: string): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const bytes = await archive.read(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const relations: Relation[] = [];
  if (bytes === undefined) return relations;
  walkXml(bytes, {
    opened({ name, attribute }) {
      const target = attribute('Target');
      if (name !== 'Relationship' || target === undefined || attribute('TargetMode') === 'External') return;
      relations.push({
        id: attribute('Id') ?? '',
        type: attribute('Type')?.split('/').at(-1) ?? '',
        part: resolve(part, target),
      });
    },
  });
  return relations;
}

/** From the folder of the part that points; from the root where it begins with a slash. Some programs write backslashes. */
function resolve(part: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const names = path.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return names.join('/');
}
