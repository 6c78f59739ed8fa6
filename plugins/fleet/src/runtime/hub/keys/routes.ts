import type { Host, RouteCall, RouteHandlers } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import { type keyRoutes, topics } from '../../../common/routes.ts';
import type { KeyChain } from './key-chain.ts';

/** A passphrase that others could have read on its way opens nothing any more. @throws `fleet.passphrase-exposed` */
export function checkPassphraseRoad(
  { isPrivate }: Pick<RouteCall, 'isPrivate'>,
  passphrase: string | undefined,
): void {
  if (passphrase !== undefined && !isPrivate) throw fleetErrors.passphraseExposed();
}

export const keyHandlers = (host: Host, keys: KeyChain): RouteHandlers<typeof keyRoutes> => {
  const changed = <State>(state: State): State => {
    host.publish(topics.state, {});
    return state;
  };
  return {
    async setUpHub({ body }, call) {
      checkPassphraseRoad(call, body.mode === 'sealed' ? body.passphrase : undefined);
      const options = { name: 'fleet.hub.set-up', action: 'fleet.write', locks: [] };
      return host.operate(options, async (operation) => {
        operation.tell({ mode: body.mode });
        return changed(await keys.setUp(body));
      });
    },

    getTrust() {
      const draft = keys.draft();
      return { chain: [...keys.chain()], ...(draft === undefined ? {} : { draft }) };
    },

    async signTrust({ body }) {
      const options = { name: 'fleet.trust.sign', action: 'fleet.write', locks: [] };
      return host.operate(options, async () => changed(await keys.signTrust(body.envelope)));
    },
  };
};
