import { closedLoop, contrib, type NodeSet, ours, polling } from './modbus-flows.ts';
import { Simulator } from './modbus-simulator.ts';
import { mostOf } from './modbus-wire.ts';
import { NodesArm } from './nodes-arm.ts';
import { seconds } from './seconds.ts';
import { median } from './statistics.ts';

/** Gives a Node-RED that does what is to be measured, once it has begun to, and ends it whatever happens. */
async function withArm<Result>(
  set: NodeSet,
  flows: readonly object[],
  work: (arm: NodesArm) => Promise<Result>,
): Promise<Result> {
  const arm = await NodesArm.start(set.nodes, flows);
  try {
    return await work(arm);
  } finally {
    await arm.stop();
  }
}

export interface Loop {
  /** Messages a second. */
  readonly rate: number;
  /** Microseconds of the processor for each. */
  readonly cost: number;
}

/** One message on its way, read after read, each set of nodes twice by turns; the median of both. */
export async function loops({ port }: Simulator): Promise<{ readonly ours: Loop; readonly peer: Loop }> {
  const measured = new Map<NodeSet, Loop[]>([
    [ours, []],
    [contrib, []],
  ]);
  for (const set of [contrib, ours, ours, contrib]) {
    const loop = await withArm(set, closedLoop(set, port, 1), async (arm) => {
      await arm.measure(seconds(5, 2));
      return arm.measure(seconds(15, 3));
    });
    measured.get(set)?.push(loop);
  }
  const middle = (set: NodeSet): Loop => {
    const taken = measured.get(set) ?? [];
    return { rate: median(taken.map(({ rate }) => rate)), cost: median(taken.map(({ cost }) => cost)) };
  };
  return { ours: middle(ours), peer: middle(contrib) };
}

const units = 20;
/** Milliseconds that the line takes for one request: about 200 a second are possible. */
const bus = 5;
const interval = 10;

export interface Overload {
  /** Messages a second, as a part of what one connection can get out of the PLC. */
  readonly share: number;
  /** Megabytes by which the heap has grown meanwhile. */
  readonly growth: number;
}

/** Twenty units, each to be read a hundred times a second, where all of them together can be read 200 times: ten times too much. */
export async function overloads(): Promise<{ readonly ours: Overload; readonly peer: Overload }> {
  const simulator = await Simulator.start('--units', `1-${units}`, '--bus', String(bus));
  try {
    const most = (): Promise<number> => mostOf(simulator, units, seconds(5, 2));
    const overload = async (set: NodeSet): Promise<Overload> => {
      // Before and after: what is possible follows what else the machine does.
      const before = await most();
      const { rate, growth } = await withArm(
        set,
        polling(set, simulator.port, { units, interval, timeout: 2_000 }),
        async (arm) => {
          await arm.measure(seconds(10, 3));
          const heap = await arm.heap();
          const measured = await arm.measure(seconds(60, 10));
          return { rate: measured.rate, growth: ((await arm.heap()) - heap) / 1e6 };
        },
      );
      return { share: (rate / ((before + (await most())) / 2)) * 100, growth };
    };
    return { peer: await overload(contrib), ours: await overload(ours) };
  } finally {
    await simulator.end();
  }
}

const timeout = 500;

/** Five units behind a gateway, ten readings of each a second; the last one dies. Readings of the others, to what they were. */
export async function survivors(): Promise<{ readonly ours: number; readonly peer: number }> {
  const simulator = await Simulator.start('--units', '1-5', '--bus', String(bus), '--patience', '400');
  const kept = (set: NodeSet): Promise<number> =>
    withArm(
      set,
      polling(set, simulator.port, { units: 5, interval: 100, timeout, silent: 5 }),
      async (arm) => {
        await arm.measure(seconds(5, 3));
        const before = await arm.measure(seconds(20, 5));
        await simulator.tell({ do: 'leave', unit: 5 });
        const after = await arm.measure(seconds(60, 30));
        await simulator.tell({ do: 'return', unit: 5 });
        return (after.rate / before.rate) * 100;
      },
    );
  try {
    return { peer: await kept(contrib), ours: await kept(ours) };
  } finally {
    await simulator.end();
  }
}
