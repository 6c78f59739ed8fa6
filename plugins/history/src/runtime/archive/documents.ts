import { type FlowPart, type PartKind, partKey, type Run } from '@millwright/flows';
import type { SentPart } from './messages.ts';

type Part = Exclude<SentPart, { readonly content: number }>;

/** The text that is kept of a part: what it is on the first line, then its items, one a line. */
export function partText({ kind, id, label, texts }: Part): string {
  return [JSON.stringify([kind, id, label]), ...texts].join('\n');
}

/** @see partText */
export function readPart(text: string): FlowPart {
  const [head = '', ...texts] = text.split('\n');
  const [kind, id, label] = JSON.parse(head) as [PartKind, string, string];
  return { key: partKey(kind, id), kind, id, label, texts };
}

/** The runs of a document, from the text that is kept of them. */
export const readRuns = (text: string): Run[] => JSON.parse(text) as Run[];
