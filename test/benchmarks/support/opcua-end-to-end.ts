import { waitFor } from '@millwright/testing';
import { ticking } from './counting-flow.ts';
import { NodesArm } from './nodes-arm.ts';
import { Alone } from './opcua-alone.ts';
import { contrib, ours, type UaNodeSet } from './opcua-flows.ts';
import type { UaServer } from './opcua-server.ts';
import { seconds } from './seconds.ts';
import { begins, inSlices, measure, type Slice, warmInSlices, warmUp } from './slices.ts';
import { together } from './together.ts';

const perRequest = 1_000;
/** Milliseconds between two of them. */
const pace = 50;

/** A thousand values by one request, so often by each of them, and a message as often without any server. */
export const readings = ({
  url,
}: UaServer): Promise<readonly Slice<'bare' | 'alone' | 'peer' | 'ours'>[]> => {
  const read = (set: UaNodeSet) => (): Promise<NodesArm> =>
    NodesArm.start(set.nodes, set.reading(url, perRequest, pace));
  return together(
    {
      bare: () => NodesArm.start({ dependencies: {} }, ticking(pace, String(perRequest))),
      alone: () => Alone.start(url, 'read', perRequest, pace),
      peer: read(contrib),
      ours: read(ours),
    },
    warmInSlices,
  );
};

const tags = 10_000;

export interface Watched {
  readonly slices: readonly Slice<'alone' | 'peer' | 'ours'>[];
  /** Of what the server sent to us meanwhile, in per cent. */
  readonly share: number;
}

/** Ten thousand values, each new so many times a second. */
export async function watches(server: UaServer, perSecond: number): Promise<Watched> {
  const interval = 1000 / perSecond;
  const watch = (set: UaNodeSet) => (): Promise<NodesArm> =>
    NodesArm.start(set.nodes, set.watching(server.url, tags, interval));
  const sentToUs = async (): Promise<number> => (await server.tell()).sent['Millwright'] ?? 0;
  await server.tell({ rate: perSecond });
  try {
    return await together(
      {
        alone: () => Alone.start(server.url, 'watch', tags, interval),
        peer: watch(contrib),
        ours: watch(ours),
      },
      async (all) => {
        await warmUp(all);
        const [sent, { count }] = [await sentToUs(), await all.ours.tally()];
        const slices = await inSlices(all);
        const share = (((await all.ours.tally()).count - count) / ((await sentToUs()) - sent)) * 100;
        return { slices, share };
      },
    );
  } finally {
    await server.tell({ rate: 0 });
  }
}

export interface Kept {
  /** Connections that the server has after eight deploys of everything. */
  readonly connections: number;
  /** Milliseconds from the server's return to the first value. */
  readonly back: number;
}

const deploys = 8;

/** A hundred tags watched: eight deploys, then a server that is away for a while; one after the other, since the server counts whoever is there. */
export async function keeps(server: UaServer): Promise<{ readonly peer: Kept; readonly ours: Kept }> {
  const keep = (set: UaNodeSet): Promise<Kept> => {
    const flows = set.watching(server.url, 100, 100);
    return together({ arm: () => NodesArm.start(set.nodes, flows) }, async ({ arm }) => {
      await begins(arm, set.name);
      for (let deploy = 0; deploy < deploys; deploy += 1) {
        await arm.deploy(flows);
        const { count } = await arm.tally();
        await waitFor('values after a deploy', async () => (await arm.tally()).count > count, {
          deadline: 30_000,
        });
      }
      const { connections } = await server.tell();
      await server.tell({ listen: false });
      await measure(arm, seconds(10, 4));
      const before = (await arm.tally()).count;
      await server.tell({ listen: true });
      const returned = performance.now();
      const isBack = await waitFor(
        'values after the server is back',
        async () => (await arm.tally()).count > before,
        { deadline: 60_000, every: 20 },
      ).then(
        () => true,
        () => false,
      );
      return { connections, back: isBack ? performance.now() - returned : Number.POSITIVE_INFINITY };
    });
  };
  await server.tell({ rate: 10 });
  try {
    return { peer: await keep(contrib), ours: await keep(ours) };
  } finally {
    await server.tell({ rate: 0 });
  }
}
