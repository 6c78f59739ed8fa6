import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowItem } from '@millwright/flows';
import { type Credentials, revisionOf } from '@millwright/release';
import type { Host } from '@millwright/runtime';
import { KeyChain } from './keys/key-chain.ts';
import { KeyFiles } from './keys/key-files.ts';
import { type HubRooms, makeRooms } from './rooms.ts';
import { enrol, type Member, makeCode } from './store/member.fixture.ts';
import type { FleetStore } from './store/open-store.ts';

/** What Node-RED has deployed on the hub of a test. */
export interface Deployed {
  items: readonly FlowItem[];
  credentials: Credentials;
}

/** The rooms of a hub that make, plan and deploy releases, on a real store and a disk of their own; Node-RED has no modules. */
export class Rooms implements HubRooms {
  readonly directory = mkdtempSync(join(tmpdir(), 'millwright-rooms-'));
  readonly deployed: Deployed = { items: [{ id: 't', type: 'tab', label: 'Oven' }], credentials: {} };
  /** Milliseconds since 1970. */
  time = Date.UTC(2026, 10, 26, 12);
  readonly told: string[] = [];
  readonly store: FleetStore;
  readonly keys: KeyChain;
  readonly blobs: HubRooms['blobs'];
  readonly secrets: HubRooms['secrets'];
  readonly values: HubRooms['values'];
  readonly releases: HubRooms['releases'];
  readonly wanted: HubRooms['wanted'];
  readonly planner: HubRooms['planner'];
  readonly sender: HubRooms['sender'];
  readonly deploys: HubRooms['deploys'];
  readonly adoptions: HubRooms['adoptions'];

  constructor(store: FleetStore) {
    const folder = (name: string) => () => join(this.directory, name);
    const now = () => this.time;
    this.store = store;
    const files = new KeyFiles(folder('hub-keys'));
    this.keys = new KeyChain({ files, store, random: randomBytes, now, runsCode: () => false });
    const made = makeRooms({
      host: this.#host(),
      keys: this.keys,
      store,
      npm: { cache: async () => undefined, pack: async () => undefined },
      folders: { blobs: folder('blobs'), packing: folder('packing'), keys: folder('keys') },
      isOnline: () => true,
      now,
      onSent: () => undefined,
      onTaken: () => undefined,
    });
    ({
      blobs: this.blobs,
      secrets: this.secrets,
      values: this.values,
      releases: this.releases,
      wanted: this.wanted,
      planner: this.planner,
      sender: this.sender,
      deploys: this.deploys,
      adoptions: this.adoptions,
    } = made);
    this.wanted.onChanged((devices) => this.told.push(...devices));
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

  plan(name = 'oven', source: Parameters<HubRooms['planner']['make']>[0]['source'] = { kind: 'running' }) {
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
