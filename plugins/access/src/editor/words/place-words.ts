import type { Reference, Selection } from '@millwright/access';
import type { AboutWhat } from '../../common/decisions.ts';
import type { AccessTexts } from '../texts.ts';

export const namedKinds = ['tab', 'subflow', 'group', 'node', 'dashboardPage', 'dashboardGroup'] as const;
export type NamedKind = (typeof namedKinds)[number];
/** What a tab, subflow, group or node is called; undefined where there is none of that id. */
export type NameOf = (kind: NamedKind, id: string) => string | undefined;

/** `tab “Oven 3”, nodes of type “exec”`: all that has to fit. */
export function selectionText(selection: Selection, texts: AccessTexts, nameOf: NameOf): string {
  const parts = namedKinds.flatMap((kind) => {
    const reference = selection[kind];
    return reference === undefined ? [] : [referenceText(kind, reference, texts, nameOf)];
  });
  if (selection.type !== undefined) parts.push(texts('place.type', { pattern: selection.type }));
  if (selection.module !== undefined) parts.push(texts('place.module', { pattern: selection.module }));
  return parts.join(texts('place.and'));
}

function referenceText(kind: NamedKind, reference: Reference, texts: AccessTexts, nameOf: NameOf): string {
  if ('name' in reference) return texts(`place.${kind}Named`, { pattern: reference.name });
  return texts(`place.${kind}`, { name: nameOf(kind, reference.id) || reference.id });
}

/** Any of them may fit; without any: everything. */
export function selectionsText(
  on: readonly Selection[] | undefined,
  texts: AccessTexts,
  nameOf: NameOf,
): string {
  if (on === undefined) return texts('place.everywhere');
  return on.map((selection) => selectionText(selection, texts, nameOf)).join(texts('place.or'));
}

/** `tab “Oven 3”`: what a decision was about. */
export function aboutText({ kind, id, label, type }: AboutWhat, texts: AccessTexts): string {
  const name = label || id || '';
  if (kind === 'instance' || name === '') return texts(kind === 'flows' ? 'about.flows' : 'about.instance');
  if (kind === 'node' && type !== undefined) return texts('about.nodeOfType', { name, type });
  return texts(`about.${kind}`, { name });
}
