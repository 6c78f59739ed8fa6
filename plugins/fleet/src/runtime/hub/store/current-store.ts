import type { HubStore } from './hub-store.ts';
import type { FleetStore } from './open-store.ts';

/** The calls of whatever store the settings name at each of them. @throws as `HubStore.get` */
export const currentStore = (store: Pick<HubStore, 'get'>): FleetStore =>
  new Proxy({} as FleetStore, {
    get:
      (_target, name) =>
      async (...parameters: readonly unknown[]) => {
        const call = Reflect.get(store.get(), name) as (...given: readonly unknown[]) => Promise<unknown>;
        return call(...parameters);
      },
  });
