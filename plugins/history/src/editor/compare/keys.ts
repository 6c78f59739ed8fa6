/** The part of a keyboard event that decides. */
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly target: EventTarget | null;
}

/** Which way a key leads: n and F7 to the next change, p and Shift+F7 to the one before; undefined for other keys. */
export function changeByKey({ key, shiftKey, ctrlKey, altKey, metaKey, target }: Key): 1 | -1 | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (key === 'F7') return shiftKey ? -1 : 1;
  // A letter belongs to the field in which it is typed.
  if (shiftKey || isField(target)) return undefined;
  if (key === 'n') return 1;
  return key === 'p' ? -1 : undefined;
}

function isField(target: EventTarget | null): boolean {
  const { tagName, type } = (target ?? {}) as { tagName?: string; type?: string };
  if (tagName === 'INPUT') return type !== 'checkbox' && type !== 'radio';
  return tagName === 'SELECT' || tagName === 'TEXTAREA';
}
