import { fleetErrors } from '../../../common/errors.ts';
import type { HubKeys } from './hub-keys.ts';

const refuse = (): never => {
  throw fleetErrors.notAHub();
};

/** Of an instance that nobody has made a hub. */
export const noKeys: HubKeys = {
  state: () => ({ mode: 'none' }),
  warnings: () => [],
  hubKey: refuse,
  trust: refuse,
  chain: refuse,
  onChanged: () => () => undefined,
};
