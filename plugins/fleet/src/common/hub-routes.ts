import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { area } from './area.ts';
import { fleetState, hubSettings, hubSetUp, keysState } from './fleet.ts';
import { environmentValue, ownerValues } from './values.ts';

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
