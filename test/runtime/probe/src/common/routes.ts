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

/** Somebody whom the probe lets log in, or an API token. */
const person = v.object({
  username: v.string(),
  permissions: v.union([v.string(), v.array(v.string())]),
  password: v.optional(v.string()),
  token: v.optional(v.string()),
  apiToken: v.optional(v.string()),
  /** Asking for them fails. */
  broken: v.optional(v.boolean()),
});
export type Person = v.InferOutput<typeof person>;

/** The routes of a probe: what tests ask it and tell it. What a test does by them is nobody's operation. */
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
      reads: true,
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
    logIn: { method: 'GET', path: '/log-in', permission: 'read', response: anything },
    provide: {
      method: 'POST',
      path: '/log-in',
      permission: 'write',
      reads: true,
      body: v.object({ people: v.array(person) }),
    },
    withdraw: { method: 'DELETE', path: '/log-in', permission: 'write', reads: true },
    endSession: {
      method: 'DELETE',
      path: '/log-in/sessions/:id',
      permission: 'write',
      reads: true,
      params: v.object({ id: v.string() }),
      response: anything,
    },
    keepBack: {
      method: 'PUT',
      path: '/live/kept-back',
      permission: 'write',
      reads: true,
      body: v.object({ topics: v.array(v.string()), from: v.array(v.string()) }),
    },
    frames: { method: 'GET', path: '/live/frames', permission: 'read', response: anything },
    hangUp: {
      method: 'POST',
      path: '/live/hang-up',
      permission: 'write',
      reads: true,
      body: v.object({ name: v.string() }),
    },
    say: {
      method: 'POST',
      path: '/live/say',
      permission: 'write',
      reads: true,
      body: v.object({ topic: v.string() }),
    },
    letGo: { method: 'POST', path: '/let-go', permission: 'write', reads: true },
    fail: { method: 'GET', path: '/fail', permission: 'read' },
    /** Changes something, and forgets to make it an operation. */
    forget: { method: 'POST', path: '/forget', permission: 'write' },
  });
