import { NodesArm } from './nodes-arm.ts';
import type { Layout } from './s7-cycles.ts';
import { bare, contrib, ours, type S7NodeSet } from './s7-flows.ts';
import { seconds } from './seconds.ts';
import { begins, measure, type Slice, warmInSlices } from './slices.ts';
import { together } from './together.ts';

/** Milliseconds. */
const interval = 50;

const watching = (set: S7NodeSet, port: number, layout: Layout) => (): Promise<NodesArm> =>
  NodesArm.start(set.nodes, set.watching(port, layout, interval));

/**
 * The same layout watched by each set of nodes, and a message as often without any.
 * @throws where one of them has no values
 */
export const watches = (port: number, layout: Layout): Promise<readonly Slice<'bare' | 'peer' | 'ours'>[]> =>
  together(
    {
      bare: watching(bare, port, layout),
      peer: watching(contrib, port, layout),
      ours: watching(ours, port, layout),
    },
    warmInSlices,
  );

/** Cycles a second of node-red-contrib-s7 that had a value. */
export const rateOfContrib = (port: number, layout: Layout): Promise<number> =>
  together({ peer: watching(contrib, port, layout) }, async ({ peer }) => {
    const has = await begins(peer, contrib.name, { least: 20, deadline: 20_000 }).then(
      () => true,
      () => false,
    );
    return has ? (await measure(peer, seconds(15, 3))).rate : 0;
  });
