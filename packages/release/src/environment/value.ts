import * as v from 'valibot';
import { releaseErrors } from '../errors.ts';

/** An environment value of a device: what `${NAME}` stands for there. */
export interface DeviceValue {
  readonly name: string;
  readonly value: string;
  /** It reaches the device sealed, and stands there only among the credentials. */
  readonly isSecret: boolean;
}

/**
 * What Node-RED gives itself, and names that every object has: a value of the name `hasOwnProperty` stops a flow of
 * Node-RED 4.1 and 5 from starting.
 */
const isTaken = (name: string): boolean => /^NR_|^has_/.test(name) || name in Object.prototype;

/** As shells and Node-RED's editor take it. Names that begin with `has_` are Node-RED's own marks among credentials. */
export const environmentName = v.pipe(
  v.string(),
  v.maxLength(128),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'it is no name of an environment value'),
  v.check((name) => !isTaken(name), 'Node-RED needs this name itself'),
);

export const environmentText = v.pipe(v.string(), v.maxLength(10_000));

/** @throws `release.environment-name`, `release.environment-value`: never with the value */
export function checkValues(values: readonly DeviceValue[]): void {
  const names = new Set<string>();
  for (const { name, value } of values) {
    if (!v.is(environmentName, name) || names.has(name))
      throw releaseErrors.environmentName({ name: name.slice(0, 128) });
    if (!v.is(environmentText, value))
      throw releaseErrors.environmentValue({ name, reason: 'it is too long' });
    names.add(name);
  }
}
