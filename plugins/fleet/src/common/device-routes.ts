import { boundedText, defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { area } from './area.ts';
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

const byDevice = v.object({ device: boundedText(64) });
const byId = v.object({ id: boundedText(64) });

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
