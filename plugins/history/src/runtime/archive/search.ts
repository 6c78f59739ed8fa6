import { type PartKind, partKey } from '@millwright/flows';
import type { ChangeSummary, ModuleChange, PartSummary, VersionSummary } from '../../common/version.ts';

/** What is known of a version since it was made. */
export interface Made {
  readonly number: number;
  readonly actor: VersionSummary['actor'];
  readonly change: ChangeSummary;
  readonly modules: readonly ModuleChange[];
}

/** The same for texts that people take for the same: `ÖFEN` and `Öfen`, `Straße` and `STRASSE`. */
export const fold = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase();

/** The words that all have to be found. */
export const wordsOf = (text: string): readonly string[] => fold(text).split(/\s+/).filter(Boolean);

/** The version that `#9` is, and no other; undefined for other words. */
export function numberIn(word: string): number | undefined {
  const digits = /^#([1-9]\d{0,14})$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a version is found by, whatever people say about it later; one thing a line, so that no word spans two. */
export function madeText({ number, actor, change, modules }: Made): string {
  const labels = change.parts.flatMap(({ label, formerLabel = '' }) => [label, formerLabel]);
  const names = modules.map(({ name }) => name);
  return fold([`#${number}`, actor.name ?? '', ...labels, ...names].filter(Boolean).join('\n'));
}

/** What a version is found by, as people named it and noted on it. */
export const saidText = ({ name, note }: { readonly name: string | null; readonly note: string | null }) =>
  fold([name, note].filter(Boolean).join('\n'));

/**
 * Each part that changed, once, whatever a hostile file calls its tabs.
 *
 * @param more others, on which something else changed
 */
export function changedParts(
  { parts }: ChangeSummary,
  more: readonly Pick<PartSummary, 'kind' | 'id' | 'label'>[] = [],
): readonly { part: string; label: string }[] {
  const labels = new Map([...more, ...parts].map(({ kind, id, label }) => [partKey(kind, id), label]));
  return [...labels].map(([part, label]) => ({ part, label }));
}

/** @see changedParts */
export const kindOfPart = (part: string): PartKind => part.slice(0, part.indexOf(':')) as PartKind;
