import type { PlcRow, PlcTone } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import { milliseconds, phaseTone, stateText, titleOf } from './state.ts';
import type { PlcTexts } from './texts.ts';

export interface ConnectionRowParts {
  /** What is wrong, where something is: it comes first. */
  readonly trouble: string | undefined;
  /** How it is reached, in a word or two: `TCP`, `encrypted`. */
  readonly by: string;
  /** What else a search finds the row by. */
  readonly words: readonly string[];
  /** Default: that of its phase. */
  readonly tone?: PlcTone;
  readonly open: (id: string) => void;
}

/** A connection in the list: what is wrong comes first, else where it is, how it is reached and how quick it is. */
export function connectionRow(
  status: ConnectionStatus,
  texts: PlcTexts,
  { trouble, by, words, tone = phaseTone(status), open }: ConnectionRowParts,
): PlcRow {
  const { id, name, place, readOnly, counters } = status;
  const facts = [
    trouble ?? [],
    // Without a name, the place stands above.
    name === '' ? [] : place,
    by,
    readOnly ? texts('connections.readOnly') : [],
    counters.latency.p50 === undefined ? [] : milliseconds(counters.latency.p50, texts),
  ];
  return {
    key: id,
    tone,
    name: titleOf(status),
    state: stateText(status, texts),
    text: facts.flat().join(' · '),
    words: [...words],
    open: () => open(id),
  };
}
