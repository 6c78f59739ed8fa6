import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configureGit } from './git.ts';
import { type HeavyNode, leaveOutHeavyNodes } from './heavy-nodes.ts';
import { loadablePackages } from './loadable.ts';
import { root } from './paths.ts';

/** One user that may log in to a test's Node-RED; `permissions` as Node-RED has them (`*`, `read`, `flows.write` …). */
export interface TestUser {
  readonly username: string;
  readonly password: string;
  readonly permissions: string | readonly string[];
}

export interface UserDirectoryOptions {
  /** Flow document to start with. Default: none, as a new user has it. */
  readonly flows?: readonly object[] | undefined;
  /** Users that may log in. Default: no log-in at all. */
  readonly users?: readonly TestUser[] | undefined;
  /** Path below which the admin side is, e.g. `/admin`. Default: the root. */
  readonly adminRoot?: string | undefined;
  /** Path below which the endpoints of flows are. Default: the root. */
  readonly nodeRoot?: string | undefined;
  /** Turns Projects on, with settings of git of the test's own. Needs the peer `git`. */
  readonly projects?: boolean | undefined;
  /** JavaScript object members that are added to settings.js as they stand, e.g. `safeMode: true,`. */
  readonly settings?: string | undefined;
  /** Bare names of Node-RED packages of the repository to leave out (`node-red-history`), or 'all'. */
  readonly without?: readonly string[] | 'all' | undefined;
  /** Bare names of those to load, with all others left out: for tests of one package, whatever comes beside it. */
  readonly only?: readonly string[] | undefined;
  /**
   * Types among Node-RED's own that take long to load and that only come later than `flows`; `all` where figures or pictures
   * are of what users have. Default: none.
   */
  readonly heavyNodes?: readonly HeavyNode[] | 'all' | undefined;
  /** Folders of further Node-RED packages that this instance loads from its user directory. */
  readonly packages?: readonly string[] | undefined;
  /** Node-RED's editor for code. Default: `ace`, since its usual one, `monaco`, takes each page a second to load. */
  readonly codeEditor?: 'ace' | 'monaco' | undefined;
  /** Key for Node-RED's credentials file. */
  readonly credentialSecret?: string | false | undefined;
}

/** Bare names of the repository's packages: a Node-RED started from within the repository finds them by itself. */
const ownPackages = (): readonly string[] =>
  loadablePackages(root).map(({ name }) => name.replace(/^@[^/]+\//, ''));

function excludedPackages({ without = [], only }: UserDirectoryOptions): readonly string[] {
  if (only) return ownPackages().filter((name) => !only.includes(name));
  return without === 'all' ? ownPackages() : without;
}

function settingsText(directory: string, options: UserDirectoryOptions): string {
  const users = options.users ?? [];
  const heavy = leaveOutHeavyNodes(directory, { flows: options.flows, asked: options.heavyNodes ?? [] });
  const excluded = [...excludedPackages(options), ...heavy];
  const adminAuth = users.length
    ? `adminAuth: {
    type: 'credentials',
    users: async (name) => { const user = users.find((candidate) => candidate.username === name); return user ? { username: user.username, permissions: user.permissions } : null; },
    authenticate: async (name, password) => { const user = users.find((candidate) => candidate.username === name && candidate.password === password); return user ? { username: user.username, permissions: user.permissions } : null; },
  },`
    : '';
  return `const users = ${JSON.stringify(users)};
module.exports = {
  flowFile: 'flows.json',
  uiHost: '127.0.0.1',
  httpAdminRoot: ${JSON.stringify(options.adminRoot ?? '/')},
  httpNodeRoot: ${JSON.stringify(options.nodeRoot ?? '/')},
  ${options.credentialSecret === undefined ? '' : `credentialSecret: ${JSON.stringify(options.credentialSecret)},`}
  ${excluded.length ? `nodesExcludes: ${JSON.stringify(excluded)},` : ''}
  ${adminAuth}
  editorTheme: { tours: false, palette: { catalogues: [] }, codeEditor: { lib: '${options.codeEditor ?? 'ace'}' }, projects: { enabled: ${options.projects ?? false} } },
  telemetry: { enabled: false, updateNotification: false },
  diagnostics: { enabled: true, ui: true },
  logging: { console: { level: 'trace', metrics: false, audit: true } },
  ${options.settings ?? ''}
};
`;
}

/** Makes a fresh user directory below the temporary directory. */
export async function makeUserDirectory(options: UserDirectoryOptions = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-test-'));
  await writeFile(
    join(directory, 'package.json'),
    JSON.stringify({ name: 'node-red-project', version: '0.0.1', private: true }),
  );
  await writeFile(join(directory, 'settings.js'), settingsText(directory, options));
  if (options.flows) await writeFile(join(directory, 'flows.json'), JSON.stringify(options.flows));
  if (options.projects) await configureGit(directory);
  for (const folder of options.packages ?? []) {
    const { name } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const link = join(directory, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(folder, link, 'junction');
  }
  return directory;
}

/** Removes a user directory, also one that a test made read-only. */
export async function removeUserDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
