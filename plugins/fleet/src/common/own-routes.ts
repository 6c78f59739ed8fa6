import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { area } from './area.ts';
import { ownDrift, ownState } from './fleet.ts';

/** This instance as a device, for people at it. */
export const ownRoutes = defineRoutes(area, {
  getOwn: {
    method: 'GET',
    path: '/own',
    permission: 'read',
    background: true,
    summary: 'This instance as a device',
    response: ownState,
  },
  enrol: {
    method: 'POST',
    path: '/own/enrol',
    permission: 'write',
    summary: 'Enrols this instance as a device, with a code of a hub',
    body: v.object({
      code: boundedText(1000),
      name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
    }),
    response: ownState,
  },
  leave: {
    method: 'POST',
    path: '/own/leave',
    permission: 'write',
    summary: 'Is no device any more: its keys are destroyed, its flows run on',
    response: ownState,
  },
  setLock: {
    method: 'PUT',
    path: '/own/lock',
    permission: 'write',
    summary: '"Not now": no release is switched to until it is taken back',
    body: v.object({ locked: v.boolean() }),
    response: ownState,
  },
  approve: {
    method: 'POST',
    path: '/own/approve',
    permission: 'write',
    summary: 'Says that the flows which somebody started after they were stopped are good',
    response: ownState,
  },
  pardon: {
    method: 'POST',
    path: '/own/pardon',
    permission: 'write',
    summary: 'Lets a release that failed twice be tried again',
    body: v.object({ digest: boundedText(64) }),
    response: ownState,
  },
});

/** What people at a device ask of its flows. */
export const ownFlowsRoutes = defineRoutes(area, {
  compareOwn: {
    method: 'GET',
    path: '/own/drift',
    permission: 'flows.read',
    summary: 'What was changed on this device, against the last release that came through here',
    response: ownDrift,
  },
});
