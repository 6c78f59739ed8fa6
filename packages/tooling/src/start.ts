import { root } from '@millwright/testing';
import { bundle } from './build/all.ts';
import { isFresh } from './build/fresh.ts';
import { failure, step } from './console.ts';
import { AlreadyRunning, Demo } from './demo/demo.ts';

/** `npm start`: builds what is not built, brings up the demo and says where it is. */
let demo: Demo | undefined;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  if (demo) step('Ending everything');
  await demo?.end();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  if (!isFresh(root)) await bundle();
  demo = await Demo.prepare();
  await demo.startPlc();
  await demo.startNodeRed();
  demo.onUnexpectedEnd((name, code) => {
    failure(`${name} ended by itself (exit code ${code}).`, 'Its log stands in .demo/. Run npm start again.');
    void end(1);
  });
  if (!ending) demo.announce();
} catch (error) {
  // A process that Ctrl-C ended while it was starting is no failure.
  if (!ending) {
    const next =
      error instanceof AlreadyRunning
        ? 'Use that one, or end it first (Ctrl-C in its window).'
        : 'Mend what the lines above say and run npm start again. To begin afresh, delete the folder .demo (your demo flows and versions go with it).';
    failure(error instanceof Error ? error.message : String(error), next);
    await end(1);
  }
}
