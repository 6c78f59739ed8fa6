import type { AlarmCommand } from '@millwright/analytics';

/** What somebody does in a list by a key. */
export type KeyAct =
  | { readonly act: 'move'; readonly row: number; readonly extend: boolean }
  | { readonly act: 'select' | 'open' | 'all' | 'none' | 'filter' }
  | { readonly act: 'command'; readonly kinds: readonly AlarmCommand['kind'][] };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Of several, the one that can be done. They count only while the list has the focus. */
export const shortcuts: Readonly<Record<string, readonly AlarmCommand['kind'][]>> = {
  a: ['acknowledge'],
  r: ['reset'],
  s: ['shelve', 'unshelve'],
  o: ['out-of-service', 'return-to-service'],
};

/**
 * @param row the active one, -1 for none
 * @param page how many rows are in sight
 */
export function actOfKey(press: KeyPress, row: number, rows: number, page: number): KeyAct | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? { act: 'all' } : undefined;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: rows - 1,
  };
  const target = moves[key];
  if (target !== undefined) {
    const within = Math.min(rows - 1, Math.max(0, target));
    return rows === 0 ? undefined : { act: 'move', row: within, extend: shiftKey };
  }
  if (key === ' ') return { act: 'select' };
  if (key === 'Enter') return { act: 'open' };
  if (key === 'Escape') return { act: 'none' };
  if (key === '/') return { act: 'filter' };
  const kinds = shortcuts[key.toLowerCase()];
  return kinds && { act: 'command', kinds };
}
