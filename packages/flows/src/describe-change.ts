import type { ChangeState, NodeCounts } from './change.ts';
import type { PartKind } from './document.ts';

/** What is said about a part needs no more than this: a `PartChange`, or what was kept of one. */
export interface PartOverview extends NodeCounts {
  readonly kind: PartKind;
  readonly label: string;
  readonly formerLabel?: string | undefined;
  readonly state: ChangeState;
  readonly properties: boolean;
}

/** What happened to one part, in words. Both are plain text. */
export interface ChangeLine {
  /** The part, by the user's own name where it has one: `Oven 3`. */
  readonly name: string;
  /** `2 changed, 1 added`. Empty only when there is nothing to say. */
  readonly details: string;
}

/**
 * Looks up a text of a catalogue. Only numbers go into texts, never what users wrote: some catalogues escape what
 * they put in, and some do not.
 */
export type Translate = (key: string, values?: Readonly<Record<string, number>>) => string;

/** Every key that {@link describeChange} may look up; a plugin's locales carry them. */
export const changeTextKeys = [
  'change.name.tab',
  'change.name.subflow',
  'change.name.configuration',
  'change.name.global',
  'change.part.added',
  'change.part.removed',
  'change.part.moved',
  'change.part.renamed',
  'change.part.properties',
  'change.nodes.added',
  'change.nodes.changed',
  'change.nodes.removed',
  'change.nodes.moved',
] as const;

const counted = ['changed', 'added', 'removed', 'moved'] as const;

/** A change in words: one line per part, in the order of the change. */
export function describeChange(parts: readonly PartOverview[], translate: Translate): ChangeLine[] {
  return parts.map((part) => ({
    name: part.label || translate(`change.name.${part.kind}`),
    details: detailsOf(part, translate).join(', '),
  }));
}

function detailsOf(part: PartOverview, translate: Translate): string[] {
  if (part.state === 'removed') return [translate('change.part.removed')];
  const details: string[] = [];
  if (part.state === 'added') details.push(translate('change.part.added'));
  if (part.formerLabel !== undefined) details.push(translate('change.part.renamed'));
  else if (part.properties && part.state !== 'added') details.push(translate('change.part.properties'));
  for (const state of counted) {
    const number = part[state];
    if (number > 0) details.push(translate(`change.nodes.${state}`, { number }));
  }
  return details.length > 0 ? details : [translate('change.part.moved')];
}
