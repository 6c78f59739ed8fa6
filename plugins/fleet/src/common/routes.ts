import { boundedText, defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import {
  adoptedFlows,
  deviceChange,
  deviceDetails,
  devicePage,
  deviceStates,
  enrolmentCode,
  enrolmentCodeDraft,
} from './devices.ts';
import { label, searchText } from './fields.ts';
import { fleetState, hubSettings, hubSetUp, keysState, ownDrift, ownState } from './fleet.ts';
import {
  deploy,
  deployDraft,
  deploySummary,
  plan,
  planDraft,
  releaseDraft,
  releaseSummary,
} from './releases.ts';
import { environmentValue, ownerValues } from './values.ts';

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

const byDevice = v.object({ device: boundedText(64) });
const byId = v.object({ id: boundedText(64) });
const byRelease = v.object({ name: boundedText(64), version: queryInteger(1, 999_999_999) });

export const stateRoutes = defineRoutes(area, {
  getState: {
    method: 'GET',
    path: '/state',
    permission: 'read',
    background: true,
    summary: 'What this instance is: a hub, a device, or both',
    response: fleetState,
  },
  getSettings: {
    method: 'GET',
    path: '/settings',
    permission: 'read',
    summary: 'Settings of the hub, without passwords',
    response: hubSettings,
  },
  setSettings: {
    method: 'PUT',
    path: '/settings',
    permission: 'write',
    summary: 'Changes all settings of the hub; a password that is left out, or `null`, stays as it is',
    body: hubSettings,
    response: hubSettings,
  },
});

export const keyRoutes = defineRoutes(area, {
  setUpHub: {
    method: 'POST',
    path: '/hub',
    permission: 'write',
    summary: 'Makes this instance a hub: its key, the release key, and the trust that devices follow',
    body: hubSetUp,
    response: keysState,
  },
  getTrust: {
    method: 'GET',
    path: '/hub/trust',
    permission: 'read',
    summary: 'The trust, version by version; the last may still wait for the signature of the release key',
    response: v.object({ chain: v.array(v.string()), draft: v.optional(v.string()) }),
  },
  signTrust: {
    method: 'PUT',
    path: '/hub/trust',
    permission: 'write',
    summary: 'The draft of the trust, signed by the release key too',
    body: v.object({ envelope: boundedText(100_000) }),
    maxBodyBytes: 200_000,
    response: keysState,
  },
});

export const deviceRoutes = defineRoutes(area, {
  listDevices: {
    method: 'GET',
    path: '/devices',
    permission: 'read',
    background: true,
    summary: 'Devices by name; ask for the next page with `after` set to `next`',
    query: v.object({
      text: v.optional(
        v.pipe(searchText, v.description('Part of the name, the id, or of a label `name=value`')),
      ),
      labels: v.optional(
        v.pipe(
          boundedText(4000),
          v.description('JSON list of `{ name, value }`: those that have all of them'),
        ),
      ),
      states: v.optional(
        v.pipe(boundedText(200), v.description(`Of these, with commas between: ${deviceStates.join(', ')}`)),
      ),
      online: v.optional(v.picklist(['true', 'false'])),
      after: v.optional(boundedText(300)),
      limit: v.optional(queryInteger(1, 500), '100'),
    }),
    response: devicePage,
  },
  getDevice: {
    method: 'GET',
    path: '/devices/:device',
    permission: 'read',
    background: true,
    summary: 'One device: what runs, what is wanted, what happened',
    params: byDevice,
    response: deviceDetails,
  },
  listLabels: {
    method: 'GET',
    path: '/labels',
    permission: 'read',
    background: true,
    summary: 'Every label that a device has, with how many have it',
    response: v.object({ labels: v.array(v.object({ ...label.entries, count: v.number() })) }),
  },
  listAdopted: {
    method: 'GET',
    path: '/adopted',
    permission: 'read',
    background: true,
    summary: 'What was changed on devices and taken over for review, the latest first',
    response: v.object({ adopted: v.array(adoptedFlows) }),
  },
  changeDevice: {
    method: 'PATCH',
    path: '/devices/:device',
    permission: 'write',
    summary: 'Renames it, or changes its labels or what it does about local changes',
    params: byDevice,
    body: deviceChange,
    response: deviceDetails,
  },
  confirmDevice: {
    method: 'POST',
    path: '/devices/:device/confirm',
    permission: 'write',
    summary: 'Says that both sides show the same words: from now on it gets releases',
    params: byDevice,
    response: deviceDetails,
  },
  shutOutDevice: {
    method: 'POST',
    path: '/devices/:device/shut-out',
    permission: 'write',
    summary: 'Its key no longer counts: it is not listened to, and nothing is sealed for it',
    params: byDevice,
    response: deviceDetails,
  },
  removeDevice: {
    method: 'DELETE',
    path: '/devices/:device',
    permission: 'write',
    summary: 'Forgets a device that was shut out',
    params: byDevice,
  },
  listCodes: {
    method: 'GET',
    path: '/codes',
    permission: 'read',
    background: true,
    summary: 'Enrolment codes that are still good, without the codes themselves',
    response: v.object({ codes: v.array(enrolmentCode) }),
  },
  makeCode: {
    method: 'POST',
    path: '/codes',
    permission: 'write',
    summary: 'Makes an enrolment code. It is answered here and nowhere else',
    body: enrolmentCodeDraft,
    response: v.object({ ...enrolmentCode.entries, code: v.string() }),
  },
  removeCode: {
    method: 'DELETE',
    path: '/codes/:id',
    permission: 'write',
    summary: 'Takes an enrolment code back',
    params: byId,
  },
});

export const valueRoutes = defineRoutes(area, {
  listValues: {
    method: 'GET',
    path: '/values',
    permission: 'read',
    background: true,
    summary:
      'Environment values of all devices, labels and single devices; of secret ones that they are there',
    response: v.object({ values: v.array(environmentValue) }),
  },
  setValues: {
    method: 'PUT',
    path: '/values',
    permission: 'write',
    summary: 'Replaces the environment values of one owner. They count from the next deploy on',
    body: ownerValues,
    maxBodyBytes: 5 * 1024 * 1024,
    response: v.object({ values: v.array(environmentValue) }),
  },
});

export const releaseRoutes = defineRoutes(area, {
  listReleases: {
    method: 'GET',
    path: '/releases',
    permission: 'read',
    background: true,
    summary: 'Releases, the latest first',
    response: v.object({ releases: v.array(releaseSummary) }),
  },
  makeRelease: {
    method: 'POST',
    path: '/releases',
    permission: 'write',
    summary: 'Makes a release without deploying it; without the release key it is a draft',
    body: releaseDraft,
    response: releaseSummary,
  },
  getManifest: {
    method: 'GET',
    path: '/releases/:name/:version/manifest',
    permission: 'read',
    summary: 'The manifest of a release in its envelope, for whoever signs it',
    params: byRelease,
    response: v.object({ envelope: v.string() }),
  },
  signRelease: {
    method: 'PUT',
    path: '/releases/:name/:version/manifest',
    permission: 'write',
    summary: 'The manifest of a draft, signed by the release key; deploys that wait for it go on',
    params: byRelease,
    body: v.object({ envelope: boundedText(5_000_000) }),
    maxBodyBytes: 6 * 1024 * 1024,
    response: releaseSummary,
  },
  exportRelease: {
    method: 'GET',
    path: '/releases/:name/:version/bundle',
    permission: 'flows.read',
    summary: 'A release as one file, `.mwrelease`; a draft only if it is asked for, which no device takes',
    params: byRelease,
    query: v.object({
      draft: v.optional(
        v.pipe(
          v.picklist(['true', 'false']),
          v.description('`true`: also what is not signed yet, for whoever signs it'),
        ),
      ),
    }),
    stream: 'application/octet-stream',
  },
  removeRelease: {
    method: 'DELETE',
    path: '/releases/:name/:version',
    permission: 'write',
    summary: 'Forgets a release that no device runs or shall run',
    params: byRelease,
  },
});

export const deployRoutes = defineRoutes(area, {
  makePlan: {
    method: 'POST',
    path: '/plans',
    permission: 'write',
    reads: true,
    summary: 'What a deploy would do on each device; changes nothing',
    body: planDraft,
    response: plan,
  },
  deploy: {
    method: 'POST',
    path: '/deploys',
    permission: 'write',
    summary: 'Does what a plan says: makes the release if need be, signs it, and wants it of the devices',
    body: deployDraft,
    response: deploy,
  },
  listDeploys: {
    method: 'GET',
    path: '/deploys',
    permission: 'read',
    background: true,
    summary: 'The last 50 deploys in numbers of devices, the latest first',
    response: v.object({ deploys: v.array(deploySummary) }),
  },
  getDeploy: {
    method: 'GET',
    path: '/deploys/:id',
    permission: 'read',
    background: true,
    summary: 'One deploy, with what has become of it on each device',
    params: byId,
    response: deploy,
  },
  removeDeploy: {
    method: 'DELETE',
    path: '/deploys/:id',
    permission: 'write',
    summary: 'Calls back a deploy that waits for its signature: it never goes out',
    params: byId,
  },
});

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
