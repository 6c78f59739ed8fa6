import type { EnvironmentValue } from '../desired/desired.ts';
import { releaseErrors } from '../errors.ts';
import { checkValues, type DeviceValue } from './value.ts';

/** The values in the two halves that travel: what is signed in clear, and what is sealed. */
export interface DeliveredEnvironment {
  readonly environment: readonly EnvironmentValue[];
  readonly sealed: Readonly<Record<string, string>>;
}

/** What the hub sends. @throws `release.environment-name`, `release.environment-value` */
export function deliver(values: readonly DeviceValue[]): DeliveredEnvironment {
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
export function receive({ environment, sealed }: DeliveredEnvironment): readonly DeviceValue[] {
  const values = environment.map((each): DeviceValue => {
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
