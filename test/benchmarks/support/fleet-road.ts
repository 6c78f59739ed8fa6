import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Deploy } from '../../../plugins/fleet/src/common/releases.ts';
import { RoadDevice } from '../../fleet/device.fixture.ts';
import { HubClient } from '../../fleet/hub-client.ts';
import { plant } from './plant.ts';

const name = 'line';

/** A hub in a real Node-RED, with devices on its road that take whatever is wanted at once. */
export class FleetOnRoad {
  readonly #nodeRed: NodeRedProcess;
  readonly #hub: HubClient;
  readonly devices: readonly RoadDevice[];

  private constructor(nodeRed: NodeRedProcess, hub: HubClient, devices: readonly RoadDevice[]) {
    this.#nodeRed = nodeRed;
    this.#hub = hub;
    this.devices = devices;
  }

  /** @param size how many devices; they enrol as fast as a hub lets one address do so */
  static async start(size: number): Promise<FleetOnRoad> {
    const nodeRed = await startNodeRed({
      heavyNodes: 'all',
      only: ['node-red-fleet'],
      flows: plant({ tabs: 4, nodesPerTab: 50 }),
    });
    const hub = new HubClient(nodeRed);
    await hub.setUp();
    const { code } = await hub.makeCode({ uses: size });
    const devices: RoadDevice[] = [];
    while (devices.length < size) {
      const device = await enrolled(code, `Gateway ${devices.length}`);
      await hub.act(device.id, 'confirm');
      devices.push(device);
    }
    await Promise.all(devices.map((device) => device.connect()));
    return new FleetOnRoad(nodeRed, hub, devices);
  }

  /** Deploys to all. @returns milliseconds from the click to the last outcome that the hub has kept and acknowledged */
  async deploy(): Promise<number> {
    const plan = await this.#hub.plan(name);
    const began = performance.now();
    const following = this.devices.map((device) => this.#follow(device));
    const { id } = await this.#hub.deploy(plan.id);
    await Promise.all(following);
    const took = performance.now() - began;
    const { devices } = await this.#hub.done<Deploy>('GET', `/deploys/${id}`);
    const ended = devices.filter(({ at }) => at === 'committed').length;
    if (ended !== this.devices.length) throw new Error(`${ended} of ${this.devices.length} are committed`);
    return took;
  }

  /** Answers what is wanted next with an outcome, and waits until the hub has acknowledged it. */
  async #follow(device: RoadDevice): Promise<void> {
    const former = device.desired?.job;
    const job = await waitFor(
      `what is wanted of ${device.id}`,
      () => device.desired?.job !== former && device.desired?.job,
      { deadline: 120_000 },
    );
    device.outcomes = [{ job, result: 'committed', time: Date.now() }];
    await device.tell();
    await waitFor(`the word that ${job} is known`, () => device.outcomes.length === 0, { deadline: 120_000 });
  }

  async stop(): Promise<void> {
    for (const device of this.devices) device.disconnect();
    await this.#nodeRed.stop();
  }
}

/** A hub lets one address enrol a few devices a second, and refuses more: then it is tried again. */
const enrolled = (code: string, as: string): Promise<RoadDevice> =>
  waitFor(`${as} to enrol`, () => RoadDevice.enrol(code, as), { deadline: 60_000, every: 250 });
