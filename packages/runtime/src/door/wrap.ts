export interface Wrapped {
  /** Whether calls still reach the wrapper first, as far as can be seen. */
  readonly inPlace: () => boolean;
  readonly undo: () => void;
}

/**
 * Replaces a function of an object of Node-RED's, such as its runtime API. Node-RED looks it up at each call, so that
 * is all it takes.
 *
 * Undoing puts the very function back. If somebody else has wrapped it meanwhile, that cannot be done without
 * cutting them off: then the wrapper stays and hands every call on.
 */
export function wrap<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  wrapper: (original: Target[Name]) => Target[Name],
): Wrapped {
  const original = target[name];
  const call: Call = (...given) => (original as Call).apply(target, given);
  let inner: Call | undefined = wrapper(call as Target[Name]) as Call;
  const outer = ((...given) => (inner ?? call)(...given)) as Call as Target[Name];
  target[name] = outer;
  return {
    inPlace: () => target[name] === outer,
    undo() {
      inner = undefined;
      if (target[name] === outer) target[name] = original;
    },
  };
}

type Call = (...given: unknown[]) => unknown;
