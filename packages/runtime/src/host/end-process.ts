import { systemClock } from '../clock.ts';
import type { Runtime } from '../red.ts';

/** How long flows and plugins have until the process ends without them, in milliseconds. */
const patience = 10_000;

/** "Try again", as sysexits.h has it: whatever starts processes again only after a failure starts this one again. */
const startAgain = 75;

/** Ends the process in order, as Node-RED itself does when it is told to, so that another one is started. */
export async function endProcess(runtime: Pick<Runtime, 'stop'> | undefined): Promise<never> {
  const late = new Promise<void>((resolve) => void systemClock.after(patience, resolve));
  try {
    await Promise.race([runtime?.stop(), late]);
  } finally {
    process.exit(startAgain);
  }
}
