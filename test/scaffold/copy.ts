import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '@millwright/testing';

export interface Finished {
  readonly status: number | null;
  /** What it printed, both streams. */
  readonly output: string;
}

/** A copy of the repository as it stands, with a history of its own, in which things can be made, built and tested. */
export class RepositoryCopy {
  readonly directory = mkdtempSync(join(tmpdir(), 'millwright-copy-'));

  constructor() {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const path of listed.split('\0').filter((each) => each !== '' && existsSync(join(root, each)))) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      copyFileSync(join(root, path), join(this.directory, path));
    }
    this.#linkModules();
    this.#git('init', '--quiet');
    this.commit();
  }

  /** Installed packages are those of the repository; the links to its own packages lead to the copies. */
  #linkModules(): void {
    const from = join(root, 'node_modules');
    const to = join(this.directory, 'node_modules');
    mkdirSync(join(to, '@millwright'), { recursive: true });
    for (const name of readdirSync(from)) {
      if (name === '@millwright') continue;
      // npm's mark is touched, so it is a file of the copy's own.
      if (lstatSync(join(from, name)).isFile()) copyFileSync(join(from, name), join(to, name));
      else symlinkSync(join(from, name), join(to, name), 'junction');
    }
    for (const name of readdirSync(join(from, '@millwright'))) {
      const target = readlinkSync(join(from, '@millwright', name));
      symlinkSync(target, join(to, '@millwright', name), 'junction');
    }
  }

  #git(...args: readonly string[]): string {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: this.directory, encoding: 'utf8' });
  }

  commit(): void {
    this.#git('add', '--all');
    this.#git('commit', '--quiet', '--message', 'as it stands');
  }

  /** What differs from the last commit, one path a line. */
  changes(): string {
    return this.#git('status', '--porcelain', '--untracked-files=all').trim();
  }

  /** What `npm run <command> -- …` runs, at a user's width. */
  run(...args: readonly string[]): Finished {
    const { MILLWRIGHT_ALL: _everything, ...environment } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['packages/tooling/run.mjs', ...args], {
      cwd: this.directory,
      // Nothing may want to install: npm would write through the links into the repository's own packages.
      env: { ...environment, npm_execpath: join(this.directory, 'no-npm') },
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  /** A built package under another name, for a Node-RED that would take the repository's own one of that name. */
  renamed(path: string, name: string): string {
    const folder = join(this.directory, '.cache', name);
    cpSync(join(this.directory, path, 'dist'), join(folder, 'dist'), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(this.directory, path, 'package.json'), 'utf8'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, name }));
    return folder;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
