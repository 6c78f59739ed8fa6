import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Deploy } from '../../../plugins/fleet/src/common/releases.ts';
import { HubClient } from '../../fleet/hub-client.ts';
import { plant } from './plant.ts';

type Item = Readonly<Record<string, unknown>>;
const path = '/alive';

/** A plant's line, and an endpoint that says which version of the flows answers. */
const flowsOf = (version: number): Item[] => [
  ...plant({ tabs: 2, nodesPerTab: 100 }),
  { id: 'tab-alive', type: 'tab', label: `Alive ${version}` },
  { id: 'in', type: 'http in', z: 'tab-alive', url: path, method: 'get', wires: [['say']] },
  {
    id: 'say',
    type: 'function',
    z: 'tab-alive',
    func: `msg.payload = '${version}'; return msg;`,
    outputs: 1,
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab-alive', wires: [] },
];

/** Asks the endpoint again and again. */
class Probe {
  readonly #url: string;
  #answers: { readonly time: number; readonly version: string }[] = [];
  #stopped = false;
  readonly #asking: Promise<void>;

  constructor(nodeRed: NodeRedProcess) {
    this.#url = nodeRed.url + path;
    this.#asking = this.#ask();
  }

  async #ask(): Promise<void> {
    while (!this.#stopped) {
      // An endpoint whose flow is stopped never answers.
      const signal = AbortSignal.timeout(100);
      const response = await fetch(this.#url, { signal }).catch(() => undefined);
      const version = response?.ok ? await response.text().catch(() => '') : '';
      if (version !== '') this.#answers.push({ time: performance.now(), version });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Waits until this version answers. @returns the longest time without an answer, in milliseconds */
  async outageUntil(version: number): Promise<number> {
    await waitFor(`version ${version} to answer`, () => this.#answers.at(-1)?.version === String(version), {
      deadline: 60_000,
    });
    const times = this.#answers.map(({ time }) => time);
    this.#answers = this.#answers.slice(-1);
    return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#asking;
  }
}

/**
 * How long flows do not answer while they are switched: by a release that comes from a hub, and by a full deploy by hand, in
 * turn, on one device.
 */
export async function outages(
  rounds: number,
): Promise<{ readonly byFleet: readonly number[]; readonly byHand: readonly number[] }> {
  const own = { only: ['node-red-fleet'] };
  const hubRed = await startNodeRed({ ...own, heavyNodes: 'all', flows: flowsOf(1) });
  const deviceRed = await startNodeRed({ ...own, heavyNodes: 'all', flows: flowsOf(1) });
  const probe = new Probe(deviceRed);
  try {
    const hub = new HubClient(hubRed);
    await hub.setUp();
    const device = new HubClient(deviceRed);
    const { code } = await hub.makeCode();
    const { device: id = '' } = await device.done<{ device?: string }>('POST', '/own/enrol', { code });
    await hub.act(id, 'confirm');
    const [byFleet, byHand]: [number[], number[]] = [[], []];
    let version = 1;
    while (byHand.length < rounds) {
      await probe.outageUntil(version);
      version += 1;
      await put(hubRed, version);
      await deploy(hub);
      byFleet.push(await probe.outageUntil(version));
      version += 1;
      await put(deviceRed, version);
      byHand.push(await probe.outageUntil(version));
    }
    return { byFleet, byHand };
  } finally {
    await probe.stop();
    await Promise.all([deviceRed.stop(), hubRed.stop()]);
  }
}

async function put(nodeRed: NodeRedProcess, version: number): Promise<void> {
  const { status, text } = await nodeRed.request('POST', '/flows', flowsOf(version));
  if (status >= 300) throw new Error(text);
}

/** Deploys what runs on the hub, and waits until the device has committed it. */
async function deploy(hub: HubClient): Promise<void> {
  const planned = async () => hub.deploy((await hub.plan('line', { health: { windowSeconds: 1 } })).id);
  // Between plan and deploy the device may say what was deployed there by hand, and then the plan is outdated.
  const { id } = await planned().catch(planned);
  await waitFor(
    'the device to commit it',
    async () => (await hub.done<Deploy>('GET', `/deploys/${id}`)).state === 'done',
    { deadline: 60_000 },
  );
}
