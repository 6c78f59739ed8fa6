import type { HeldTrust, SigningKey } from '@millwright/release';
import type { Dispose } from '@millwright/runtime';
import type * as v from 'valibot';
import type { Trouble } from '../../../common/fields.ts';
import type { keysState } from '../../../common/fleet.ts';

export type KeysState = v.InferOutput<typeof keysState>;

/** The keys of this hub, and the trust that devices follow. They are in memory: asking costs nothing. */
export interface HubKeys {
  /** Resolves once it was tried to read them: a device may ask before that, when its hub has just started. */
  tried(): Promise<void>;
  state(): KeysState;
  /** What people have to know of how releases are signed here. */
  warnings(): readonly Trouble[];
  /** Signs what devices are told. @throws `fleet.not-a-hub` */
  hubKey(): SigningKey;
  /** The version that counts. @throws `fleet.not-a-hub` */
  trust(): HeldTrust;
  /** The trust from its first version to the one that counts, in envelopes. @throws `fleet.not-a-hub` */
  chain(): readonly string[];
  /** Other keys or another trust count. */
  onChanged(listener: () => void): Dispose;
}
