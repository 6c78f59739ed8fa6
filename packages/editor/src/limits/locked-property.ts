/**
 * A tab or subflow of the editor. Its functions read `locked` before they let anybody change what is on it, and a tab
 * with `locked` set is deployed so.
 */
export interface Place {
  locked?: boolean | undefined;
}

interface Held {
  /** What Node-RED itself has set: this is deployed. */
  own: boolean;
  /** `own` as it was before the editor unlocked the place to write to it. */
  lent: { readonly own: boolean } | undefined;
  isLimited: () => boolean;
}

const held = new WeakMap<Place, Held>();
let ownOnly = 0;

/**
 * Makes a place say that it is locked whenever `isLimited` says so, or Node-RED has locked it itself. What Node-RED sets
 * is kept apart.
 *
 * The editor unlocks a place for a moment where it must write to it, as after a deploy, and locks it again at once;
 * and it unlocks all of them before it throws them away. Hence `false` counts until `true` is set, or the task ends.
 */
export function limitPlace(place: Place, isLimited: () => boolean): void {
  const present = held.get(place);
  if (present) {
    present.isLimited = isLimited;
    return;
  }
  const state: Held = { own: place.locked ?? false, lent: undefined, isLimited };
  held.set(place, state);
  Object.defineProperty(place, 'locked', {
    configurable: true,
    enumerable: true,
    get() {
      if (ownOnly > 0 || state.lent) return state.own;
      return state.own || state.isLimited();
    },
    set(value: boolean) {
      if (ownOnly > 0) state.own = value;
      else if (value && state.lent) {
        state.own = state.lent.own;
        state.lent = undefined;
      } else if (value || !state.isLimited()) state.own = value;
      else lend(state);
    },
  });
}

function lend(state: Held): void {
  if (state.lent) return;
  const lent = { own: state.own };
  state.own = false;
  state.lent = lent;
  setTimeout(() => {
    if (state.lent !== lent) return;
    state.own = lent.own;
    state.lent = undefined;
  });
}

/** Makes `locked` of a place an ordinary property again, as Node-RED has set it. */
export function releasePlace(place: Place): void {
  const state = held.get(place);
  if (!state) return;
  held.delete(place);
  const value = state.lent ? state.lent.own : state.own;
  Object.defineProperty(place, 'locked', { configurable: true, enumerable: true, writable: true, value });
}

/** Whether a place is locked by a limit, and not by Node-RED too. */
export function isLimitedOnly(place: Place | null | undefined): boolean {
  const state = place && held.get(place);
  return Boolean(state && !state.own && state.isLimited());
}

/** Runs something that sees only what Node-RED itself has locked. */
export function withOwnLocks<Value>(run: () => Value): Value {
  ownOnly += 1;
  try {
    return run();
  } finally {
    ownOnly -= 1;
  }
}
