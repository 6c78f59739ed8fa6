import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJournal, type State } from '@millwright/rollout';
import { type NodeRedProcess, root, startNodeRed, type Target, waitFor } from '@millwright/testing';
import { buildPackage, readLoadable } from '@millwright/tooling';
import type { Wanted } from './driver/src/runtime/main.ts';

/** The plugin that is a device without a hub, in a folder that Node-RED can load. */
export class Driver {
  #folder = '';

  get folder(): string {
    return this.#folder;
  }

  async build(): Promise<void> {
    const source = join(root, 'test/fleet/supervised/driver');
    const loadable = readLoadable(source);
    if (!loadable) throw new Error('The driver is not a Node-RED package');
    this.#folder = await mkdtemp(join(tmpdir(), 'millwright-driver-'));
    await buildPackage(loadable, join(this.#folder, 'dist'));
    await cp(join(source, 'package.json'), join(this.#folder, 'package.json'));
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const command = join(root, 'packages/cli/dist/millwright.cjs');

/** A supervised Node-RED that is a device, and of which this test wants something in place of a hub. */
export class Device {
  readonly nodeRed: NodeRedProcess;
  #counter = 0;

  constructor(nodeRed: NodeRedProcess) {
    this.nodeRed = nodeRed;
  }

  static async start(target: Target, driver: Driver): Promise<Device> {
    const through = [process.execPath, command, 'supervise', '--'];
    const options = {
      target,
      through,
      without: 'all',
      packages: [driver.folder],
      credentialSecret: 'of the test',
      deadline: 60_000,
    } as const;
    return new Device(await startNodeRed(options));
  }

  /** What its journal says; undefined before there is one. */
  get state(): State | undefined {
    try {
      return readJournal(
        readFileSync(join(this.nodeRed.userDirectory, 'millwright/fleet/device/journal.json'), 'utf8'),
      );
    } catch {
      return undefined;
    }
  }

  /** Wants a release with these flows. @returns the job */
  async want(flows: Wanted['flows'], windowSeconds: number, restart = false): Promise<string> {
    this.#counter += 1;
    const counter = this.#counter;
    const job = `job-${counter}-of-the-test`;
    const wanted: Wanted = {
      desired: {
        job,
        counter,
        digest: `desired ${counter}`,
        hub: 'the test',
        drift: 'report',
        window: { kind: 'always' },
        release: { name: 'line', version: counter, digest: `manifest ${counter}`, size: 1000 },
        environment: [],
      },
      flows,
      health: { windowSeconds },
      restart,
    };
    const file = join(this.nodeRed.userDirectory, 'wanted.json');
    await writeFile(`${file}.draft`, JSON.stringify(wanted));
    await rename(`${file}.draft`, file);
    return job;
  }

  /** Ends both, also a Node-RED that is blocked still. */
  async stop(): Promise<void> {
    const pids = this.#children();
    await this.nodeRed.stop();
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended in order.
      }
  }

  #children(): readonly number[] {
    const { pid } = this.nodeRed;
    const file = `/proc/${pid}/task/${pid}/children`;
    return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  }

  /** How a job ended, once it has, and nothing is being done any more. */
  ended(job: string, deadline: number): Promise<State['outcomes'][number]> {
    return waitFor(
      `the end of ${job}`,
      () => this.state?.work === undefined && this.state?.outcomes.find((outcome) => outcome.job === job),
      { deadline, every: 100 },
    );
  }
}
