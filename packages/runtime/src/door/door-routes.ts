import type { Route } from '@millwright/schema';
import * as v from 'valibot';

/** The door's self-test: whoever reads it keeps what they know of it, since it gains members. */
const doorStatus = v.looseObject({
  ok: v.boolean(),
  api: v.number(),
  nodeRed: v.string(),
  node: v.string(),
  checks: v.array(v.looseObject({ id: v.string(), ok: v.boolean(), message: v.string() })),
  copies: v.array(
    v.looseObject({
      plugin: v.string(),
      packageName: v.string(),
      version: v.string(),
      state: v.picklist(['owner', 'attached', 'passive', 'failed']),
      message: v.optional(v.string()),
      onDisk: v.optional(v.string()),
    }),
  ),
  running: v.array(
    v.looseObject({ name: v.string(), actor: v.string(), since: v.string(), locks: v.array(v.string()) }),
  ),
  routes: v.array(v.looseObject({ method: v.string(), path: v.string(), open: v.boolean() })),
});

const ofDoor = { area: 'door', method: 'GET', permission: 'settings.read', maxBodyBytes: 0 } as const;

/** The door's own routes, for whoever may open the editor: hence Node-RED's own permission. */
export const doorRoutes = {
  status: {
    ...ofDoor,
    name: 'status',
    path: '/millwright/door/status',
    summary: 'Whether Millwright finds all that it needs of this Node-RED, and which packages share it',
    response: doorStatus,
  },
  openApi: {
    ...ofDoor,
    name: 'openApi',
    path: '/millwright/openapi.json',
    summary: 'This document',
    response: v.looseObject({ openapi: v.string() }),
  },
} as const satisfies Readonly<Record<string, Route>>;
