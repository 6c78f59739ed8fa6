import type { Host, RouteCall, RouteHandlers } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { keyRoutes } from '../../../common/routes.ts';
import type { KeyChain } from './key-chain.ts';

/** A passphrase that others could have read on its way opens nothing any more. @throws `fleet.passphrase-exposed` */
export function checkPassphraseRoad(
  { isPrivate }: Pick<RouteCall, 'isPrivate'>,
  passphrase: string | undefined,
): void {
  if (passphrase !== undefined && !isPrivate) throw fleetErrors.passphraseExposed();
}

export const keyHandlers = (
  host: Pick<Host, 'operate'>,
  keys: KeyChain,
): RouteHandlers<typeof keyRoutes> => ({
  setUpHub({ body }, call) {
    const options = { name: 'fleet.hub.set-up', action: 'fleet.write', locks: [] };
    return host.operate(options, async (operation) => {
      operation.tell({ mode: body.mode });
      checkPassphraseRoad(call, body.mode === 'sealed' ? body.passphrase : undefined);
      return keys.setUp(body);
    });
  },

  getTrust() {
    const draft = keys.draft();
    return { chain: [...keys.chain()], ...(draft === undefined ? {} : { draft }) };
  },

  signTrust({ body }) {
    const options = { name: 'fleet.trust.sign', action: 'fleet.write', locks: [] };
    return host.operate(options, () => keys.signTrust(body.envelope));
  },
});
