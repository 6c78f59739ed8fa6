import type { RuntimeFunction } from '../red.ts';

export interface Wrapped {
  /** Whether calls still reach the wrapper first, as far as can be seen. */
  readonly inPlace: () => boolean;
  readonly undo: () => void;
}

/**
 * Replaces a function of Node-RED's runtime API. Node-RED looks it up at each call, so that is all it takes.
 *
 * Undoing puts the very function back. If somebody else has wrapped it meanwhile, that cannot be done without
 * cutting them off: then the wrapper stays and hands every call on.
 */
export function wrap(
  target: Record<string, RuntimeFunction>,
  name: string,
  wrapper: (original: RuntimeFunction) => RuntimeFunction,
): Wrapped {
  const original = target[name] as RuntimeFunction;
  const call: RuntimeFunction = (options) => original.call(target, options);
  let inner: RuntimeFunction | undefined = wrapper(call);
  const outer: RuntimeFunction = (options) => (inner ?? call)(options);
  target[name] = outer;
  return {
    inPlace: () => target[name] === outer,
    undo() {
      inner = undefined;
      if (target[name] === outer) target[name] = original;
    },
  };
}
