import { type Clock, systemClock } from '../clock.ts';
import type { Door } from './door.ts';
import { type Wrapped, wrap } from './wrap.ts';

/** How long the end of the process waits for what plugins have to write down, in ms. */
export const stopPatience = 3000;

/** Lets the end of the process wait for plugins: as soon as Node-RED's flows have stopped, well or not. */
export function waitWhenStopping(
  { found: { runtime }, stopping }: Pick<Door, 'found' | 'stopping'>,
  clock: Clock = systemClock,
): Wrapped | undefined {
  if (typeof runtime?.stop !== 'function') return undefined;
  return wrap(runtime, 'stop', (original) => async () => {
    try {
      await original();
    } finally {
      await withinPatience(lastFirst(stopping), clock);
    }
  });
}

async function lastFirst(stopping: Door['stopping']): Promise<void> {
  for (const listener of [...stopping].reverse()) await listener();
}

async function withinPatience(work: Promise<void>, clock: Clock): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise<void>((resolve) => {
    cancel = clock.after(stopPatience, resolve);
  });
  await Promise.race([work, late]);
  cancel();
}
