import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What the process holds, in bytes, by where it lies. */
export interface HeldMemory {
  readonly heap: number;
  /** Of buffers, outside of the heap. */
  readonly buffers: number;
  readonly resident: number;
}

/** Bytes of a megabyte. */
export const megabyte = 2 ** 20;

/** What is in use once what nobody needs is gone. Buffers are given free beside the collection, a little later: it takes the least that it sees. */
export async function heldMemory(): Promise<HeldMemory> {
  let least = Number.POSITIVE_INFINITY;
  for (let unchanged = 0; unchanged < 5; unchanged += 1) {
    collectGarbage();
    await sleep(20);
    const { arrayBuffers } = process.memoryUsage();
    if (arrayBuffers < least) [least, unchanged] = [arrayBuffers, 0];
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, buffers: least, resident: rss };
}
