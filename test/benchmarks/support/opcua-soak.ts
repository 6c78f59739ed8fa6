import { NodesArm } from './nodes-arm.ts';
import { ours } from './opcua-flows.ts';
import type { UaServer } from './opcua-server.ts';
import { seconds } from './seconds.ts';
import { measure } from './slices.ts';

export interface Soaked {
  readonly seconds: number;
  /** Values a second. */
  readonly rate: number;
  /** Megabytes that are in use at the end, after a collection. */
  readonly heap: number;
  /** Megabytes from the middle to the end. */
  readonly growth: number;
  readonly lived: boolean;
}

/** As long as `SOAK_SECONDS` says: ten minutes show what one does not. */
export const soakLength = (): number => Number(process.env['SOAK_SECONDS'] ?? seconds(60, 10));

/** Node-RED with a heap of 256 MB at most, under all that a subscription of 10,000 tags at 10 Hz brings. @param length in seconds */
export async function soak(server: UaServer, length: number): Promise<Soaked> {
  const half = length / 2;
  await server.tell({ rate: 10 });
  const arm = await NodesArm.start(ours.nodes, ours.watching(server.url, 10_000, 100), {
    NODE_OPTIONS: '--max-old-space-size=256',
  });
  try {
    await measure(arm, Math.min(10, half));
    const first = await measure(arm, half);
    const middle = await arm.heap();
    const second = await measure(arm, half);
    const heap = await arm.heap();
    return {
      seconds: half * 2,
      rate: (first.rate + second.rate) / 2,
      heap: heap / 1e6,
      growth: (heap - middle) / 1e6,
      lived: true,
    };
  } catch {
    return { seconds: half * 2, rate: 0, heap: Number.NaN, growth: Number.NaN, lived: false };
  } finally {
    await arm.stop();
    await server.tell({ rate: 0 });
  }
}
