import { closedLoop, contrib, type NodeSet, ours, polling } from './modbus-flows.ts';
import { Simulator } from './modbus-simulator.ts';
import { mostOf } from './modbus-wire.ts';
import { NodesArm } from './nodes-arm.ts';
import { rounds, visit } from './rounds.ts';
import { seconds, times } from './seconds.ts';
import { begins, inSlices, measure, measureAll, type Slice, sliceOf, warmUp } from './slices.ts';
import { together } from './together.ts';

const names = ['peer', 'ours'] as const;

/**
 * One message on its way, read after read. A loop takes all that it can get: so they take turns, each of them held while the
 * other goes, both of them warmed up.
 */
export function loops({ port }: Simulator): Promise<readonly Slice<'peer' | 'ours'>[]> {
  const looping = (set: NodeSet) => (): Promise<NodesArm> => NodesArm.start(set.nodes, closedLoop(set, port));
  return together({ peer: looping(contrib), ours: looping(ours) }, async (arms) => {
    const turns = { count: rounds(times(8, 2)), warmUp: times(6, 1) };
    const taken = await visit(names, turns, async (name) => {
      const arm = arms[name];
      await arm.let(true);
      try {
        await begins(arm, name);
        return await measure(arm, seconds(3, 2));
      } finally {
        await arm.let(false);
      }
    });
    return taken.map(sliceOf);
  });
}

const units = 20;
/** Milliseconds that the line takes for one request: about 200 a second are possible. */
const bus = 5;
const interval = 10;

export interface Overload {
  /** Readings a second; and of a client that makes one request after the other, which is the most that there can be. */
  readonly slices: readonly Slice<'most' | 'peer' | 'ours'>[];
  /** Megabytes by which each heap has grown meanwhile. */
  readonly growth: Readonly<Record<'peer' | 'ours', number>>;
}

/**
 * Twenty units, each to be read a hundred times a second, where all of them together can be read 200 times: ten times too much. Each client has
 * such a line of its own, all of them alike.
 */
export function overloads(): Promise<Overload> {
  const line = (): Promise<Simulator> => Simulator.start('--units', `1-${units}`, '--bus', String(bus));
  const loaded =
    (set: NodeSet, { port }: Simulator) =>
    (): Promise<NodesArm> =>
      NodesArm.start(set.nodes, polling(set, port, { units, interval, timeout: 2_000 }));
  return together({ most: line, peer: line, ours: line }, (lines) =>
    together(
      {
        most: () => mostOf(lines.most, units),
        peer: loaded(contrib, lines.peer),
        ours: loaded(ours, lines.ours),
      },
      async (all) => {
        const heaps = async () => ({ peer: await all.peer.heap(), ours: await all.ours.heap() });
        await warmUp(all, seconds(10, 3));
        const before = await heaps();
        const slices = await inSlices(all, times(12, 2));
        const after = await heaps();
        const growth = { peer: (after.peer - before.peer) / 1e6, ours: (after.ours - before.ours) / 1e6 };
        return { slices, growth };
      },
    ),
  );
}

const timeout = 500;

/**
 * Five units behind a gateway, ten readings of each a second; the last one dies. Readings of the others, to what they were, in
 * per cent. Each client has a gateway of its own.
 */
export function survivors(): Promise<Readonly<Record<'peer' | 'ours', number>>> {
  const gateway = (): Promise<Simulator> =>
    Simulator.start('--units', '1-5', '--bus', String(bus), '--patience', '400');
  const reading =
    (set: NodeSet, { port }: Simulator) =>
    (): Promise<NodesArm> =>
      NodesArm.start(set.nodes, polling(set, port, { units: 5, interval: 100, timeout, silent: 5 }));
  return together({ peer: gateway, ours: gateway }, (gateways) =>
    together({ peer: reading(contrib, gateways.peer), ours: reading(ours, gateways.ours) }, async (arms) => {
      await warmUp(arms, seconds(5, 3));
      const before = await measureAll(arms, seconds(20, 5));
      for (const name of names) await gateways[name].tell({ do: 'leave', unit: 5 });
      const after = await measureAll(arms, seconds(60, 30));
      const kept = (name: 'peer' | 'ours'): number => (after[name].rate / before[name].rate) * 100;
      return { peer: kept('peer'), ours: kept('ours') };
    }),
  );
}
