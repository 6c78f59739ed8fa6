import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing/paths';

/** The example that the screens run. Its `node_modules` has Dashboard, where no other Node-RED of the repository finds it. */
export const screensExample = join(root, 'examples/dashboard');

const modules = join(screensExample, 'node_modules');

/** The folder of Dashboard 2.0, once it is installed. */
export const dashboardFolder = join(modules, '@flowfuse/node-red-dashboard');

/** npm writes `.package-lock.json` last, so its age tells whether the tree fits the lock file. */
export function hasDashboard(): boolean {
  const mark = join(modules, '.package-lock.json');
  return (
    existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(screensExample, 'package-lock.json')).mtimeMs
  );
}

/** npm's own patience with a registry that cannot be reached is many minutes. */
const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/** So often somebody who waits hears that it goes on (ms). */
const sign = 30_000;

/**
 * Installs Dashboard for the screens alone.
 * @param onWait hears now and then that npm is still at it, and for how long (seconds)
 * @returns whether it is there now
 */
export async function installDashboard(onWait: (seconds: number) => void): Promise<boolean> {
  const npm = process.env['npm_execpath'];
  const [command, before] = npm ? [process.execPath, [npm]] : ['npm', []];
  const args = [
    'ci',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    '--workspaces=false',
    ...patience,
  ];
  const child = spawn(command, [...before, ...args], {
    cwd: screensExample,
    // Its cache of compiled scripts would stay in the temporary directory.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    // What npm says of a registry that is out of reach is long; the caller says what it means.
    stdio: 'ignore',
    shell: !npm && process.platform === 'win32',
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  const begun = performance.now();
  const signs = setInterval(() => onWait(Math.round((performance.now() - begun) / 1_000)), sign);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  clearInterval(signs);
  process.off('exit', end);
  return code === 0 && existsSync(dashboardFolder);
}
