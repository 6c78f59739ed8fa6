import { waitFor } from '@millwright/testing';
import { type Measured, NodesArm } from './nodes-arm.ts';
import type { Layout } from './s7-cycles.ts';
import { bare, contrib, ours, type S7NodeSet } from './s7-flows.ts';
import { seconds } from './seconds.ts';
import { median } from './statistics.ts';

/** Milliseconds. */
const interval = 50;

/** Cycles a second, and what each costs; none where it never gives a value. */
async function watched(set: S7NodeSet, port: number, layout: Layout): Promise<Measured | undefined> {
  const arm = await NodesArm.start(set.nodes, set.watching(port, layout, interval));
  try {
    const came = await waitFor(
      `${set.name} to have its first values`,
      async () => (await arm.tally()).count > 20,
      { deadline: 20_000 },
    ).then(
      () => true,
      () => false,
    );
    if (!came) return undefined;
    await arm.measure(seconds(5, 2));
    return await arm.measure(seconds(15, 3));
  } finally {
    await arm.stop();
  }
}

export interface Watched {
  readonly ours: Measured;
  readonly peer: Measured;
  readonly bare: Measured;
}

/** The same layout watched by each set of nodes twice, by turns, and a message as often without any; the median of both. */
export async function watches(port: number, layout: Layout): Promise<Watched> {
  const taken = new Map<S7NodeSet, Measured[]>([
    [ours, []],
    [contrib, []],
    [bare, []],
  ]);
  for (const set of [bare, contrib, ours, ours, contrib, bare]) {
    const measured = await watched(set, port, layout);
    if (measured) taken.get(set)?.push(measured);
  }
  const middle = (set: S7NodeSet): Measured => {
    const all = taken.get(set) ?? [];
    return { rate: median(all.map(({ rate }) => rate)), cost: median(all.map(({ cost }) => cost)) };
  };
  return { ours: middle(ours), peer: middle(contrib), bare: middle(bare) };
}

/** Cycles a second of node-red-contrib-s7 that had a value. */
export async function rateOfContrib(port: number, layout: Layout): Promise<number> {
  return (await watched(contrib, port, layout))?.rate ?? 0;
}
