import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from '@millwright/testing';
import { buildPackage, readLoadable } from '@millwright/tooling';
import type { Person } from './probe/src/common/routes.ts';

export interface ProbeOptions {
  readonly id: string;
  /** Of the package, if not after its id. */
  readonly name?: string;
  readonly version?: string;
  /** The number of the contract between copies, in place of the real one. */
  readonly api?: number;
  /** What its service says. */
  readonly greeting?: string;
  /** Its start throws. */
  readonly broken?: boolean;
  /** Whom it lets log in from its start on. */
  readonly logIn?: readonly Person[];
}

/** Packages that Node-RED can load, each with the probe plugin and its own bundled copy of the runtime. */
export class Probes {
  #directory = '';
  readonly #source = join(root, 'test/runtime/probe');

  async build(): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'millwright-probes-'));
    const loadable = readLoadable(this.#source);
    if (!loadable) throw new Error('The probe is not a Node-RED package');
    // Not in its place: other test processes may build it meanwhile.
    await buildPackage(loadable, join(this.#directory, 'dist'));
  }

  /** Makes a package; returns its folder. */
  async make({
    id,
    name = `millwright-${id}`,
    version = '0.1.0',
    api,
    greeting,
    broken,
    logIn,
  }: ProbeOptions): Promise<string> {
    // Named as npm has it in a tarball.
    const folder = join(await mkdtemp(join(this.#directory, `${id}-`)), 'package');
    await mkdir(folder);
    const manifest = JSON.parse(await readFile(join(this.#source, 'package.json'), 'utf8'));
    await mkdir(join(folder, 'dist'));
    await cp(join(this.#directory, 'dist'), join(folder, 'dist'), { recursive: true });
    const own = { ...manifest, name, version, millwright: { id, greeting, broken, logIn } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(own));
    if (api !== undefined) await replaceApi(join(folder, 'dist/main.cjs'), api);
    return folder;
  }

  /** A package as npm would pack it, in a folder of the name `package`; returns the tarball's path. */
  pack(folder: string): string {
    const tarball = `${dirname(folder)}.tgz`;
    execFileSync('tar', ['-czf', tarball, '-C', dirname(folder), basename(folder)]);
    return tarball;
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** Until there has been a former number, a bundle with another one stands for a copy of another time. */
async function replaceApi(bundle: string, api: number): Promise<void> {
  const text = await readFile(bundle, 'utf8');
  const pattern = /\bvar doorApi = \d+;/g;
  if (text.match(pattern)?.length !== 1) throw new Error('The bundle does not hold its number just once');
  await writeFile(bundle, text.replace(pattern, `var doorApi = ${api};`));
}
