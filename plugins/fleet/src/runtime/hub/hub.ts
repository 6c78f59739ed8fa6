import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '@millwright/runtime';
import type { OwnState } from '../../common/fleet.ts';
import { keyRoutes, stateRoutes } from '../../common/routes.ts';
import type { Connecting } from '../connecting.ts';
import { News } from '../news.ts';
import { KeyChain } from './keys/key-chain.ts';
import { KeyFiles } from './keys/key-files.ts';
import { loadKeys } from './keys/load-keys.ts';
import { keyHandlers } from './keys/routes.ts';
import { runsCode } from './modules/runs-code.ts';
import { startReleases } from './release-rooms.ts';
import { Settings } from './settings/settings.ts';
import { startRoad } from './start-road.ts';
import { stateHandlers } from './state/state-routes.ts';
import { currentStore } from './store/current-store.ts';
import { HubStore } from './store/hub-store.ts';

export interface HubOptions {
  readonly host: Host;
  /** Where the code of the store's thread is. */
  readonly worker: URL;
  readonly connecting: Connecting;
  /** This instance as a device. */
  readonly own: () => OwnState;
}

/** The side that manages others. Nothing of it is open before somebody makes this instance a hub. */
export function startHub({ host, worker, connecting, own }: HubOptions): void {
  const directory = () => host.directory();
  const settings = new Settings({ directory, now: () => new Date() });
  settings.load();
  const news = new News(host);
  const store = new HubStore({
    settings,
    directory,
    worker,
    onCrash: (error) => host.log.error(error.message),
  });
  const calls = currentStore(store);
  const keys = new KeyChain({
    files: new KeyFiles(() => join(directory(), 'fleet', 'keys')),
    store: calls,
    random: randomBytes,
    now: Date.now,
    runsCode: () => runsCode(host.nodeRed.getFlows()?.items ?? []),
  });
  const stopped = new AbortController();
  const load = () => void loadKeys(keys, () => store.isThere(), host.log, stopped.signal);
  load();
  keys.onChanged(() => news.tell('state'));
  host.onDispose(() => stopped.abort());
  host.onDispose(() => store.close());
  host.onStop(() => store.close());
  host.onDispose(() => news.stop());
  settings.onChanged(() => {
    news.tell('state');
    load();
  });
  const ofHub = currentStore({
    get: () => {
      keys.hubKey();
      return store.get();
    },
  });
  const { wanted, adoptions, renew } = startReleases({
    ...{ host, news, keys, store: ofHub },
    isOnline: (device) => presence.isOnline(device),
  });
  host.routes(keyRoutes, keyHandlers(host, keys));
  const presence = startRoad({ host, settings, store, keys, wanted, adoptions, renew, news });
  const online = () => presence.online().length;
  host.routes(stateRoutes, stateHandlers({ host, settings, store, keys, connecting, online, own }));
}
