type Method = (...parameters: never[]) => unknown;

/**
 * Puts a function of ours around one of the editor's, until the result is called. Whoever has wrapped it after us keeps
 * their function: ours then only passes on.
 */
export function wrap<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  around: (original: Target[Name] & Method) => Method,
): () => void {
  const original = target[name] as Target[Name] & Method;
  const outer = around(original);
  let active = true;
  const wrapped = function (this: unknown, ...parameters: never[]): unknown {
    return Reflect.apply(active ? outer : original, this, parameters);
  };
  Object.assign(target, { [name]: wrapped });
  return () => {
    active = false;
    if (Object.is(target[name], wrapped)) Object.assign(target, { [name]: original });
  };
}
