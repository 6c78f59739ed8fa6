import type { Host } from '@millwright/runtime';
import type { OwnState } from '../../common/fleet.ts';
import { stateRoutes } from '../../common/routes.ts';
import { noKeys } from './keys/no-keys.ts';
import { News } from './news.ts';
import { Settings } from './settings/settings.ts';
import { stateHandlers } from './state/state-routes.ts';
import { HubStore } from './store/hub-store.ts';

export interface HubOptions {
  readonly host: Host;
  /** Where the code of the store's thread is. */
  readonly worker: URL;
  /** This instance as a device. */
  readonly own: () => OwnState;
}

/** The side that manages others. Nothing of it is open before somebody makes this instance a hub. */
export function startHub({ host, worker, own }: HubOptions): void {
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
  const keys = noKeys;
  host.onDispose(() => store.close());
  host.onStop(() => store.close());
  host.onDispose(() => news.stop());
  settings.onChanged(() => news.tell('state'));
  host.routes(stateRoutes, stateHandlers({ host, settings, store, keys, online: () => 0, own }));
}
