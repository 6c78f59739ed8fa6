import { defineRoutes } from '@millwright/schema';
import * as v from 'valibot';

const anything = v.unknown();

/** What tests ask a device and tell it. */
export const driverRoutes = defineRoutes('driver', {
  begin: { method: 'POST', path: '/begin', permission: 'write', reads: true, body: anything },
  leave: { method: 'POST', path: '/leave', permission: 'write', reads: true, body: anything },
  /** A desired document, as it was checked. */
  want: { method: 'POST', path: '/want', permission: 'write', reads: true, body: anything },
  tell: { method: 'POST', path: '/tell', permission: 'write', reads: true, body: anything },
  look: { method: 'GET', path: '/look', permission: 'read', response: anything },
});
