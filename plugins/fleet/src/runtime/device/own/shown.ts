import { readSigningKey } from '@millwright/release';
import type { OwnState } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import type { HubSide } from '../membership/hub-side.ts';
import type { Identity } from '../membership/identity.ts';

/** How the hub is reached. */
export function connectionState({
  connection,
}: Pick<HubSide, 'connection'>): NonNullable<OwnState['connection']> {
  const { road, since, trouble } = connection;
  return { road, since, ...(trouble && { trouble: troubleOf(trouble) }) };
}

/** First 16 digits of a key id, as the hub shows them. */
const shortId = (keys: readonly string[]): string =>
  keys.map((key) => readSigningKey(key).keyid.slice(0, 16)).join(', ');

/** Whose this device is, and what it is called there. */
export function belonging({ device, name, labels, hub, trust, words }: Identity) {
  const { roles } = trust.trust;
  return {
    device,
    name,
    labels: [...labels],
    hub: { url: hub, fingerprint: shortId(roles.hub.keys), releaseFingerprint: shortId(roles.release.keys) },
    ...(words && { words: [...words] }),
  };
}
