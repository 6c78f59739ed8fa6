import { differenceBetween, type FlowDocument, narrowTo } from '@millwright/flows';
import type { Comparison } from '../../common/comparison.ts';
import type { ReadableArchive } from '../archive/open-archive.ts';
import { moduleChanges } from '../module-changes.ts';
import { credentialDifferences } from './credential-differences.ts';
import type { SentSide } from './messages.ts';
import { type OpenSide, openSides } from './open-sides.ts';
import { settingDifferences } from './setting-differences.ts';

/**
 * The difference between two sides. Of credentials it says only whose differ.
 *
 * @throws `history.version-unknown`, `history.version-locked`, `history.version-damaged`
 */
export function compareSides(
  archive: ReadableArchive,
  sent: readonly [SentSide, SentSide],
): Promise<Comparison> {
  return archive.database.read(async () => {
    const sides = await openSides(archive, sent);
    const [before, after] = [narrowed(...sides), narrowed(sides[1], sides[0])];
    const named: readonly FlowDocument[] = sides.map(({ document }) => document);
    const { parts, reordered, names } = differenceBetween(before.document, after.document, named);
    const unknown = (['modules', 'settings', 'credentials'] as const).filter((about) =>
      sides.some((side) => side[about] === undefined),
    );
    const both = (about: 'modules' | 'settings'): readonly [string, string] | undefined =>
      before[about] === undefined || after[about] === undefined ? undefined : [before[about], after[about]];
    const modules = both('modules');
    const settings = both('settings');
    return {
      before: before.description,
      after: after.description,
      parts: parts as Comparison['parts'],
      // The order in which the parts of some flows stand among all is not known.
      reordered: reordered && !sides.some(({ only }) => only),
      modules: modules ? moduleChanges(...modules) : [],
      settings: settings ? settingDifferences(...settings) : [],
      credentials: credentialDifferences(before, after),
      unknown,
      names: names as Comparison['names'],
    };
  });
}

/** A side without what the other one says nothing about, if it is not to be compared. */
const narrowed = (side: OpenSide, { only, document }: OpenSide): OpenSide =>
  only ? { ...side, document: narrowTo(side.document, document) } : side;
