import { notify } from '../notify.ts';

/** Something in the editor that is not offered, and says why. */
export interface Limit<Value> {
  /** What is limited from now on; before the first call nothing is. */
  set(value: Value): void;
  /** Leaves the editor as it was without it. */
  remove(): void;
}

/** Tells why something was not done that somebody tried. */
export function tellLimit(reason: string): void {
  notify({ id: 'millwright-limit', kind: 'warning', text: reason });
}

/** Runs all of them. */
export function undoAll(undos: readonly (() => void)[]): void {
  for (const undo of undos) undo();
}
