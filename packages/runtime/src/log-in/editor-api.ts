import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hasParsers } from '../door/layers.ts';
import type { Application, ErrorHandler, Handler, NodeRed } from '../red.ts';

/** `@node-red/editor-api/lib/auth/users`: who there is. */
export interface Users {
  init(config: object): void;
  get(name: unknown): Promise<unknown>;
  /** A name and a password, or the profile that a strategy brings. */
  authenticate(...proof: unknown[]): Promise<unknown>;
}

/** `…/auth/tokens`: who is logged in. */
export interface Tokens {
  init(config: object, storage: unknown): unknown;
  get(token: unknown): Promise<unknown>;
  revoke(token: string): Promise<unknown>;
}

/** `…/auth`: what the routes ask. */
export interface Auth {
  init(settings: object, storage: unknown): void;
  needsPermission(permission: string): Handler;
  readonly ensureClientSecret: Handler;
  readonly authenticateClient: Handler;
  readonly getToken: Handler;
  readonly errorHandler: ErrorHandler;
  readonly revoke: Handler;
}

/** `…/editor/comms`: the editors' live connections. */
export interface Comms {
  init(server: unknown, settings: object, runtime: unknown): void;
}

/** Node-RED's private modules behind its log-in. */
export interface EditorApi {
  readonly application: Application;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly auth: Auth;
  /** Absent where there is no editor. */
  readonly comms: Comms | undefined;
}

export type Found =
  | { readonly ok: true; readonly api: EditorApi }
  /** What this Node-RED lacks, in words. */
  | { readonly ok: false; readonly missing: string };

/** What is called of each module: all of it has to be there before any of it is touched. */
const needed = {
  users: ['init', 'get', 'authenticate'],
  tokens: ['init', 'get', 'revoke'],
  auth: [
    'init',
    'needsPermission',
    'ensureClientSecret',
    'authenticateClient',
    'getToken',
    'errorHandler',
    'revoke',
  ],
  comms: ['init'],
} as const;

const files = {
  users: 'auth/users',
  tokens: 'auth/tokens',
  auth: 'auth',
  comms: 'editor/comms',
} as const;

type Part = keyof typeof needed;

/** Finds the private modules that this very Node-RED uses, and looks whether they are as expected. */
export function findEditorApi(RED: NodeRed): Found {
  const application = RED.httpAdmin?.parent;
  if (!application) return { ok: false, missing: 'an admin side' };
  if (!hasParsers(application)) return { ok: false, missing: 'the expected order of its admin routes' };
  const main = findMain(RED, application);
  if (!main) return { ok: false, missing: '@node-red/editor-api' };
  const load = createRequire(main);
  const parts: readonly Part[] =
    RED.settings['disableEditor'] === true
      ? ['users', 'tokens', 'auth']
      : ['users', 'tokens', 'auth', 'comms'];
  const api: Partial<Record<Part, unknown>> = {};
  for (const part of parts) {
    const module = attempt(() => load(join(dirname(main), files[part])));
    const lacks = needed[part].filter((name) => typeof module?.[name] !== 'function');
    if (lacks.length > 0) return { ok: false, missing: `${lacks.join(', ')} in ${files[part]}` };
    api[part] = module;
  }
  if (RED.auth.needsPermission !== (api.auth as Auth).needsPermission)
    return { ok: false, missing: 'needsPermission of its own in auth' };
  return { ok: true, api: { comms: undefined, ...api, application } as EditorApi };
}

const local = createRequire(import.meta.url);

/** The file of `@node-red/editor-api` that made the admin application: other copies of it may lie about. */
function findMain({ settings }: NodeRed, application: Application): string | undefined {
  const directory = settings['coreNodesDir'];
  const fromCoreNodes = (): string | undefined =>
    typeof directory === 'string'
      ? createRequire(join(directory, 'package.json')).resolve('@node-red/editor-api')
      : undefined;
  const loaded = Object.keys(local.cache).filter((path) =>
    path.replaceAll('\\', '/').endsWith('/@node-red/editor-api/lib/index.js'),
  );
  return [attemptPath(fromCoreNodes), ...loaded].find(
    (path) =>
      path !== undefined &&
      path in local.cache &&
      attempt(() => local.cache[path]?.exports)?.['httpAdmin'] === application,
  );
}

function attempt(load: () => unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    return load() as Readonly<Record<string, unknown>> | undefined;
  } catch {
    return undefined;
  }
}

function attemptPath(resolve: () => string | undefined): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
