import { refusalOf } from '../refusal-of.ts';
import type { ArgumentDescription } from './method-description.ts';

/** A value for an argument. */
export interface GivenArgument<Described extends ArgumentDescription = ArgumentDescription> {
  readonly argument: Described;
  readonly value: unknown;
}

/**
 * What was given, in the order of the call: an array by position, an object by name, nothing where nothing is needed, and any other value
 * as the only argument.
 * @throws `opcua.bad-arguments-missing`, `.bad-too-many-arguments`
 */
export function orderArguments<Described extends ArgumentDescription>(
  inputs: readonly Described[],
  given: unknown,
): readonly GivenArgument<Described>[] {
  if (isNothing(given)) return byPosition(inputs, []);
  if (Array.isArray(given)) return byPosition(inputs, given);
  return isNamed(given) ? byName(inputs, given) : byPosition(inputs, [given]);
}

function byPosition<Described extends ArgumentDescription>(
  inputs: readonly Described[],
  values: readonly unknown[],
): readonly GivenArgument<Described>[] {
  if (values.length > inputs.length) throw tooMany(`${values.length} arguments were given`, inputs);
  const missing = inputs.slice(values.length).map(({ name }) => name);
  if (missing.length > 0) throw tooFew(missing);
  return inputs.map((argument, index) => ({ argument, value: values[index] }));
}

function byName<Described extends ArgumentDescription>(
  inputs: readonly Described[],
  values: Readonly<Record<string, unknown>>,
): readonly GivenArgument<Described>[] {
  const taken = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(values).filter((name) => !taken.has(name));
  const missing = [...taken].filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) throw tooFew(missing);
  if (unknown.length > 0) throw tooMany(`there is no argument ${listed(unknown)}`, inputs);
  return inputs.map((argument) => ({ argument, value: values[argument.name] }));
}

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const tooFew = (missing: readonly string[]): Error =>
  refusalOf('BadArgumentsMissing', `the method also needs ${listed(missing)}. Nothing was called`);

function tooMany(what: string, inputs: readonly ArgumentDescription[]): Error {
  const taken = inputs.length === 0 ? 'none' : listed(inputs.map(({ name }) => name));
  return refusalOf('BadTooManyArguments', `${what}, and the method takes ${taken}. Nothing was called`);
}

const isNothing = (given: unknown): boolean => given === undefined || given === null || given === '';

/** Dates and bytes are values. */
const isNamed = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !(given instanceof Date) && !ArrayBuffer.isView(given);

/** Names for arguments, each once: a server may have left some without one. */
export function namedOnce<Described extends ArgumentDescription>(
  arguments_: readonly Described[],
  fallback: string,
): readonly Described[] {
  const taken = new Set<string>();
  return arguments_.map((argument, index) => {
    const { name } = argument;
    const own = name !== '' && !taken.has(name) ? name : `${fallback}${index + 1}`;
    taken.add(own);
    return own === name ? argument : { ...argument, name: own };
  });
}
