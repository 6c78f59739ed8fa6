import { randomBytes } from 'node:crypto';
import { releaseErrors } from '@millwright/release';
import { type Host, stackOf } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../common/errors.ts';
import { blobRoutes, roadRoutes, socketPath } from '../../common/road.ts';
import { deviceRoutes } from '../../common/routes.ts';
import type { News } from '../news.ts';
import type { Adoptions } from './adoptions/adoptions.ts';
import { deviceHandlers } from './devices/device-routes.ts';
import { codeHandlers } from './enrolment/code-routes.ts';
import { Enrolments } from './enrolment/enrolments.ts';
import { FleetEvents } from './events.ts';
import type { HubKeys } from './keys/hub-keys.ts';
import { Presence } from './presence.ts';
import { Blobs } from './road/blobs.ts';
import { Limits } from './road/limits.ts';
import { Road } from './road/road.ts';
import { roadHandlers } from './road/road-routes.ts';
import { Sessions } from './road/sessions.ts';
import { Sockets } from './road/sockets.ts';
import type { Settings } from './settings/settings.ts';
import type { HubStore } from './store/hub-store.ts';
import type { Wanted } from './wanted/wanted.ts';

export interface RoadStart {
  readonly host: Host;
  readonly settings: Settings;
  readonly store: HubStore;
  readonly keys: HubKeys;
  readonly wanted: Wanted;
  readonly adoptions: Adoptions;
  readonly renew: (device: string) => void;
  readonly news: News;
}

/** How often it is looked which devices no longer ask, in milliseconds. */
const lookEvery = 5_000;

/** Opens the road to devices: enrolment, sessions, reports; and shows devices to people. */
export function startRoad(start: RoadStart): Presence {
  const { host, settings, store: hubStore, keys, wanted, adoptions, renew, news } = start;
  const now = Date.now;
  const steady = () => performance.now();
  const store = () => {
    // To ask an instance that never was a hub must not make it one.
    if (!hubStore.isThere()) throw fleetErrors.notAHub();
    return hubStore.get();
  };
  const fault = (error: unknown) => host.log.error(isCodedError(error) ? error.message : stackOf(error));
  const changed = () => news.tell('devices');
  const events = new FleetEvents(host);
  const nameOf = async (id: string) => ({ id, name: (await store().findDevice(id))?.name ?? id });

  let isClosing = false;
  const presence = new Presence({
    now,
    onRefused: changed,
    onChanged: (device, isOnline, time) => {
      // That the hub leaves says nothing of its devices.
      if (isClosing) return;
      changed();
      void store()
        .seeDevice({ device, time }, isOnline ? 'online' : 'offline')
        .catch(fault);
    },
  });
  const limits = new Limits(steady);
  const sessions = new Sessions({ store, random: randomBytes, now, steady });
  const road = new Road({
    ...{ store, keys, wanted, presence, now },
    onReport: (device, ended) => {
      changed();
      if (ended.length === 0) return;
      news.tell('deploys');
      void nameOf(device)
        .then((named) => {
          for (const outcome of ended) events.ended(named, outcome);
        })
        .catch(fault);
    },
    onCopied: (device) => {
      changed();
      void nameOf(device)
        .then((named) => events.copied(named))
        .catch(fault);
    },
  });
  const sockets = new Sockets({ sessions, road, limits, presence, fault });
  const enrolments = new Enrolments({
    ...{ host, store, keys, limits, random: randomBytes, now },
    onEnrolled: () => {
      changed();
      news.tell('state');
    },
  });

  host.routes(
    { ...roadRoutes, ...blobRoutes },
    roadHandlers({
      ...{ host, keys, enrolments, sessions, road, limits, adoptions },
      blobs: new Blobs(wanted),
      wasHub: () => hubStore.isThere(),
      onStranger: async (device, refused) => {
        if (await store().findDevice(device)) presence.refused(device, refused);
      },
      onAdopted: (device) => {
        changed();
        events.adopted(device);
      },
    }),
  );
  host.upgrade(socketPath, sockets.upgrade);
  host.routes(deviceRoutes, {
    ...codeHandlers({ host, store, keys, settings: () => settings.current(), random: randomBytes, now }),
    ...deviceHandlers({
      ...{ host, store, presence, now },
      onChanged: (device) => {
        changed();
        sockets.refresh([device]);
      },
      onSet: renew,
      onShutOut: (device) => {
        sessions.end(device);
        sockets.end(device, releaseErrors.deviceShutOut({ device }));
        presence.forget(device);
        news.tell('state');
      },
    }),
  });
  wanted.onChanged((devices) => sockets.refresh(devices));
  keys.onChanged(() => sockets.refreshAll());
  const looking = setInterval(() => presence.look(), lookEvery).unref();
  const close = () => {
    isClosing = true;
    clearInterval(looking);
    sockets.close();
  };
  host.onDispose(close);
  host.onStop(close);
  return presence;
}
