import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desired, newDevice, type State, writeJournal } from '@millwright/rollout';
import type { Host } from '@millwright/runtime';
import { waitFor } from '@millwright/testing';
import { fleetErrors } from '../../common/errors.ts';
import { Core } from './core.ts';
import type { HubSide } from './make-machine.ts';

const desired = {
  job: 'job-1',
  counter: 1,
  digest: 'document-1',
  hub: 'hub-key',
  drift: 'report',
  window: { kind: 'always' },
  release: { name: 'line', version: 1, digest: 'manifest-1', size: 1 },
  environment: [],
} satisfies Desired;

/** Longer than a process waits for another one to end. */
const patient = 10_000;

/** A user directory, and as much of a Node-RED as a device needs that never comes to its flows. */
class Bench {
  readonly userDirectory = mkdtempSync(join(tmpdir(), 'millwright-core-'));
  readonly directory = join(this.userDirectory, 'millwright/fleet/device');
  readonly log: string[] = [];
  /** Operations that hold the lock of the flows. */
  open = 0;
  /** Each operation waits for it. */
  lock: Promise<void> = Promise.resolve();
  /** What Node-RED makes of its credentials file. */
  credentials: () => Record<string, never> = () => ({});
  readonly #disposers: (() => void | Promise<void>)[] = [];

  constructor() {
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(join(this.userDirectory, 'flows.json'), '[]');
    writeFileSync(join(this.userDirectory, 'package.json'), '{}');
  }

  journal(state: State = newDevice('none')): void {
    writeFileSync(join(this.directory, 'journal.json'), writeJournal(state));
  }

  /** One process. */
  core(hubSide: () => HubSide = () => this.#side): Core {
    const disposers = this.#disposers;
    const nothing = (): (() => void) => () => {};
    const host = {
      log: { info: () => {}, warn: () => {}, error: (text: string) => this.log.push(text) },
      nodeRed: {
        userDirectory: this.userDirectory,
        getFlows: () => ({ rev: 'old', items: [] }),
        flowFiles: () => ({
          flows: join(this.userDirectory, 'flows.json'),
          credentials: join(this.userDirectory, 'flows_cred.json'),
          isPretty: true,
        }),
        decryptCredentials: () => this.credentials(),
        encryptCredentials: async () => ({}),
        startWithoutFlows: () => {},
        hasNodeType: () => true,
        credentials: () => undefined,
      },
      operate: async (_operation: unknown, work: () => Promise<unknown>) => {
        await this.lock;
        this.open += 1;
        try {
          return await work();
        } finally {
          this.open -= 1;
        }
      },
      onStop: nothing,
      onFlowsStarted: nothing,
      onFlowsStopped: nothing,
      onFlowsNotStarted: nothing,
      onNodeStatus: nothing,
      onDispose: (dispose: () => void | Promise<void>) => void disposers.push(dispose),
    } as unknown as Host;
    const { directory } = this;
    return new Core({ host, directory, restartSetting: undefined, hub: () => 'hub', hubSide });
  }

  readonly #side: HubSide = {
    fetch: async () => ({ kind: 'fetched' }),
    verify: async () => ({ kind: 'verified', restart: false, health: { windowSeconds: 60 } }),
    stage: async () => ({ kind: 'staged', rev: 'new' }),
    adopt: async () => ({ kind: 'adopted' }),
    report: async () => {},
    discardFetched: async () => {},
  };

  async dispose(): Promise<void> {
    for (const dispose of this.#disposers.splice(0)) await dispose();
  }

  async remove(): Promise<void> {
    await this.dispose();
    rmSync(this.userDirectory, { recursive: true, force: true });
  }
}

const rejects = (work: Promise<unknown>, { is }: { readonly is: (error: unknown) => boolean }) =>
  assert.rejects(work, is);

describe('an instance as a device', function () {
  this.timeout(patient);
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => bench.remove());

  /** One that copies what runs, and waits for the lock of the flows before that. */
  const keeping = async (): Promise<{ readonly core: Core; readonly unlock: () => void }> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bench.lock = promise;
    bench.journal();
    const core = bench.core();
    await core.start(true);
    await core.machine?.take(desired);
    await waitFor('what runs to be kept', () => core.machine?.state.work?.phase === 'keeping');
    return { core, unlock: resolve };
  };

  it('does not leave while what runs is kept, and goes on', async () => {
    const { core, unlock } = await keeping();
    await rejects(core.leave(), fleetErrors.changingOver);
    unlock();
    await waitFor('the change-over', () => core.machine?.state.work?.phase !== 'keeping');
    await waitFor('the lock of the change-over', () => bench.open === 1);
    await rejects(core.leave(), fleetErrors.changingOver);
  });

  it('holds no lock of the flows once its package is removed', async () => {
    const { core, unlock } = await keeping();
    unlock();
    await waitFor('the lock', () => bench.open === 1);
    await bench.dispose();
    await waitFor('the lock to be given back', () => bench.open === 0);
    assert.ok(existsSync(join(bench.directory, 'journal.json')), String(core.machine?.state.work?.phase));
  });

  it('leaves no credentials and no key to them behind, and notes where it was', async () => {
    bench.journal({ ...newDevice('none'), turn: 7, live: 'one' });
    const core = bench.core();
    await core.start(true);
    for (const slot of ['one', 'kept-2']) {
      await core.slots.begin(slot);
      const content = { rev: slot, flows: [], credentials: {}, modules: [], dependencies: {}, missing: [] };
      await core.slots.complete(slot, content);
    }
    await core.leave();
    const left = readdirSync(bench.directory, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      left.filter((name) => /\.key$|credentials$|journal|flows\.json$/.test(name)),
      [],
    );
    assert.equal(JSON.parse(readFileSync(join(bench.directory, 'former.json'), 'utf8')).live, 'one');
    await core.begin();
    assert.equal(core.machine?.state.live, 'one');
  });

  it('is one process: another one leaves all as it is, says why, and is the device once it is alone', async () => {
    bench.journal();
    const first = bench.core();
    await first.start(true);
    await first.machine?.settled();
    const before = readFileSync(join(bench.directory, 'journal.json'), 'utf8');
    const second = bench.core();
    await second.start(true);
    assert.deepEqual([second.machine, second.trouble?.code], [undefined, 'fleet.other-process']);
    assert.match(bench.log.join('\n'), /Another Node-RED runs from/);
    await rejects(second.leave(), fleetErrors.otherProcess);
    assert.equal(readFileSync(join(bench.directory, 'journal.json'), 'utf8'), before);
    await bench.dispose();
    const third = bench.core();
    await third.start(true);
    assert.ok(third.machine);
  });

  it('says so where its journal is gone, and does not begin as if it were new', async () => {
    const core = bench.core();
    await core.start(true);
    assert.deepEqual([core.machine, core.trouble?.code], [undefined, 'fleet.journal-missing']);
    assert.equal(bench.log.length, 1);
    // The way out of it.
    await core.leave();
    assert.equal(core.trouble, undefined);
    await core.begin();
    assert.ok(core.machine);
  });

  it('is none, and says nothing, where nobody has made it one', async () => {
    const core = bench.core();
    await core.start(false);
    assert.deepEqual([core.machine, core.trouble, bench.log], [undefined, undefined, []]);
  });

  it('says that changes cannot be told where what they would be compared with cannot be read', async () => {
    bench.journal({ ...newDevice('none'), live: 'one', committed: { slot: 'one', rev: 'old' } });
    const core = bench.core();
    const content = { rev: 'old', flows: [], credentials: {}, modules: [], dependencies: {}, missing: [] };
    await core.slots.begin('one');
    await core.slots.complete('one', content);
    await core.start(true);
    assert.equal(await core.revisionToTell('old'), 'old');
    writeFileSync(join(bench.directory, 'slots/one/credentials'), 'damaged');
    await rejects(core.revisionToTell('old'), fleetErrors.slotDamaged);
    assert.equal(await core.revisionToTell('other'), 'other', 'other flows are told all the same');
    bench.credentials = () => {
      throw new Error('no such key');
    };
    await core.slots.begin('one');
    await core.slots.complete('one', content);
    await assert.rejects(core.revisionToTell('old'), /no such key/);
  });

  it('runs its flows and says so where it cannot take up what was left', async () => {
    bench.journal();
    const core = bench.core(() => {
      throw new Error('our bug');
    });
    await core.start(true);
    assert.deepEqual([core.machine, core.trouble?.code], [undefined, 'fleet.not-taken-up']);
    assert.match(bench.log.join('\n'), /our bug/);
  });
});
