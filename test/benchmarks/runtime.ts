import { type Figure, type NodeRedOptions, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { added, addedShare, type Times } from './support/added.ts';
import { type Arms, withArms } from './support/arms.ts';
import { measureDeploys } from './support/deploys.ts';
import { below, noise } from './support/figure.ts';
import { buildPassive } from './support/passive.ts';
import { plant } from './support/plant.ts';
import { type Round, rounds, visit } from './support/rounds.ts';
import { measureStarts, type Start } from './support/starts.ts';
import { median } from './support/statistics.ts';

/** What the pipeline costs with a plugin that wants nothing of it, and what each package adds at rest. */
export async function run(): Promise<Figure[]> {
  const passive: NodeRedOptions = { without: 'all', packages: [await buildPassive()] };
  return [...(await largeFlows(passive)), ...(await injects(passive)), ...(await starts(passive))];
}

async function largeFlows(passive: NodeRedOptions): Promise<Figure[]> {
  const reads: Round<'bare' | 'again' | 'with', number>[] = [];
  const { whole, outside } = await measureDeploys(passive, async (arms) => {
    const names = ['bare', 'again', 'with'] as const;
    const read = async (name: (typeof names)[number]): Promise<number> => {
      await arms[name].collect();
      return arms[name].time('GET', '/flows');
    };
    reads.push(...(await visit(names, { count: rounds(20), warmUp: 5 }, read)));
  });
  const deploy = 'deploy at 10,000 nodes, one changed';
  const get = 'GET /flows at 10,000 nodes';
  return [
    below(
      `${deploy}: time outside Node-RED's own function, added to the median`,
      addedShare(outside, 'with', 'bare', whole),
      '%',
      1.5,
    ),
    noise(
      `${deploy}: time outside Node-RED's own function`,
      addedShare(outside, 'again', 'bare', whole),
      '%',
      1.5,
    ),
    below(`${deploy}: whole request, added to the median`, addedShare(whole, 'with', 'bare'), '%', 1.5),
    noise(`${deploy}: whole request`, addedShare(whole, 'again', 'bare'), '%', 1.5),
    below(`${get}: added to the median`, addedShare(reads, 'with', 'bare'), '%', 5),
    noise(get, addedShare(reads, 'again', 'bare'), '%', 5),
  ];
}

const users = [{ username: 'ana', password: 'ana', permissions: '*' }];

async function injects(passive: NodeRedOptions): Promise<Figure[]> {
  const flows = plant({ tabs: 1, nodesPerTab: 4 });
  const path = `/inject/${flows.find(({ type }) => type === 'inject')?.['id']}`;
  const bare: NodeRedOptions = { flows, without: 'all' };
  const measured: Figure[] = [];
  for (const [how, more] of [
    ['', {}],
    [' with log-in', { users }],
  ] as const) {
    const options = {
      bare: { ...bare, ...more },
      again: { ...bare, ...more },
      with: { ...passive, flows, ...more },
    };
    const times = await withArms(options, (arms) => injectTimes(arms, path, how !== ''));
    measured.push(
      below(`inject${how}: added to the median`, added(times, 'with', 'bare'), 'µs', 50),
      noise(`inject${how}`, added(times, 'again', 'bare'), 'µs', 50),
    );
  }
  return measured;
}

/** How many requests make one visit: their median counts, in microseconds. */
const requests = 100;

async function injectTimes<Name extends string>(
  arms: Arms<Name>,
  path: string,
  loggedIn: boolean,
): Promise<Times<Name>> {
  const names = Object.keys(arms) as Name[];
  const tokens = new Map<Name, string>();
  if (loggedIn) for (const name of names) tokens.set(name, await arms[name].nodeRed.token('ana', 'ana'));
  return visit(names, { count: rounds(40), warmUp: 5 }, async (name) => {
    const times: number[] = [];
    for (let sent = 0; sent < requests; sent++)
      times.push((await arms[name].time('POST', path, { token: tokens.get(name) })) * 1000);
    return median(times);
  });
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
