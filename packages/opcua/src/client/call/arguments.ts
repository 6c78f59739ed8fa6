import { methodErrors } from './errors.ts';
import type { ArgumentDescription } from './method-description.ts';

/** A value for an argument. */
export interface GivenArgument {
  readonly argument: ArgumentDescription;
  readonly value: unknown;
}

/**
 * What was given, in the order of the call: an array by position, an object by name, nothing where nothing is needed, and any other value
 * as the only argument.
 * @throws `opcua.arguments-missing`, `.too-many-arguments`, `.argument-unknown`
 */
export function orderArguments(
  inputs: readonly ArgumentDescription[],
  given: unknown,
): readonly GivenArgument[] {
  if (isNothing(given)) return byPosition(inputs, []);
  if (Array.isArray(given)) return byPosition(inputs, given);
  return isNamed(given) ? byName(inputs, given) : byPosition(inputs, [given]);
}

function byPosition(inputs: readonly ArgumentDescription[], values: readonly unknown[]) {
  if (values.length > inputs.length)
    throw methodErrors.tooManyArguments({ given: values.length, taken: inputs.map(({ name }) => name) });
  const missing = inputs.slice(values.length).map(({ name }) => name);
  if (missing.length > 0) throw methodErrors.argumentsMissing({ missing });
  return inputs.map((argument, index) => ({ argument, value: values[index] }));
}

function byName(inputs: readonly ArgumentDescription[], values: Readonly<Record<string, unknown>>) {
  const taken = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(values).filter((name) => !taken.has(name));
  const missing = [...taken].filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) throw methodErrors.argumentsMissing({ missing });
  if (unknown.length > 0) throw methodErrors.tooManyArguments({ unknown, taken: [...taken] });
  return inputs.map((argument) => ({ argument, value: values[argument.name] }));
}

const isNothing = (given: unknown): boolean => given === undefined || given === null || given === '';

/** Dates and bytes are values. */
const isNamed = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !(given instanceof Date) && !ArrayBuffer.isView(given);

/** Names for arguments, each once: a server may have left some without one. */
export function namedOnce(
  arguments_: readonly ArgumentDescription[],
  fallback: string,
): readonly ArgumentDescription[] {
  const taken = new Set<string>();
  return arguments_.map((argument, index) => {
    const { name } = argument;
    const own = name !== '' && !taken.has(name) ? name : `${fallback}${index + 1}`;
    taken.add(own);
    return own === name ? argument : { ...argument, name: own };
  });
}
