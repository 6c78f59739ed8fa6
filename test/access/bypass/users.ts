import type { Policy, Role } from '@millwright/access';

/** Roles beside the ready-made ones. Each gives its user almost all that a trick needs, so that one rule alone is left. */
export const roles: readonly Role[] = [
  {
    name: 'line-1',
    description: 'May edit one tab, and nothing else',
    inherits: ['viewer'],
    rules: [
      { name: 'Deploys', effect: 'allow', actions: ['deploy.full', 'deploy.flows', 'deploy.nodes'] },
      {
        name: 'Works on line 1',
        effect: 'allow',
        actions: ['flow.edit', 'credential.write', 'inject', 'debug.toggle', 'context.delete'],
        on: [{ tab: { id: 'mine' } }],
      },
    ],
  },
  {
    name: 'grouped',
    description: 'May edit what is in two groups, one by its id and one by its name',
    inherits: ['viewer'],
    rules: [
      { name: 'Deploys', effect: 'allow', actions: ['deploy.full', 'deploy.flows', 'deploy.nodes'] },
      {
        name: 'Works on the groups',
        effect: 'allow',
        actions: ['flow.edit'],
        on: [{ group: { id: 'protected' } }, { group: { name: 'inner' } }],
      },
    ],
  },
  {
    name: 'careful',
    description: 'May edit everything but what is denied',
    inherits: ['maintainer'],
    rules: [
      {
        name: 'Hands off',
        effect: 'deny',
        actions: ['flow.edit', 'credential.write', 'inject', 'debug.toggle', 'context.delete'],
        on: [
          { tab: { name: 'Safety*' } },
          { group: { name: 'Protected' } },
          { node: { id: 'broker' } },
          { type: 'exec' },
          { module: 'node-red-contrib-palette' },
        ],
      },
      { name: 'No extras', effect: 'deny', actions: ['module.*'], on: [{ module: 'node-red-contrib-*' }] },
    ],
  },
  {
    name: 'typed',
    description: 'May edit everything but nodes of a type and of a module',
    inherits: ['maintainer'],
    rules: [
      {
        name: 'None of these',
        effect: 'deny',
        actions: ['flow.edit', 'credential.write'],
        on: [{ type: 'exec' }, { module: 'node-red-contrib-palette' }],
      },
    ],
  },
  {
    name: 'restorer',
    description: 'May restore whatever concerns their own tab',
    inherits: ['line-1'],
    rules: [{ name: 'Restores', effect: 'allow', actions: ['history.*'] }],
  },
  {
    name: 'on-site',
    description: 'May do everything, from the control room only',
    rules: [
      {
        name: 'From the control room',
        effect: 'allow',
        actions: ['*'],
        when: [{ kind: 'network', within: ['10.20.0.0/16'] }],
      },
    ],
  },
  {
    name: 'with-reason',
    description: 'May edit everything, and has to say why',
    inherits: ['viewer'],
    rules: [
      {
        name: 'With a reason',
        effect: 'allow',
        actions: ['flow.edit', 'credential.write', 'deploy.*', 'inject'],
        when: [{ kind: 'reason', minLength: 10 }],
      },
    ],
  },
];

/** Whoever logs in by `settings.js`, with all of Node-RED's own permissions: nothing but the rules is in their way. */
const people = {
  owner: 'owner',
  viewer: 'viewer',
  operator: 'operator',
  engineer: 'engineer',
  auditor: 'auditor',
  line: 'line-1',
  grouped: 'grouped',
  careful: 'careful',
  typed: 'typed',
  restorer: 'restorer',
  remote: 'on-site',
  reasonless: 'with-reason',
  /** An owner when they logged in. */
  narrowed: 'viewer',
  nobody: undefined,
  /** Sends nothing, and may go. */
  leaver: 'viewer',
} as const satisfies Readonly<Record<string, string | undefined>>;
type Person = keyof typeof people;

/** Who sends requests: people, API tokens of the owner, and somebody without any token. */
export type User = Person | 'token' | 'revoked' | 'stranger';

export const names = Object.keys(people) as readonly Person[];
/** What the API token of the owner is narrowed to. */
export const tokenRoles = ['line-1'];

/** Those that are sent before `narrowed` loses the role. */
export const bindings = (isNarrowed: boolean): Policy['bindings'] =>
  names.flatMap((name) => {
    const role = name === 'narrowed' && !isNarrowed ? 'owner' : people[name];
    return role === undefined ? [] : [{ subject: { kind: 'user', name }, role }];
  });

/** Whoever may not write flows at all, though they may read them. */
export const readers: readonly User[] = ['viewer', 'operator', 'auditor', 'narrowed', 'remote'];
/** Whoever may not even read. */
export const outsiders: readonly User[] = ['nobody', 'stranger', 'revoked'];
/** Whoever may edit the tab `mine` alone. */
export const ofOneTab: readonly User[] = ['line', 'token'];
/** Everybody but the owner. */
export const everybody: readonly User[] = [
  ...readers,
  ...outsiders,
  ...ofOneTab,
  'grouped',
  'engineer',
  'careful',
  'restorer',
  'reasonless',
];
/** Everybody who may not edit the tab `theirs`. */
export const others: readonly User[] = [...readers, ...outsiders, ...ofOneTab, 'restorer', 'reasonless'];
