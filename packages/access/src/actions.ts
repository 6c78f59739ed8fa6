/**
 * Everything that a rule can allow or deny. The list is closed: a rule that names another action is refused, and a
 * request for another action is denied. A test compares it with the catalogue of operations.
 */
export const actions = [
  'access.read',
  'access.write',
  'alarm.acknowledge',
  'alarm.reset',
  'alarm.service',
  'alarm.shelve',
  'audit.read',
  'audit.write',
  'context.delete',
  'context.read',
  'credential.read',
  'credential.write',
  'dashboard.use',
  'debug.read',
  'debug.toggle',
  'deploy.flows',
  'deploy.full',
  'deploy.nodes',
  'deploy.reload',
  'diagnostics.read',
  'fleet.deploy',
  'fleet.read',
  'fleet.write',
  'flow.edit',
  'flow.read',
  'flow.run',
  'history.read',
  'history.restore',
  'history.settings.update',
  'history.snapshot',
  'history.version.update',
  'inject',
  'library.read',
  'library.write',
  'live.connect',
  'live.send',
  'module.enable',
  'module.install',
  'module.read',
  'module.remove',
  'node-route.call',
  'project.read',
  'project.write',
  'settings.read',
  'settings.write',
] as const;
export type Action = (typeof actions)[number];

/** Areas of what people do in a dashboard: only rules about these alone can name a page or group of one. */
const dashboardAreas = ['alarm.', 'dashboard.'] as const;

/** @param pattern an action, or all of an area */
export const isOfDashboard = (pattern: string): boolean =>
  dashboardAreas.some((area) => pattern.startsWith(area));
