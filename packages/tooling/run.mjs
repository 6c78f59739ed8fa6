// The entrance of every root script. It must run as it stands on Node 20 and before anything is installed,
// so it is plain JavaScript and uses Node's own modules only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [command, ...rest] = process.argv.slice(2);

function fail(message, next) {
  console.error(`\n■ ${message}\n  ${next}\n`);
  process.exit(1);
}

function step(text) {
  console.log(`▸ ${text}`);
}

/** npm writes `node_modules/.package-lock.json` last, so its age tells whether the tree fits the lock file. */
function isInstalled() {
  const mark = join(root, 'node_modules/.package-lock.json');
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  step('Installing packages (the first time this takes a minute or two)');
  const npm = process.env.npm_execpath;
  // npm's own patience with a registry that cannot be reached is many minutes.
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...patience];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    fail(
      'The packages could not be installed.',
      'npm needs its registry (or a mirror: `npm config set registry …`) and about 700 MB of free disk. Nothing else was changed: run the command again when that is mended.',
    );
  }
}

function isRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Sources run by Node's own type stripping, from 22.18 on. An older Node hands over to the one that npm installed. */
function findNode() {
  if (process.env.MILLWRIGHT_NODE) return process.env.MILLWRIGHT_NODE;
  if (isRecent(process.versions.node)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const directory = join(root, 'node_modules', name);
    if (!existsSync(join(directory, 'package.json'))) continue;
    const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return join(directory, typeof bin === 'string' ? bin : bin.node);
  }
  return fail(
    `This is Node.js ${process.versions.node}, and npm has no newer one for ${process.platform} on ${process.arch}.`,
    'Install Node.js 22.18 or newer, or set MILLWRIGHT_NODE to the path of one.',
  );
}

if (!isInstalled()) install();

const child = spawn(
  findNode(),
  [
    '--conditions=@millwright/source',
    '--disable-warning=ExperimentalWarning',
    join(root, 'packages/tooling/src', `${command}.ts`),
    ...rest,
  ],
  { cwd: root, stdio: 'inherit' },
);
// Ctrl-C reaches the child by itself; this process waits for it to clean up.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) =>
  fail(`Node.js could not be started: ${error.message}`, 'Is MILLWRIGHT_NODE the path of a Node.js binary?'),
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
