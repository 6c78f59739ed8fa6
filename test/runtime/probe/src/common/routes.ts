import { defineRoutes } from '@millwright/schema';
import * as v from 'valibot';

export const behaviours = v.picklist(['refuse', 'throw', 'hang', 'warn', 'rewrite', 'hide']);
export const phaseNames = v.picklist([
  'rewrite',
  'authorise',
  'intend',
  'stage',
  'commit',
  'reveal',
  'settle',
]);

const anything = v.unknown();

/** The routes of a probe: what tests ask it and tell it. */
export const probeRoutes = (area: string) =>
  defineRoutes(area, {
    operations: { method: 'GET', path: '/operations', permission: 'read', response: anything },
    record: { method: 'GET', path: '/record', permission: 'read', response: anything },
    credentials: {
      method: 'GET',
      path: '/credentials/:id',
      permission: 'write',
      params: v.object({ id: v.string() }),
      response: anything,
    },
    behave: {
      method: 'PUT',
      path: '/behaviour/:phase',
      permission: 'write',
      params: v.object({ phase: phaseNames }),
      body: v.object({ behaviour: v.nullable(behaviours) }),
    },
    restore: {
      method: 'POST',
      path: '/restore',
      permission: 'write',
      body: v.object({ flows: v.array(v.record(v.string(), v.unknown())), credentials: v.optional(v.any()) }),
      response: anything,
      maxBodyBytes: 4096,
    },
    hold: {
      method: 'POST',
      path: '/hold',
      permission: 'write',
      body: v.object({ locks: v.array(v.picklist(['modules', 'flows', 'settings'])) }),
    },
    held: { method: 'GET', path: '/held', permission: 'read', response: anything },
    letGo: { method: 'POST', path: '/let-go', permission: 'write' },
    fail: { method: 'GET', path: '/fail', permission: 'read' },
  });
