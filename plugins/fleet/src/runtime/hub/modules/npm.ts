import { execFile } from 'node:child_process';
import { npmReason } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';

/** Milliseconds. Nothing is fetched, so that what takes longer hangs. */
const patience = 120_000;
const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs npm without a network and without scripts. */
export interface Npm {
  /** Where npm keeps what it downloaded, as it is configured for the user directory; undefined where it cannot say. */
  cache(): Promise<string | undefined>;
  /** Packs folders into tarballs below a folder. @throws `fleet.module-not-packed` */
  pack(folders: readonly string[], into: string): Promise<void>;
}

export function npmIn(userDirectory: string): Npm {
  const run = (...words: readonly string[]): Promise<string> => runNpm(userDirectory, words);
  let cache: string | undefined;
  return {
    cache: async () => {
      try {
        // Another one counts after a restart, as for Node-RED's own installs.
        cache ??= (await run('config', 'get', 'cache')).trim().split('\n').at(-1);
      } catch {
        // What is installed is packed then.
      }
      return cache;
    },
    pack: async (folders, into) => {
      try {
        await run('pack', '--ignore-scripts', '--silent', '--pack-destination', into, ...folders);
      } catch (error) {
        throw fleetErrors.moduleNotPacked(
          { folders: [...folders], reason: reasonOf(error) },
          { cause: error },
        );
      }
    },
  };
}

/** What finds npm and its settings; secrets of flows, and what is preloaded into Node-RED itself, are not for npm. */
export const npmEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => passed.test(name)));

const passed =
  /^(PATH|PATHEXT|HOME|USER|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|COMSPEC|TEMP|TMP|TMPDIR|XDG_.*|npm_config_(cache|userconfig|globalconfig|prefix))$/i;

/** @returns what it printed */
function runNpm(cwd: string, words: readonly string[]): Promise<string> {
  const options = {
    cwd,
    env: {
      ...npmEnvironment(process.env),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      // Else npm leaves a cache of its code in the temporary directory.
      NODE_DISABLE_COMPILE_CACHE: '1',
    },
    timeout: patience,
    maxBuffer: 16 * 1024 * 1024,
    shell: process.platform === 'win32',
    windowsHide: true,
  };
  return new Promise((resolve, reject) => {
    execFile(program, [...words], options, (error, stdout, stderr) => {
      if (error) reject(Object.assign(error, { stderr }));
      else resolve(stdout);
    });
  });
}

/** What npm says went wrong, in a line. */
function reasonOf(error: unknown): string {
  const { stderr = '', message } = error as Error & { readonly stderr?: string };
  return npmReason(stderr) ?? message.split('\n')[0]?.slice(0, 300) ?? '';
}
