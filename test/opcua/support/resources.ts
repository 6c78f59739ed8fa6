import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Held {
  readonly sockets: number;
  readonly timers: number;
}

/** What keeps the process alive. Mocha's own timer begins when a test first waits, so wait before the first look. */
export function held(): Held {
  const resources = process.getActiveResourcesInfo();
  const of = (kind: RegExp) => resources.filter((name) => kind.test(name)).length;
  return { sockets: of(/^(TCPSocketWrap|TCPConnectWrap)$/), timers: of(/^(Timeout|Immediate)$/) };
}

export const holdsNoMore = (now: Held, before: Held): boolean =>
  now.sockets <= before.sockets && now.timers <= before.timers;

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes that are in use once what nobody needs is gone. */
export async function memory(): Promise<{ readonly resident: number; readonly heap: number }> {
  for (let left = 3; left > 0; left -= 1) {
    collectGarbage();
    await sleep(20);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
}
