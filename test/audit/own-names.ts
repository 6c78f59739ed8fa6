import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import * as modbusRoutes from '../../nodes/modbus/src/common/routes.ts';
import * as browseRoutes from '../../nodes/opcua/src/common/browse-routes.ts';
import * as certificateRoutes from '../../nodes/opcua/src/common/certificate-routes.ts';
import * as opcuaRoutes from '../../nodes/opcua/src/common/routes.ts';
import * as s7Routes from '../../nodes/s7/src/common/routes.ts';
import * as accessRoutes from '../../plugins/access/src/common/routes.ts';
import * as auditRoutes from '../../plugins/audit/src/common/routes.ts';
import * as fleetRoutes from '../../plugins/fleet/src/common/routes.ts';
import * as historyRoutes from '../../plugins/history/src/common/routes.ts';

interface AnyRoute {
  readonly area: string;
  readonly name: string;
  readonly method: string;
  readonly reads?: boolean;
  readonly background?: boolean;
}

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'area' in value && 'method' in value;

/** Reads of our own routes, which are operations that are called as the route is. */
export const ownReads: readonly { readonly name: string; readonly background: boolean }[] = [
  accessRoutes,
  auditRoutes,
  fleetRoutes,
  historyRoutes,
  modbusRoutes,
  opcuaRoutes,
  browseRoutes,
  certificateRoutes,
  s7Routes,
]
  .flatMap((module) => Object.values<unknown>(module))
  .flatMap((table) => (typeof table === 'object' && table !== null ? Object.values(table) : []))
  .filter(isRoute)
  .filter(({ method, reads }) => method === 'GET' || reads === true)
  .map(({ area, name, background = false }) => ({ name: `${area}.${name}`, background }));

/** Every operation that the page lists; tests of its own compare it with the code. */
export const operationsOfPage: readonly string[] = [
  ...readFileSync(join(root, 'docs/operations.md'), 'utf8').matchAll(/^\| `([^`]+)` \|/gm),
].map(([, name = '']) => name);
