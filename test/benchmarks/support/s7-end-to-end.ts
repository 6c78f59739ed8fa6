import { waitFor } from '@millwright/testing';
import { type Measured, NodesArm } from './nodes-arm.ts';
import type { Layout } from './s7-cycles.ts';
import { bare, contrib, ours, type S7NodeSet } from './s7-flows.ts';
import { seconds, times } from './seconds.ts';

/** Milliseconds. */
const interval = 50;

const sets = { bare, peer: contrib, ours } as const;

type Name = keyof typeof sets;

/** What each set of nodes made of the same seconds. */
export type Slice = Readonly<Record<Name, Measured>>;

/** Waits for the first values. @returns whether there were any */
function begins(arm: NodesArm, { name }: S7NodeSet): Promise<boolean> {
  return waitFor(`${name} to have its first values`, async () => (await arm.tally()).count > 20, {
    deadline: 20_000,
  }).then(
    () => true,
    () => false,
  );
}

/**
 * The same layout watched by each set of nodes, and a message as often without any: all of them run all the time and are
 * measured in the same slices, so that what the machine does meanwhile meets them alike. They have warmed up before: what
 * comes twenty times a second is compiled only after a minute, and a young Node-RED takes three times as much for a message.
 * @throws where one of them has no values
 */
export async function watches(port: number, layout: Layout): Promise<readonly Slice[]> {
  const names = Object.keys(sets) as Name[];
  const arms: Partial<Record<Name, NodesArm>> = {};
  const measure = async (duration: number): Promise<Slice> => {
    const measured = await Promise.all(names.map((name) => (arms[name] as NodesArm).measure(duration)));
    return Object.fromEntries(names.map((name, index) => [name, measured[index]])) as Slice;
  };
  try {
    for (const name of names) {
      const set = sets[name];
      const arm = await NodesArm.start(set.nodes, set.watching(port, layout, interval));
      arms[name] = arm;
      if (!(await begins(arm, set))) throw new Error(`${set.name} has no values`);
    }
    await measure(seconds(60, 3));
    const slices: Slice[] = [];
    for (let count = times(20, 2); count > 0; count -= 1) slices.push(await measure(seconds(5, 2)));
    return slices;
  } finally {
    await Promise.all(Object.values<NodesArm | undefined>(arms).map((arm) => arm?.stop()));
  }
}

/** Cycles a second of node-red-contrib-s7 that had a value. */
export async function rateOfContrib(port: number, layout: Layout): Promise<number> {
  const arm = await NodesArm.start(contrib.nodes, contrib.watching(port, layout, interval));
  try {
    return (await begins(arm, contrib)) ? (await arm.measure(seconds(15, 3))).rate : 0;
  } finally {
    await arm.stop();
  }
}
