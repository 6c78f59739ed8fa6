import type { StatusName } from '../status.ts';
import { type NetworkErrors, networkErrors } from './errors.ts';

const names = Object.keys(networkErrors) as (keyof typeof networkErrors)[];

/** What the network errors of a protocol say of a value, by their codes: nobody could ask for it. */
export const networkStatuses = (
  errors: Pick<NetworkErrors, keyof typeof networkErrors>,
): readonly (readonly [code: string, StatusName])[] =>
  names.map((name) => [errors[name].code, 'BadNotConnected']);
