import { doorStatusSchema, type Route } from '@millwright/schema';
import * as v from 'valibot';

const ofDoor = { area: 'door', method: 'GET', permission: 'settings.read', maxBodyBytes: 0 } as const;

/** The door's own routes, for whoever may open the editor: hence Node-RED's own permission. */
export const doorRoutes = {
  status: {
    ...ofDoor,
    name: 'status',
    background: true,
    path: '/millwright/door/status',
    summary: 'Whether Millwright finds all that it needs of this Node-RED, and which packages share it',
    response: doorStatusSchema,
  },
  openApi: {
    ...ofDoor,
    name: 'openApi',
    path: '/millwright/openapi.json',
    summary: 'This document',
    response: v.looseObject({ openapi: v.string() }),
  },
} as const satisfies Readonly<Record<string, Route>>;
