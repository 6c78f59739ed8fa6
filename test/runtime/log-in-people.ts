import type { NodeRedOptions } from '@millwright/testing';
import type { Person } from './probe/src/common/routes.ts';

/** Whom the probe lets log in. */
export const people = {
  berta: { username: 'berta', password: 'b', permissions: '*' },
  carl: { username: 'carl', password: 'c', permissions: ['read'] },
  /** An API token of Berta's. */
  token: { username: 'berta', permissions: ['read', 'flows.write'], token: 'mw_a-token', apiToken: 'line 3' },
  broken: { username: 'dora', password: 'd', permissions: '*', broken: true },
} as const satisfies Readonly<Record<string, Person>>;

/** One way to write `adminAuth`. In each of them, Anna is known to `settings.js`. */
export interface Shape {
  readonly title: string;
  readonly options: NodeRedOptions;
  /** She can log in with her name as her password. */
  readonly password: boolean;
  /** She has the token `plant` in this header. */
  readonly header?: string;
  /** Whoever has no token may read. */
  readonly anonymous?: true;
}

/** Node-RED's own hash of her password. */
const hash = '$2b$08$9i/zHfyanvaEw.cvMLl7feKEGM6DW3Fcylzw8mEHSykq4fwmx7Xxu';
const listed = `{ username: 'anna', password: '${hash}', permissions: '*' }`;
const known = "{ username: 'anna', permissions: '*' }";
const functions = `users: async (name) => (name === 'anna' ? ${known} : null),
  authenticate: async (name, password) => (name === 'anna' && password === 'anna' ? ${known} : null),`;
const tokens = `tokens: async (token) => (token === 'plant' ? ${known} : null),`;

/** A log-in at which nobody says who they are; it needs no package of its own. */
const strategy = `strategy: {
  name: 'nobody',
  label: 'Nobody',
  options: {},
  strategy: class {
    name = 'nobody';
    authenticate() {
      this.fail(401);
    }
  },
},`;

const adminAuth = (members: string): NodeRedOptions => ({ settings: `adminAuth: { ${members} },` });

export const shapes: readonly Shape[] = [
  {
    title: 'a module that brings functions and tokens in a header of their own',
    options: adminAuth(`type: 'credentials', module: { ${functions} ${tokens} tokenHeader: 'X-Plant' },`),
    password: true,
    header: 'X-Plant',
  },
  {
    title: 'an array of users',
    options: adminAuth(`type: 'credentials', users: [${listed}],`),
    password: true,
  },
  { title: 'one user', options: adminAuth(`type: 'credentials', users: ${listed},`), password: true },
  {
    title: 'functions, and tokens in the usual header',
    options: adminAuth(`type: 'credentials', ${functions} ${tokens}`),
    password: true,
    header: 'Authorization',
  },
  {
    title: 'a default user',
    options: adminAuth(`type: 'credentials', ${functions} default: { permissions: 'read' },`),
    password: true,
    anonymous: true,
  },
  {
    title: 'a strategy',
    options: adminAuth(`type: 'strategy', ${strategy} users: [${listed}], ${tokens}`),
    password: false,
    header: 'Authorization',
  },
  { title: 'nothing but tokens', options: adminAuth(tokens), password: false, header: 'Authorization' },
  {
    title: 'users, below /admin',
    options: { adminRoot: '/admin', ...adminAuth(`type: 'credentials', users: ${listed},`) },
    password: true,
  },
  {
    title: 'users, inside another application',
    options: { embedded: true, ...adminAuth(`type: 'credentials', users: ${listed},`) },
    password: true,
  },
];
