import type { NodeRedOptions } from '@millwright/testing';
import { type Memory, withArms } from './arms.ts';
import { type Round, rounds, visit } from './rounds.ts';

export interface Start extends Memory {
  /** Milliseconds from the start of the process until the flows run and HTTP is answered. */
  readonly took: number;
}

/** Starts each Node-RED again and again over its own user directory, and looks at its memory once it is at rest. */
export function measureStarts<Name extends string>(
  options: Readonly<Record<Name, NodeRedOptions>>,
): Promise<readonly Round<Name, Start>[]> {
  return withArms(options, async (arms) => {
    const names = Object.keys(arms) as Name[];
    // Only one runs at a time: those that wait would take memory and time from it.
    for (const name of names) await arms[name].nodeRed.halt();
    return visit(names, { count: rounds(4), warmUp: 0 }, async (name) => {
      const arm = arms[name];
      const started = performance.now();
      await arm.nodeRed.start();
      const took = performance.now() - started;
      const { rss, heapUsed } = await arm.collect();
      await arm.nodeRed.halt();
      return { took, rss, heapUsed };
    });
  });
}
