import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowItem } from '@millwright/flows';
import { type Credentials, revisionOf } from '@millwright/release';
import type { Host } from '@millwright/runtime';
import { Adoptions } from './adoptions/adoptions.ts';
import { Blobs } from './blobs/blobs.ts';
import { Deploys } from './deploys/deploys.ts';
import { Sender } from './deploys/sender.ts';
import { KeyChain } from './keys/key-chain.ts';
import { KeyFiles } from './keys/key-files.ts';
import { Tarballs } from './modules/tarballs.ts';
import { Planner } from './plan/planner.ts';
import { Releases } from './releases/releases.ts';
import { HubSecrets } from './secrets.ts';
import { enrol, type Member, makeCode } from './store/member.fixture.ts';
import type { FleetStore } from './store/open-store.ts';
import { Values } from './values/values.ts';
import { WantedOfDevices } from './wanted/wanted-of-devices.ts';

/** What Node-RED has deployed on the hub of a test. */
export interface Deployed {
  items: readonly FlowItem[];
  credentials: Credentials;
}

/** The rooms of a hub that make, plan and deploy releases, on a real store and a disk of their own; Node-RED has no modules. */
export class Rooms {
  readonly directory = mkdtempSync(join(tmpdir(), 'millwright-rooms-'));
  readonly deployed: Deployed = { items: [{ id: 't', type: 'tab', label: 'Oven' }], credentials: {} };
  /** Milliseconds since 1970. */
  time = Date.UTC(2026, 10, 26, 12);
  readonly told: string[] = [];
  readonly store: FleetStore;
  readonly blobs: Blobs;
  readonly secrets: HubSecrets;
  readonly keys: KeyChain;
  readonly values: Values;
  readonly releases: Releases;
  readonly wanted: WantedOfDevices;
  readonly planner: Planner;
  readonly sender: Sender;
  readonly deploys: Deploys;
  readonly adoptions: Adoptions;

  constructor(store: FleetStore) {
    const directory = this.directory;
    const [random, now] = [randomBytes, () => this.time];
    this.store = store;
    this.blobs = new Blobs(() => join(directory, 'blobs'));
    this.secrets = new HubSecrets({ directory: () => join(directory, 'keys'), sealed: async () => [] });
    this.keys = new KeyChain({
      files: new KeyFiles(() => join(directory, 'hub-keys')),
      store,
      random,
      now,
      runsCode: () => false,
    });
    const { blobs, secrets, keys } = this;
    this.values = new Values({ store, secrets });
    this.releases = new Releases({ store, blobs, secrets, keys });
    this.wanted = new WantedOfDevices(store, blobs);
    this.wanted.onChanged((devices) => this.told.push(...devices));
    const npm = { cache: async () => undefined, pack: async () => undefined };
    const tarballs = new Tarballs({ npm, blobs, scratch: () => join(directory, 'packing') });
    const { values, releases, wanted } = this;
    const host = this.#host();
    this.planner = new Planner({
      host,
      releases,
      blobs,
      secrets,
      tarballs,
      store,
      values,
      keys,
      isOnline: () => true,
      random,
      now,
    });
    this.sender = new Sender({ store, blobs, keys, wanted, random, now, onSent: () => undefined });
    this.adoptions = new Adoptions({ store, blobs, now, onTaken: () => undefined });
    const { planner, sender } = this;
    this.deploys = new Deploys({
      store,
      blobs,
      planner,
      releases,
      secrets,
      values,
      keys,
      sender,
      random,
      now,
    });
  }

  /** A device whose words somebody has compared. */
  async member(id: string): Promise<Member> {
    const member = await this.newcomer(id);
    await this.store.confirmDevice({ device: id, time: this.time });
    return member;
  }

  /** A device whose words nobody has compared yet. */
  async newcomer(id: string): Promise<Member> {
    const code = makeCode();
    await this.store.addCode(code, this.time);
    return enrol(this.store, id, { code });
  }

  plan(name = 'oven', source: Parameters<Planner['make']>[0]['source'] = { kind: 'running' }) {
    const selection = { kind: 'all' } as const;
    return this.planner.make({ source, name, selection }, new AbortController().signal);
  }

  async carryOut(plan: string, order: { readonly passphrase?: string; readonly note?: string } = {}) {
    const { passphrase, note } = order;
    return this.deploys.carryOut(
      this.planner.find(plan),
      { passphrase, note, by: 'anna' },
      new AbortController().signal,
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #host(): Pick<Host, 'nodeRed' | 'services'> {
    const { deployed, directory } = this;
    const nodeRed = {
      version: '5.0.7',
      userDirectory: directory,
      getFlows: () => ({ rev: revisionOf(deployed.items), items: deployed.items }),
      credentials: (id: string) => deployed.credentials[id],
      modules: () => [],
      moduleOf: () => 'node-red',
      folderOf: () => undefined,
    };
    return { services: {}, nodeRed: nodeRed as unknown as Host['nodeRed'] };
  }
}
