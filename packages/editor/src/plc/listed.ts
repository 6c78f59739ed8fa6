import type { Group } from '../list/layout.ts';
import type { SidebarFoot } from '../sidebar/sidebar.ts';
import type { PlcContent, PlcRow, PlcSection } from './section.ts';

/** A section with what it shows now. */
export interface ShownSection {
  readonly section: PlcSection;
  readonly content: PlcContent;
}

/** The rows of all sections that a text is found in, each of its words somewhere; sections without one are left out. */
export function listedRows(
  shown: Iterable<ShownSection>,
  text: string,
  locale: string,
): readonly Group<PlcRow>[] {
  const wanted = text.toLocaleLowerCase(locale).split(/\s+/);
  const isWanted = ({ name, state, text: second, words }: PlcRow): boolean => {
    const all = [name, state, second, ...words].join('\n').toLocaleLowerCase(locale);
    return wanted.every((word) => all.includes(word));
  };
  return [...shown].flatMap(({ section: { id, name }, content }) => {
    if (content.kind !== 'connections') return [];
    const items = content.rows.filter(isWanted);
    return items.length === 0 ? [] : [{ key: id, label: name, items }];
  });
}

const gravity = { good: 0, attention: 1, bad: 2 } as const;

/** The foot of the section that fares worst; it is named where there are several. */
export function gravestFoot(shown: Iterable<ShownSection>): SidebarFoot | undefined {
  const feet = [...shown].flatMap(({ section: { name }, content }) =>
    content.kind === 'connections' && content.foot ? [{ name, foot: content.foot }] : [],
  );
  const worst = feet.reduce<(typeof feet)[number] | undefined>(
    (found, each) => (found && gravity[found.foot.tone] >= gravity[each.foot.tone] ? found : each),
    undefined,
  );
  if (!worst || feet.length === 1) return worst?.foot;
  return { ...worst.foot, text: `${worst.name}: ${worst.foot.text}` };
}

/** What stands in place of the list while no section has a connection: what is on its way, what went wrong, what to do. */
export function contentWithoutRows(shown: Iterable<ShownSection>): PlcContent | undefined {
  const contents = [...shown].map(({ content }) => content);
  const first = (kind: PlcContent['kind']): PlcContent | undefined =>
    contents.find((content) => content.kind === kind);
  return first('failed') ?? first('loading') ?? first('connections');
}

/** What of the list is not as it seems, a sentence for each. */
export function degradedTexts(shown: Iterable<ShownSection>): readonly string[] {
  return [...shown].flatMap(({ content }) => {
    if (content.kind === 'failed') return [content.title];
    return content.kind === 'connections' && content.degraded !== undefined ? [content.degraded] : [];
  });
}
