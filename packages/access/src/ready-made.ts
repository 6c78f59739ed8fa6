import type { Policy, Role } from './policy.ts';

/** Roles that fit a plant, each with what the ones before may do. They can be changed like any other. */
export const readyMadeRoles: readonly Role[] = [
  {
    name: 'viewer',
    description: 'Sees flows, messages, context and history; changes nothing',
    rules: [
      {
        name: 'See what runs',
        effect: 'allow',
        actions: [
          'flow.read',
          'context.read',
          'debug.read',
          'fleet.read',
          'history.read',
          'library.read',
          'module.read',
          'project.read',
          'live.connect',
          'live.send',
        ],
      },
      { name: 'Own settings of the editor', effect: 'allow', actions: ['settings.read', 'settings.write'] },
    ],
  },
  {
    name: 'operator',
    description:
      'Also uses dashboards, acknowledges, resets and shelves alarms, presses inject buttons, and switches debug nodes on and off; edits nothing',
    inherits: ['viewer'],
    rules: [
      { name: 'Operate', effect: 'allow', actions: ['inject', 'debug.toggle', 'dashboard.use'] },
      {
        name: 'Answer alarms',
        effect: 'allow',
        actions: ['alarm.acknowledge', 'alarm.reset', 'alarm.shelve'],
      },
    ],
  },
  {
    name: 'engineer',
    description:
      'Also edits flows and their credentials, deploys, starts and stops them, names versions, and takes alarms out of service',
    inherits: ['operator'],
    rules: [
      { name: 'Edit flows', effect: 'allow', actions: ['flow.edit', 'credential.*'] },
      { name: 'Deploy', effect: 'allow', actions: ['deploy.*', 'flow.run', 'node-route.call'] },
      {
        name: 'Keep versions and library',
        effect: 'allow',
        actions: ['history.snapshot', 'history.version.update', 'library.write'],
      },
      { name: 'Take alarms out of service', effect: 'allow', actions: ['alarm.*'] },
    ],
  },
  {
    name: 'maintainer',
    description: 'Also restores versions, manages modules and the fleet, and deletes context',
    inherits: ['engineer'],
    rules: [
      { name: 'Manage modules', effect: 'allow', actions: ['module.*'] },
      { name: 'Restore versions', effect: 'allow', actions: ['history.*'] },
      { name: 'Manage the fleet', effect: 'allow', actions: ['fleet.*'] },
      { name: 'Delete context', effect: 'allow', actions: ['context.*'] },
      { name: 'Diagnose', effect: 'allow', actions: ['diagnostics.read'] },
    ],
  },
  {
    name: 'auditor',
    description: 'Sees everything, also who may do what and who did it; changes nothing',
    inherits: ['viewer'],
    rules: [
      {
        name: 'See everything',
        effect: 'allow',
        actions: ['access.read', 'audit.read', 'credential.read', 'diagnostics.read'],
      },
    ],
  },
  {
    name: 'owner',
    description: 'May do everything, also say who may do what',
    rules: [{ name: 'Everything', effect: 'allow', actions: ['*'] }],
  },
];

/** What holds before anybody has made rules: ready-made roles that nobody has. */
export const defaultPolicy: Policy = { format: 1, roles: [...readyMadeRoles], bindings: [] };
