import { waitFor } from '@millwright/testing';
import { type Measured, NodesArm } from './nodes-arm.ts';
import { Alone } from './opcua-alone.ts';
import { contrib, ours, type UaNodeSet } from './opcua-flows.ts';
import type { UaServer } from './opcua-server.ts';
import { seconds } from './seconds.ts';

/** Gives a Node-RED that does what is to be measured, once the first values have come, and ends it whatever happens. */
async function withArm<Result>(
  set: UaNodeSet,
  flows: readonly object[],
  work: (arm: NodesArm) => Promise<Result>,
): Promise<Result> {
  const arm = await NodesArm.start(set.nodes, flows);
  try {
    await waitFor(`${set.name} to have its first values`, async () => (await arm.tally()).count > 0, {
      deadline: 60_000,
    });
    return await work(arm);
  } finally {
    await arm.stop();
  }
}

async function withAlone<Result>(alone: Alone, work: (alone: Alone) => Promise<Result>): Promise<Result> {
  try {
    return await work(alone);
  } finally {
    await alone.end();
  }
}

/** The same of all three. */
export interface Beside<Value> {
  readonly alone: Value;
  readonly peer: Value;
  readonly ours: Value;
}

const perRequest = 1_000;

/**
 * One request after the other, a thousand values each. A loop that does nothing else has its code and its data in the processor's caches, which
 * no program has that does something with the values: so node-opcua is measured at our pace, too.
 */
export async function readings(
  server: UaServer,
): Promise<Beside<Measured> & { readonly aloneAtOurPace: Measured }> {
  const measure = async (of: { measure(seconds: number): Promise<Measured> }): Promise<Measured> => {
    await of.measure(seconds(5, 2));
    return of.measure(seconds(15, 3));
  };
  const read = (set: UaNodeSet): Promise<Measured> =>
    withArm(set, set.reading(server.url, perRequest), measure);
  const readAlone = async (pace: number): Promise<Measured> =>
    withAlone(await Alone.start(server.url, 'read', perRequest, pace), measure);
  const alone = await readAlone(0);
  const peer = await read(contrib);
  const own = await read(ours);
  return { alone, peer, ours: own, aloneAtOurPace: await readAlone(own.rate / perRequest) };
}

const tags = 10_000;

export interface Watched extends Measured {
  /** Of what the server sent meanwhile, in per cent. */
  readonly share: number;
}

/** Ten thousand values, each new so many times a second. */
export async function watches(server: UaServer, perSecond: number): Promise<Beside<Watched>> {
  const interval = 1000 / perSecond;
  const measure = async (of: { measure(seconds: number): Promise<Measured> }): Promise<Watched> => {
    await of.measure(seconds(5, 2));
    const before = await server.tell();
    const measured = await of.measure(seconds(30, 5));
    const sent = (await server.tell()).sent - before.sent;
    return { ...measured, share: ((measured.rate * seconds(30, 5)) / sent) * 100 };
  };
  await server.tell({ rate: perSecond });
  try {
    const watch = (set: UaNodeSet): Promise<Watched> =>
      withArm(set, set.watching(server.url, tags, interval), measure);
    return {
      alone: await withAlone(await Alone.start(server.url, 'watch', tags, interval), measure),
      peer: await watch(contrib),
      ours: await watch(ours),
    };
  } finally {
    await server.tell({ rate: 0 });
  }
}

export interface Kept {
  /** Connections that the server has after eight deploys of everything. */
  readonly connections: number;
  /** Milliseconds from the server's return to the first value. */
  readonly back: number;
  /** Megabytes of the heap after a collection. */
  readonly heap: number;
}

const deploys = 8;

/** A hundred tags watched: eight deploys, then a server that is away for a while. */
export async function keeps(server: UaServer): Promise<{ readonly peer: Kept; readonly ours: Kept }> {
  const keep = (set: UaNodeSet): Promise<Kept> => {
    const flows = set.watching(server.url, 100, 100);
    return withArm(set, flows, async (arm) => {
      for (let deploy = 0; deploy < deploys; deploy += 1) {
        await arm.deploy(flows);
        const { count } = await arm.tally();
        await waitFor('values after a deploy', async () => (await arm.tally()).count > count, {
          deadline: 30_000,
        });
      }
      const { connections } = await server.tell();
      await server.tell({ listen: false });
      await arm.measure(seconds(10, 4));
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
      const back = isBack ? performance.now() - returned : Number.POSITIVE_INFINITY;
      return { connections, back, heap: (await arm.heap()) / 1e6 };
    });
  };
  await server.tell({ rate: 10 });
  try {
    return { peer: await keep(contrib), ours: await keep(ours) };
  } finally {
    await server.tell({ rate: 0 });
  }
}
