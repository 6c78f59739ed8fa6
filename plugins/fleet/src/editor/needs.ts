import { hasPermission } from '@millwright/editor';
import { furtherRights } from '../common/rights.ts';
import { deployRoutes, deviceRoutes, ownRoutes, stateRoutes } from '../common/routes.ts';

const { handOutCredentials, readFlows, readVersions, connect } = furtherRights;
const plan = [deployRoutes.makePlan.permission, readFlows];

/** All the permissions that something asks, where they are more than that of its route. */
export const needs = {
  plan,
  planOfVersion: [...plan, readVersions],
  /** From the choice to the end. */
  deploy: [...plan, deployRoutes.deploy.permission, handOutCredentials],
  confirm: [deviceRoutes.confirmDevice.permission, handOutCredentials],
  settings: [stateRoutes.setSettings.permission, connect],
  enrol: [ownRoutes.enrol.permission, connect],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The first of these permissions that this user lacks; the server decides in the end. */
export const lacking = (permissions: readonly string[]): string | undefined =>
  permissions.find((permission) => !hasPermission(permission));
