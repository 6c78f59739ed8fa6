import type { Host, RouteHandlers } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { FleetState, OwnState } from '../../../common/fleet.ts';
import type { stateRoutes } from '../../../common/routes.ts';
import type { Connecting } from '../../connecting.ts';
import { demand } from '../../rights.ts';
import { troubleOf } from '../../trouble.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { Settings } from '../settings/settings.ts';
import type { HubStore } from '../store/hub-store.ts';

export interface StateRooms {
  readonly host: Pick<Host, 'operate'>;
  readonly settings: Settings;
  readonly store: HubStore;
  readonly keys: HubKeys;
  readonly connecting: Pick<Connecting, 'check'>;
  /** How many devices have a live connection. */
  readonly online: () => number;
  /** This instance as a device. */
  readonly own: () => OwnState;
}

/** What this instance is, and what people decide about the hub. */
export const stateHandlers = (rooms: StateRooms): RouteHandlers<typeof stateRoutes> => ({
  getState: async () => ({ hub: await hubState(rooms), own: rooms.own() }),
  getSettings: () => rooms.settings.current(),

  async setSettings({ body }, call) {
    const { host, settings, store, connecting } = rooms;
    await demand(host, call, 'connect');
    if (body.postgres) connecting.check();
    await host.operate(
      { name: 'fleet.settings.update', action: 'fleet.write', locks: ['settings'] },
      async (operation) => {
        const { url, postgres } = body;
        operation.tell({
          store: postgres ? 'postgres' : 'sqlite',
          ...(url === undefined ? {} : { url }),
          ...(postgres && { host: postgres.host, database: postgres.database }),
        });
        await store.change(body);
      },
    );
    return settings.current();
  },
});

async function hubState({ settings, store, keys, online }: StateRooms): Promise<FleetState['hub']> {
  const state = keys.state();
  const { setAside, ...found } = await store.state();
  const problem = settings.problem();
  const trouble = problem ? troubleOf(problem) : found.trouble;
  const active = state.mode !== 'none';
  return {
    active,
    keys: state,
    store: { ...found, ...(trouble && { trouble }) },
    devices: active && !trouble ? await store.get().countDevices() : 0,
    online: online(),
    warnings: [
      ...(setAside === undefined ? [] : [troubleOf(fleetErrors.storeSetAside({ file: setAside }))]),
      ...keys.warnings(),
    ],
  };
}
