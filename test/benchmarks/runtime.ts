import { type Figure, type NodeRedOptions, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { added, addedShare, type Times } from './support/added.ts';
import { type Arm, withArms } from './support/arms.ts';
import { type Deploy, deployOnce, large } from './support/deploy.ts';
import { below, noise } from './support/figure.ts';
import { buildPassive } from './support/passive.ts';
import { plant } from './support/plant.ts';
import { type Round, rounds } from './support/rounds.ts';
import { measureStarts, type Start } from './support/starts.ts';
import { median } from './support/statistics.ts';
import { measureSwitched, type Switched } from './support/switched.ts';

/** What the pipeline costs with a plugin that wants nothing of it, and what each package adds at rest. */
export async function run(): Promise<Figure[]> {
  const passive: NodeRedOptions = { without: 'all', packages: [await buildPassive()] };
  return [...(await largeFlows(passive)), ...(await injects(passive)), ...(await starts(passive))];
}

async function largeFlows(passive: NodeRedOptions): Promise<Figure[]> {
  const deploys: Round<Switched, Deploy>[] = [];
  const reads: Round<Switched, number>[] = [];
  await withArms({ large: { ...passive, flows: large } }, async ({ large: arm }) => {
    deploys.push(...(await measureSwitched(arm, { count: rounds(30), warmUp: 3 }, () => deployOnce(arm))));
    reads.push(...(await measureSwitched(arm, { count: rounds(30), warmUp: 5 }, () => readFlows(arm))));
  });
  const part = (name: keyof Deploy): Times<Switched> =>
    deploys.map((round) => ({
      bare: round.bare.map((visit) => visit[name]),
      again: round.again.map((visit) => visit[name]),
      with: round.with.map((visit) => visit[name]),
    }));
  const whole = part('whole');
  const outside = part('outside');
  const deploy = 'deploy at 10,000 nodes, one changed';
  const inside = `${deploy}: time outside Node-RED's own function`;
  const get = 'GET /flows at 10,000 nodes';
  return [
    below(`${deploy}: added to the median`, addedShare(whole, 'with', 'bare'), '%', 1.5),
    noise(deploy, addedShare(whole, 'again', 'bare'), '%', 1.5),
    below(`${inside}, added to the median`, addedShare(outside, 'with', 'bare', whole), '%', 1.5),
    noise(inside, addedShare(outside, 'again', 'bare', whole), '%', 1.5),
    below(`${get}: added to the median`, addedShare(reads, 'with', 'bare'), '%', 5),
    noise(get, addedShare(reads, 'again', 'bare'), '%', 5),
  ];
}

/** How many requests make one visit: their median counts. */
const reading = 5;
const injecting = 100;

async function readFlows(arm: Arm): Promise<number> {
  await arm.collect();
  return medianOf(reading, () => arm.time('GET', '/flows'));
}

const users = [{ username: 'ana', password: 'ana', permissions: '*' }];

async function injects(passive: NodeRedOptions): Promise<Figure[]> {
  const flows = plant({ tabs: 1, nodesPerTab: 4 });
  const path = `/inject/${flows.find(({ type }) => type === 'inject')?.['id']}`;
  const measured: Figure[] = [];
  for (const [how, more] of [
    ['inject', {}],
    ['inject with log-in', { users }],
  ] as const) {
    const times = await withArms({ small: { ...passive, flows, ...more } }, async ({ small: arm }) => {
      const token = how === 'inject' ? undefined : await arm.nodeRed.token('ana', 'ana');
      const press = async (): Promise<number> => (await arm.time('POST', path, { token })) * 1000;
      return measureSwitched(arm, { count: rounds(60), warmUp: 10 }, () => medianOf(injecting, press));
    });
    measured.push(
      below(`${how}: added to the median`, added(times, 'with', 'bare'), 'µs', 50),
      noise(how, added(times, 'again', 'bare'), 'µs', 50),
    );
  }
  return measured;
}

async function medianOf(count: number, take: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  while (taken.length < count) taken.push(await take());
  return median(taken);
}

async function starts(passive: NodeRedOptions): Promise<Figure[]> {
  const packages = loadablePackages(root).map(({ name }) => name.replace(/^@[^/]+\//, ''));
  const flows = plant({ tabs: 5, nodesPerTab: 40 });
  const options: Record<string, NodeRedOptions> = {
    bare: { flows, without: 'all' },
    again: { flows, without: 'all' },
    'a plugin that wants nothing': { ...passive, flows },
  };
  for (const name of packages) options[name] = { flows, without: packages.filter((other) => other !== name) };
  const measured = await measureStarts(options);
  const part = (of: (start: Start) => number): Times<string> =>
    measured.map((round) =>
      Object.fromEntries(Object.entries(round).map(([name, visits]) => [name, visits.map(of)])),
    );
  const took = part(({ took }) => took);
  const rss = part(({ rss }) => rss / 1e6);
  const heap = part(({ heapUsed }) => heapUsed / 1e6);
  const beside = ['a plugin that wants nothing', ...packages];
  return [
    ...beside.map((name) => below(`start with ${name}: added`, added(took, name, 'bare'), 'ms', 200)),
    noise('start', added(took, 'again', 'bare'), 'ms', 200),
    ...beside.flatMap((name) => [
      below(`memory at rest with ${name}: resident, added`, added(rss, name, 'bare'), 'MB', 40),
      below(`memory at rest with ${name}: heap in use, added`, added(heap, name, 'bare'), 'MB', 40),
    ]),
    noise('memory at rest, resident', added(rss, 'again', 'bare'), 'MB', 40),
  ];
}
