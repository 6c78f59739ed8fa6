import type { Health, Random } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId } from '../../../common/fields.ts';
import type { Deploy, DeploySummary } from '../../../common/releases.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { standingRefusals } from '../devices/standing.ts';
import type { KeyChain } from '../keys/key-chain.ts';
import { type KeptPlan, type Planner, readyOf } from '../plan/planner.ts';
import type { Releases } from '../releases/releases.ts';
import { committedOf, manifestOf } from '../releases/stored-release.ts';
import type { HubSecrets } from '../secrets.ts';
import type { FoundDeploy, NewDeployRow } from '../store/deploys.ts';
import { labelsOf } from '../store/json.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { ReleaseRow } from '../store/releases.ts';
import type { Values } from '../values/values.ts';
import { deployOf, deploySummaryOf } from './deploy-state.ts';
import type { Sender } from './sender.ts';
import type { WantedRelease } from './wish.ts';

export interface DeploysOptions {
  readonly store: Pick<
    FleetStore,
    | 'addDeploy'
    | 'devicesDeployedSince'
    | 'findDeploy'
    | 'listDeploys'
    | 'openDeploys'
    | 'removeWaitingDeploy'
    | 'selectDevices'
    | 'setDeployState'
    | 'signedManifests'
  >;
  readonly blobs: Pick<Blobs, 'holding'>;
  readonly planner: Planner;
  readonly releases: Releases;
  readonly secrets: HubSecrets;
  readonly values: Values;
  readonly keys: Pick<KeyChain, 'releaseKey'>;
  readonly sender: Sender;
  readonly random: Random;
  readonly now: () => number;
}

export interface DeployOrder {
  readonly passphrase: string | undefined;
  readonly note: string | undefined;
  readonly by: string | undefined;
}

const mostListed = 50;

/** Deliveries of releases to devices: carries out plans, and goes on with what was cut off or waited for a signature. */
export class Deploys {
  readonly #options: DeploysOptions;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: DeploysOptions) {
    this.#options = options;
  }

  /** The latest first. */
  async list(): Promise<DeploySummary[]> {
    return (await this.#options.store.listDeploys(mostListed)).map(deploySummaryOf);
  }

  /** @throws `fleet.no-deploy` */
  async find(id: string): Promise<Deploy> {
    const found = await this.#options.store.findDeploy(id);
    if (!found) throw fleetErrors.noDeploy({ id: id.slice(0, 64) });
    return deployOf(found);
  }

  /**
   * Does what a plan says, for the devices without problems. Resolves once it is wanted of all of them, or waits for its signature.
   *
   * @throws `fleet.plan-stopped`, `fleet.plan-outdated`, `fleet.no-receiver`, `fleet.passphrase-needed`, `release.passphrase-wrong`
   */
  carryOut(kept: KeptPlan, { passphrase, note, by }: DeployOrder, signal: AbortSignal): Promise<Deploy> {
    return this.#inTurn(async () => {
      const { planner, store, random, now } = this.#options;
      const devices = await planner.recheck(kept, signal);
      const receivers = devices.filter(({ planned }) => planned.problems.length === 0);
      if (receivers.length === 0) throw fleetErrors.noReceiver();
      const release = await this.#release(kept, passphrase, by);
      planner.drop(kept.plan.id);
      const { name, version } = release;
      // What the release says itself is not said again.
      const health = kept.release.ready?.existing ? kept.wanted.health : undefined;
      const deploy: NewDeployRow = {
        id: newId(random),
        time: now(),
        by: by ?? null,
        note: note ?? null,
        release_name: name,
        release_version: version,
        health: health ? JSON.stringify(health) : null,
        state: release.state === 'signed' ? 'starting' : 'waits-for-signature',
      };
      const deliveries = receivers.map(({ planned }) => ({ device: planned.id, job: newId(random) }));
      await store.addDeploy({ deploy, devices: deliveries });
      if (deploy.state === 'starting') await this.#send(deploy, release, deliveries);
      return this.find(deploy.id);
    });
  }

  /** Forgets a deploy that waits for its signature. @throws `fleet.no-deploy`, `fleet.deploy-sent` */
  callBack(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const { release } = await this.find(id);
      if (!(await this.#options.store.removeWaitingDeploy(id))) throw fleetErrors.deploySent(release);
    });
  }

  /** Deploys of this release waited for its signature. */
  signed(release: ReleaseRow): Promise<void> {
    return this.#inTurn(async () => {
      for (const found of await this.#waitingFor(release)) await this.#goOn(found, release);
    });
  }

  /** How many devices wait for the signature of a release. */
  async waitingFor(id: ReleaseId): Promise<number> {
    return (await this.#waitingFor(id)).reduce((sum, { devices }) => sum + devices.length, 0);
  }

  /** Goes on with what the power cut off: until everything is wanted of its devices, a deploy is not under way. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      for (const found of await this.#options.store.openDeploys()) {
        const { release_name: name, release_version: version } = found.deploy;
        const release = await this.#options.releases.find({ name, version }).catch((error: unknown) => {
          if (fleetErrors.noRelease.is(error)) return undefined;
          throw error;
        });
        if (release?.state === 'signed') await this.#goOn(found, release);
      }
    });
  }

  async #waitingFor({ name, version }: ReleaseId): Promise<readonly FoundDeploy[]> {
    return (await this.#options.store.openDeploys()).filter(
      ({ deploy }) => deploy.release_name === name && deploy.release_version === version,
    );
  }

  /** The release of a plan, made and signed where that is to be done. */
  async #release(
    { release }: KeptPlan,
    passphrase: string | undefined,
    by: string | undefined,
  ): Promise<ReleaseRow> {
    const { releases, keys } = this.#options;
    const ready = readyOf(release);
    if (ready.existing?.state === 'signed') return ready.existing;
    return releases.take(ready, { signer: await keys.releaseKey(passphrase), by });
  }

  /** Only to those of which nothing later is wanted. */
  async #goOn({ deploy, devices }: FoundDeploy, release: ReleaseRow): Promise<void> {
    const { store } = this.#options;
    const later = new Set(await store.devicesDeployedSince(deploy.sequence));
    const left = devices.filter(
      ({ device, job, current, result }) => result === null && current !== job && !later.has(device),
    );
    if (deploy.state !== 'starting') await store.setDeployState(deploy.id, 'starting');
    await this.#send(deploy, release, left);
  }

  async #send(
    deploy: NewDeployRow,
    release: ReleaseRow,
    deliveries: readonly { readonly device: string; readonly job: string }[],
  ): Promise<void> {
    const { store, sender, values } = this.#options;
    const wanted = await this.#wanted(deploy, release);
    const book = await values.book();
    const jobs = new Map(deliveries.map(({ device, job }) => [device, job]));
    await sender.send(
      wanted,
      jobs,
      (device) => {
        const [refusal] = standingRefusals(device);
        if (refusal) throw refusal;
        return book.of({ id: device.id, labels: labelsOf(device.labels) });
      },
      deploy.by ?? undefined,
    );
    await store.setDeployState(deploy.id, 'under-way');
  }

  async #wanted({ health }: NewDeployRow, release: ReleaseRow): Promise<WantedRelease> {
    const { store, secrets } = this.#options;
    const { name, version, digest, size } = release;
    const floors = (await store.signedManifests(name))
      .map((row) => manifestOf(row).floor ?? 0)
      .filter((floor) => floor <= version);
    return {
      name,
      version,
      digest,
      size,
      floor: Math.max(0, ...floors),
      committed: committedOf(release, secrets),
      health: health === null ? undefined : (JSON.parse(health) as Health),
    };
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(() => this.#options.blobs.holding(work));
    this.#work = done.catch(() => undefined);
    return done;
  }
}

/** As good as a UUID, and without capitals: it may name a folder. */
const newId = (random: Random): string => Buffer.from(random(16)).toString('hex');
