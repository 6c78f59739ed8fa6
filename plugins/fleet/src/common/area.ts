import * as v from 'valibot';

export const area = 'fleet';

/** Topics below `millwright/fleet/`; every logged-in editor hears them, so they say nothing but that it is time to ask. */
export const topics = {
  /** Devices of the hub changed: at most twice a second. */
  devices: 'devices',
  /** A deploy went on: at most twice a second. */
  deploys: 'deploys',
  /** This instance as a device, or the hub's keys and settings. */
  state: 'state',
} as const;
export const news = v.object({});
