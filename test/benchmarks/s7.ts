import type { Figure } from '@millwright/testing';
import { atLeast, below, toCompare } from './support/figure.ts';
import { type Cycles, cyclesOf, type Layout, type Library } from './support/s7-cycles.ts';
import { rateOfContrib, watches } from './support/s7-end-to-end.ts';
import { asItIs, withManyItems } from './support/s7-server.ts';
import { middleOf, ratioOf, scaled } from './support/slices.ts';
import { type Estimate, median } from './support/statistics.ts';

const theirs = 'node-red-contrib-s7';
const dense: Layout = { count: 1_000, stride: 4 };
const sparse: Layout = { count: 1_000, stride: 16 };

/** nodes7 alone, node-red-contrib-s7 and ours, over the same server of Snap7, in one run. */
export async function* run(): AsyncIterable<Figure> {
  yield* await reading();
  yield* await truncated();
  yield* await watching();
}

async function reading(): Promise<readonly Figure[]> {
  const server = await withManyItems();
  try {
    return [
      ...beside('1,000 REAL, one behind the other', dense, server.port, 0.5),
      ...beside('1,000 REAL, one every 16 bytes', sparse, server.port, 1),
    ];
  } finally {
    await server.close();
  }
}

/** @param most milliseconds of a cycle, half of them shorter. The ratio to reach is what that is to nodes7 as it was measured when the limit was set. */
function beside(name: string, layout: Layout, port: number, most: number): readonly Figure[] {
  const taken: Record<Library, Cycles[]> = { nodes7: [], ours: [] };
  // By turns: what the machine does meanwhile meets both alike.
  for (const library of ['nodes7', 'ours', 'ours', 'nodes7'] as const) {
    const cycles = cyclesOf(library, port, layout);
    if (!cycles || cycles.failed > 0) throw new Error(`${library} did not read every value`);
    taken[library].push(cycles);
  }
  const half = (library: Library): number =>
    Math.min(...taken[library].map(({ durations }) => median(durations)));
  const cost = (library: Library): number => Math.min(...taken[library].map((cycles) => cycles.cost)) / 1000;
  return [
    toCompare(`${name}, half of the cycles are shorter than: nodes7`, half('nodes7'), 'ms'),
    below(`${name}, half of the cycles are shorter than: ours`, { value: half('ours') }, 'ms', most),
    atLeast(`${name}: ours faster than nodes7`, { value: half('nodes7') / half('ours') }, 'x', 8),
    toCompare(`${name}, processor for each cycle: nodes7`, cost('nodes7'), 'ms'),
    toCompare(`${name}, processor for each cycle: ours`, cost('ours'), 'ms'),
  ];
}

/** Snap7's server as it is answers twenty items of a request, however many there are. */
async function truncated(): Promise<readonly Figure[]> {
  const server = await asItIs();
  const name = 'a server that answers 20 items at most, 1,000 REAL every 16 bytes';
  try {
    const nodes7 = cyclesOf('nodes7', server.port, sparse);
    // As if nobody had heard of twenty: item by item, and only one cycle to learn.
    const untold = { warmUp: 1, plan: { gap: 0, maxItems: 200 } };
    const ours = cyclesOf('ours', server.port, sparse, untold);
    return [
      toCompare(`${name}: nodes7 lives`, nodes7 ? 1 : 0, 'yes'),
      toCompare(`${name}: ${theirs}`, await rateOfContrib(server.port, sparse), 'cycles/s with values'),
      below(
        `${name}: ours, cycles without a value behind the first`,
        { value: ours?.failed ?? Number.NaN },
        'cycles',
        1,
      ),
    ];
  } finally {
    await server.close();
  }
}

async function watching(): Promise<readonly Figure[]> {
  const server = await asItIs();
  const name = '1,000 REAL through a flow every 50 ms';
  try {
    const slices = await watches(server.port, dense);
    const costs = (set: 'bare' | 'peer' | 'ours'): Estimate => scaled(middleOf(slices, set, 'cost'), 1e-3);
    const cost = `${name}, processor for each cycle`;
    return [
      toCompare(`${name}: ${theirs}`, middleOf(slices, 'peer', 'rate'), 'cycles/s'),
      atLeast(`${name}: ours`, middleOf(slices, 'ours', 'rate'), 'cycles/s', 19),
      toCompare('a message every 50 ms and no PLC, processor for each', costs('bare'), 'ms'),
      toCompare(`${cost}: ${theirs}`, costs('peer'), 'ms'),
      below(`${cost}: ours`, costs('ours'), 'ms', 1.5),
      toCompare(`${cost}: ${theirs} to ours`, ratioOf(slices, 'cost', 'peer', 'ours'), 'x'),
    ];
  } finally {
    await server.close();
  }
}
