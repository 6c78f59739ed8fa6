import { releaseErrors } from '../errors.ts';
import { checkValues, type EnvironmentValue } from './value.ts';

/** What the hub signs of a value: in clear, or that it is among what is sealed. */
export type DeliveredValue =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly sealed: true };

/** The values in the two halves that travel: what is signed in clear, and what is sealed. */
export interface DeliveredEnvironment {
  readonly environment: readonly DeliveredValue[];
  readonly sealed: Readonly<Record<string, string>>;
}

/** What the hub sends. @throws `release.environment-name`, `release.environment-value` */
export function deliver(values: readonly EnvironmentValue[]): DeliveredEnvironment {
  checkValues(values);
  return {
    environment: values.map(({ name, value, isSecret }) =>
      isSecret ? { name, sealed: true } : { name, value },
    ),
    sealed: Object.fromEntries(
      values.filter(({ isSecret }) => isSecret).map(({ name, value }) => [name, value]),
    ),
  };
}

/**
 * What the device makes of it. What was sealed has to be exactly what the signed half says.
 *
 * @throws `release.environment-mixed`, `release.environment-name`, `release.environment-value`
 */
export function receive({ environment, sealed }: DeliveredEnvironment): readonly EnvironmentValue[] {
  const values = environment.map((each): EnvironmentValue => {
    if ('value' in each) return { name: each.name, value: each.value, isSecret: false };
    const value = Object.hasOwn(sealed, each.name) ? sealed[each.name] : undefined;
    if (value === undefined) throw releaseErrors.environmentMixed({ name: each.name.slice(0, 128) });
    return { name: each.name, value, isSecret: true };
  });
  const secret = new Set(values.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  const surplus = Object.keys(sealed).find((name) => !secret.has(name));
  if (surplus !== undefined) throw releaseErrors.environmentMixed({ name: surplus.slice(0, 128) });
  checkValues(values);
  return values;
}
