/** One thing that a menu offers. */
export interface MenuItem {
  readonly label: string;
  /** A class of Font Awesome 4. */
  readonly icon: string;
  /** Quiet, but visible; `hint` says why. */
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
  run(): void;
}

/** Moves the focus among the items of an open menu. @returns whether the key was one for moving */
export function menuKey(element: HTMLElement, event: KeyboardEvent): boolean {
  const items = [...element.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return false;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return false;
  items.at(next % items.length)?.focus();
  return true;
}
