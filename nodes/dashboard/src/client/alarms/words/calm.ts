import type { AlarmDesk } from '../desk.ts';
import { type Filter, isFiltering } from '../model/filter.ts';
import type { Words } from '../views/row.ts';

type Known = Pick<AlarmDesk, 'isOld' | 'heard' | 'book'>;

/** What is said where no alarm is active. */
export interface Calm {
  /** Whether it is known that there is none; else nobody may take it for good news. */
  readonly isSure: boolean;
  readonly text: string;
}

/** Why nothing that is known can be relied on; undefined where it can. */
function doubt({ isOld, heard = 0, book }: Known, { texts, times }: Words, now: number): string | undefined {
  if (isOld) return texts('calm.old', { time: times.brief(heard, now) });
  return book.outlook?.readiness.state === 'ready' ? undefined : texts('calm.incomplete');
}

/**
 * Says that no alarm is active, as far as that is known.
 * @param now by the server's clock (ms UTC)
 */
export function calm(desk: Known, words: Words, now: number): Calm {
  const { texts } = words;
  const { watched = 0, unknown = 0 } = desk.book.outlook ?? {};
  const unsure =
    doubt(desk, words, now) ??
    (watched === 0 ? texts('calm.none-watched') : undefined) ??
    (unknown > 0 ? texts.counted('calm.unknown', unknown, { watched }) : undefined);
  return unsure === undefined
    ? { isSure: true, text: texts('empty.active') }
    : { isSure: false, text: unsure };
}

/** What stands in place of a list without rows. */
export function emptyText(
  desk: Known,
  { tab, filter }: { readonly tab: string; readonly filter: Filter },
  words: Words,
  now: number,
): string {
  if (isFiltering(filter)) return words.texts('empty.filtered');
  if (tab === 'shelved') return doubt(desk, words, now) ?? words.texts('empty.shelved');
  return calm(desk, words, now).text;
}
