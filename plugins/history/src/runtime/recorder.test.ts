import assert from 'node:assert/strict';
import { changeBetween, divideFlows, type FlowDocument } from '@millwright/flows';
import type { FlowsState, InstalledModule, Operation, Warning } from '@millwright/runtime';
import { storeErrors } from '@millwright/store';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { historyErrors } from '../common/errors.ts';
import type { VersionSummary } from '../common/version.ts';
import type { Kept } from './archive/messages.ts';
import { HealthState } from './health.ts';
import { Recorder, versionOf } from './recorder.ts';

const stateOf = (name: string): FlowsState => {
  const items = [{ id: 't', type: 'tab', label: name }];
  return { rev: `rev of ${name}`, items, document: divideFlows(items) };
};

/** A disk that answers when it is told to. */
class SlowArchive {
  readonly calls: string[] = [];
  /** What was kept, with the credentials that came along. */
  readonly kept: string[] = [];
  #waiting: (() => void)[] = [];
  #versions = 0;
  held = false;
  failure: Error | undefined;

  async #turn(call: string): Promise<void> {
    this.calls.push(call);
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.failure) throw this.failure;
  }

  async stage(_document: FlowDocument, { operation }: { readonly operation: string }): Promise<void> {
    await this.#turn(`stage ${operation}`);
  }

  async keep(
    document: FlowDocument,
    {
      operation = 'found',
      record,
      credentials,
    }: { operation?: string; record: { operation: string }; credentials: string },
  ): Promise<Kept> {
    await this.#turn(`keep ${operation}`);
    this.kept.push(`${document.parts.map(({ label }) => label).join('')} ${credentials}`);
    this.#versions += 1;
    const version = {
      number: this.#versions,
      time: 0,
      actor: { kind: 'system' as const },
      operation: record.operation,
      change: { parts: [], reordered: false },
      credentialsChanged: false,
      modulesChanged: false,
      digest: '',
      pinned: false,
      modules: [],
      asFound: false,
    };
    return { epoch: 'e', notices: [], version, made: true, contents: [], credentialsGone: false };
  }

  async discard(operation: string): Promise<void> {
    await this.#turn(`discard ${operation}`);
  }

  figures = async () => ({ versions: this.#versions, bytes: 0 });

  release(): void {
    this.held = false;
    for (const go of this.#waiting.splice(0)) go();
  }
}

describe('a deploy and a disk that does not answer', () => {
  let archive: SlowArchive;
  let health: HealthState;
  let recorder: Recorder;
  let running: FlowsState;
  let password: unknown;
  let modules: InstalledModule[];
  let refuses: boolean;
  const published: VersionSummary[] = [];
  const logged: string[] = [];
  /** The last deploy. */
  let last: Operation;
  const log = {
    info: (text: string) => logged.push(text),
    warn: (text: string) => logged.push(text),
    error: (text: string) => logged.push(text),
  };

  beforeEach(() => {
    archive = new SlowArchive();
    running = stateOf('one');
    password = undefined;
    modules = [];
    refuses = false;
    published.length = 0;
    logged.length = 0;
    health = new HealthState({ log, publish: () => undefined, doorProblem: () => undefined });
    recorder = new Recorder({
      archive,
      health,
      nodeRed: {
        getFlows: () => running,
        credentials: () => (password === undefined ? undefined : { password }),
        modules: () => modules,
        settingsOfRecord: () => ({
          nodeRed: '5',
          node: '24',
          platform: 'linux',
          architecture: 'x64',
          values: {},
        }),
      },
      publish: (version) => published.push(version),
      now: () => 0,
      refuses: () => refuses,
      patience: 20,
    });
  });
  afterEach(() => archive.release());

  /** Walks a deploy through the phases as the pipeline does. @returns the warnings that people were shown */
  const deploy = async (
    id: string,
    status: 'success' | 'failed' = 'success',
    newPassword = password,
  ): Promise<Warning[]> => {
    const warnings: Warning[] = [];
    const before = running;
    const after = stateOf(id);
    const flows = {
      deploymentType: 'full',
      before,
      candidate: after.document,
      credentialsTouched: [],
      change: () => changeBetween(before.document, after.document),
      result: status === 'success' ? after : undefined,
    };
    const fields = {
      id,
      name: 'flows.deploy',
      parent: undefined,
      actor: { kind: 'user', name: 'ana' },
      startedAt: 0,
      flows,
      outcome: { status },
      notes: new Map(),
      warn: (warning: Warning) => warnings.push(warning),
    };
    const operation = fields as unknown as Operation;
    last = operation;
    await recorder.stage(operation).catch((error: unknown) => {
      recorder.settle({ ...fields, outcome: { status: 'refused' } } as unknown as Operation);
      throw error;
    });
    password = newPassword;
    if (status === 'success') {
      running = after;
      await recorder.commit(operation);
    }
    recorder.settle(operation);
    return warnings;
  };

  it('goes on and is kept without credentials that cannot be written, and says whose they are', async () => {
    refuses = true;
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    const thrower = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('odd');
      },
    });
    for (const odd of [10n, circle, thrower]) {
      password = odd;
      const warnings = await deploy('two');
      assert.deepEqual(
        warnings.map(({ code, details }) => [code, details]),
        [[historyErrors.credentialsUnwritable.code, { nodes: 't' }]],
      );
    }
    await recorder.keepRunning();
    assert.deepEqual([archive.kept.at(-1), health.current().state], ['two {}', 'ok']);
  });

  it('is staged, then kept, and what ran before is kept first', async () => {
    assert.deepEqual(await deploy('two'), []);
    assert.deepEqual(archive.calls, ['keep found', 'stage two', 'keep two']);
    assert.equal(versionOf(last), 2);
    assert.equal(recorder.running, 2);
    assert.deepEqual(
      published.map(({ number, state }) => [number, state]),
      [
        [1, 'current'],
        [2, 'current'],
      ],
    );
  });

  it('goes on and warns; the version comes when the disk does, with its story', async () => {
    archive.held = true;
    const warnings = await deploy('two');
    assert.deepEqual(
      warnings.map(({ code, plugin }) => [code, plugin]),
      [[historyErrors.diskSlow.code, 'history']],
    );
    assert.deepEqual(published, []);
    archive.release();
    await recorder.idle();
    assert.deepEqual(
      published.map(({ operation }) => operation),
      ['found', 'flows.deploy'],
    );
  });

  it('keeps each flows with the credentials that they ran with, however late', async () => {
    password = 'old';
    archive.held = true;
    await deploy('two', 'success', 'new');
    archive.release();
    await recorder.idle();
    assert.deepEqual(archive.kept, ['one {"t":{"password":"old"}}', 'two {"t":{"password":"new"}}']);
  });

  it('keeps what runs with the credentials of the moment in which it was asked to', async () => {
    password = 'old';
    archive.held = true;
    const first = deploy('two');
    const asked = recorder.keepRunning();
    password = 'new';
    archive.release();
    await Promise.all([first, asked]);
    assert.ok(archive.kept.includes('one {"t":{"password":"old"}}'), archive.kept.join());
    assert.ok(!archive.kept.includes('one {"t":{"password":"new"}}'), archive.kept.join());
  });

  it('looks at nothing between the credentials and the flows of a deploy', async () => {
    await recorder.keepRunning();
    archive.held = true;
    running = stateOf('project');
    recorder.started(running);
    const before = archive.kept.length;
    const deploying = deploy('two', 'success', 'new');
    recorder.retry();
    archive.release();
    await deploying;
    await recorder.idle();
    assert.deepEqual(archive.kept.slice(before), ['project {}', 'two {"t":{"password":"new"}}']);
  });

  it('is refused, if the settings say so, when its version cannot be written or the disk does not answer', async () => {
    await recorder.keepRunning();
    refuses = true;
    archive.failure = storeErrors.diskFull({ file: 'history.db' });
    await assert.rejects(deploy('two'), (error: Error) => {
      assert.ok(historyErrors.notKept.is(error));
      assert.match(error.message, /history\.db is full/);
      return true;
    });
    await assert.rejects(install('m'), historyErrors.notKept.is);
    archive.failure = undefined;
    archive.held = true;
    await assert.rejects(deploy('two'), /did not answer within 0\.02 s/);
    archive.release();
    assert.deepEqual(await deploy('three'), []);
  });

  /** Installs a module, with something else happening meanwhile. */
  const install = async (id: string, meanwhile: () => Promise<unknown> = async () => undefined) => {
    const warnings: Warning[] = [];
    const operation = {
      id,
      name: 'nodes.install',
      action: 'module.install',
      kind: 'write',
      actor: { kind: 'user', name: 'ana' },
      startedAt: 0,
      outcome: { status: 'success' },
      notes: new Map(),
      warn: (warning: Warning) => warnings.push(warning),
    } as unknown as Operation;
    await recorder.stage(operation);
    await meanwhile();
    modules = [...modules, { name: id, version: '1.0.0', kind: 'node-red' }];
    await recorder.commit(operation);
    recorder.settle(operation);
    return warnings;
  };

  it('keeps what runs before and after a module is installed', async () => {
    assert.deepEqual(await install('m'), []);
    assert.deepEqual(archive.calls, ['keep found', 'keep m']);
    assert.deepEqual(
      published.map(({ operation }) => operation),
      ['found', 'nodes.install'],
    );
  });

  it('does not take a deploy that is under way for what a module brought', async () => {
    // Then the deploy waits for its candidate, and the module comes in between.
    refuses = true;
    await recorder.keepRunning();
    let finish: Promise<unknown> | undefined;
    await install('m', async () => {
      archive.held = true;
      finish = deploy('two', 'success', 'new');
      archive.release();
      await Promise.resolve();
      password = 'new';
    });
    await finish;
    assert.deepEqual(archive.kept.slice(-2).sort(), ['one {}', 'two {"t":{"password":"new"}}']);
  });

  it('goes on without a word when history is removed meanwhile', async () => {
    await recorder.keepRunning();
    archive.held = true;
    const deploying = deploy('two');
    const closed = recorder.close();
    archive.release();
    await closed;
    archive.failure = storeErrors.workerClosed({ worker: 'history' });
    assert.deepEqual(await deploying, []);
    assert.deepEqual(await deploy('three'), []);
    recorder.retry();
    await recorder.idle();
    assert.deepEqual([archive.calls.slice(1), logged], [['stage two'], []]);
  });

  it('forgets its candidate when Node-RED did not take it', async () => {
    await recorder.keepRunning();
    await deploy('two', 'failed');
    await recorder.idle();
    assert.deepEqual(archive.calls.slice(1), ['stage two', 'discard two']);
    assert.equal(recorder.running, 1);
  });

  it('says once that nothing can be kept, knows of no current version meanwhile, and says when it can again', async () => {
    await recorder.keepRunning();
    archive.failure = storeErrors.diskFull({ file: 'history.db' });
    for (const id of ['two', 'three']) {
      assert.deepEqual(
        (await deploy(id)).map(({ code }) => code),
        [storeErrors.diskFull.code],
      );
    }
    await recorder.idle();
    assert.equal(recorder.running, undefined);
    assert.equal(health.current().reason?.code, storeErrors.diskFull.code);
    assert.equal(logged.length, 1);
    archive.failure = undefined;
    assert.deepEqual(await deploy('four'), []);
    assert.equal(health.current().state, 'ok');
    assert.deepEqual(logged.slice(1), ['Deploys are kept again']);
  });
});
