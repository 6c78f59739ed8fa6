import { type Action, actions } from '@millwright/access';

/**
 * Permissions of Node-RED, and of our own routes, that an action needs. The rules decide about each request anyway: this
 * is what a session holds, so that Node-RED's own check lets through what the rules may allow.
 */
const needed: Readonly<Record<Action, readonly string[]>> = {
  'access.read': ['millwright.access.read'],
  'access.write': ['millwright.access.read', 'millwright.access.write'],
  // Commands come through widgets, on the dashboard's own way in.
  'alarm.acknowledge': [],
  'alarm.reset': [],
  'alarm.service': [],
  'alarm.shelve': [],
  'audit.read': ['millwright.audit.read'],
  'audit.write': ['millwright.audit.read', 'millwright.audit.write'],
  'context.delete': ['context.write'],
  'context.read': ['context.read'],
  'credential.read': ['credentials.read'],
  'credential.write': ['flows.write'],
  // A log-in of its own, on the other side of Node-RED.
  'dashboard.use': [],
  'debug.read': ['status.read'],
  'debug.toggle': ['debug.write'],
  'deploy.flows': ['flows.write'],
  'deploy.full': ['flows.write'],
  'deploy.nodes': ['flows.write'],
  'deploy.reload': ['flows.write'],
  'diagnostics.read': ['diagnostics.read'],
  'fleet.deploy': ['flows.write', 'millwright.fleet.read', 'millwright.fleet.write'],
  'fleet.read': ['millwright.fleet.read'],
  'fleet.write': ['flows.write', 'millwright.fleet.read', 'millwright.fleet.write'],
  'flow.edit': ['flows.write'],
  // The editor asks for a dozen permissions before it shows a flow, and nodes for more of their own.
  'flow.read': ['read'],
  'flow.run': ['flows.write'],
  inject: ['inject.write'],
  'history.read': ['millwright.history.read'],
  'history.restore': ['flows.write', 'millwright.history.write'],
  'history.settings.update': ['millwright.history.write'],
  'history.snapshot': ['millwright.history.write'],
  'history.version.update': ['millwright.history.write'],
  'library.read': ['library.read'],
  'library.write': ['library.write'],
  'live.connect': ['status.read'],
  'live.send': ['status.read'],
  'module.enable': ['nodes.write'],
  'module.install': ['nodes.write'],
  'module.read': ['nodes.read', 'plugins.read'],
  'module.remove': ['nodes.write'],
  // Nodes of others choose names of permissions as they like.
  'node-route.call': ['read', 'write'],
  'project.read': ['projects.read'],
  'project.write': ['projects.write'],
  'settings.read': ['settings.read'],
  'settings.write': ['settings.write'],
};

export type Permissions = '*' | readonly string[];

/**
 * Whoever is logged in may ask who they are, change their own password, and open the editor. Flows they are refused by the
 * rules, which say why and who can help; Node-RED would only say that nobody is logged in.
 */
export const leastPermissions: readonly string[] = [
  'flows.read',
  'millwright.access.read',
  'nodes.read',
  'plugins.read',
  'settings.read',
  'status.read',
];

/**
 * What a session may do at most, as Node-RED's `adminAuth` has it: `*` for whom every action is allowed somewhere, else
 * exactly what the actions need.
 */
export function permissionsOf(may: readonly Action[]): Permissions {
  if (may.length === actions.length) return '*';
  return [...new Set([...leastPermissions, ...may.flatMap((action) => needed[action])])].sort();
}

/** Whether a scope grants all of these permissions, as Node-RED compares them. */
export function suffices(scope: string | readonly string[], permissions: Permissions): boolean {
  const held = typeof scope === 'string' ? [scope] : scope;
  const wanted = permissions === '*' ? ['*'] : permissions;
  return wanted.every((permission) => held.some((each) => grants(each, permission)));
}

/** @see @node-red/editor-api/lib/auth/permissions.js */
function grants(held: string, permission: string): boolean {
  if (held === '*' || held === permission) return true;
  if (held === 'read' || held === '*.read') return /^(.+\.)?read$/.test(permission);
  if (held === 'write' || held === '*.write') return /^(.+\.)?write$/.test(permission);
  return false;
}
