import { systemClock } from '../clock.ts';
import type { Runtime } from '../red.ts';

/** How long flows and plugins have until the process ends without them, in milliseconds. */
const patience = 10_000;

/** Ends the process as Node-RED itself does when it is told to, with exit code 0. */
export async function endProcess(runtime: Pick<Runtime, 'stop'> | undefined): Promise<never> {
  const late = new Promise<void>((resolve) => void systemClock.after(patience, resolve));
  try {
    await Promise.race([runtime?.stop(), late]);
  } finally {
    process.exit(0);
  }
}
