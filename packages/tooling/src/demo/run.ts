import { attention, failure, step } from '../console.ts';
import { AlreadyRunning, Demo, demoDirectory } from './demo.ts';

/**
 * Brings the demo up and keeps it until a signal ends it, or until one of its processes dies, but for the hub.
 * `build` comes first; `ready` is called once, when the editor can be used and the gateways have come up.
 */
export async function runDemo({
  build,
  ready,
}: {
  build: () => Promise<void>;
  ready: (demo: Demo) => void;
}): Promise<void> {
  const [unknown] = process.argv.slice(2);
  if (unknown !== undefined) {
    failure(
      `The demo takes no arguments: what is "${unknown}"?`,
      'Its editor takes port 1880, or the next free one, and prints its address.',
    );
    process.exit(1);
  }
  let demo: Demo | undefined;
  let ending = false;

  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    if (demo) step('Ending everything');
    await demo?.end();
    process.exit(code);
  }

  /** What comes after the editor takes nothing away from who is in it already. */
  const leaveOut =
    (what: string) =>
    (error: unknown): void => {
      if (ending) return;
      const why = error instanceof Error ? error.message : String(error);
      attention(`${what}, and the rest runs on: ${why}`);
    };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

  try {
    await build();
    demo = await Demo.prepare((name, code) => {
      // Ctrl-C reaches all processes at once: that one of them is gone already is no news then.
      if (ending) return;
      failure(
        `${name} ended by itself (exit code ${code}).`,
        `Its log stands in ${demoDirectory}. Run the command again.`,
      );
      void end(1);
    });
    await demo.startHub();
    if (ending) return;
    await demo.setUpHub();
    if (ending) return;
    demo.announce();
    await demo.startPalletiser().catch(leaveOut('The palletiser is left out'));
    if (ending) return;
    await demo.startGateways().catch(leaveOut('Not every gateway came up'));
    if (ending) return;
    ready(demo);
    await demo.startScreens().catch(leaveOut('The dashboard is left out'));
  } catch (error) {
    // A process that Ctrl-C ended while it was starting is no failure.
    if (ending) return;
    const next =
      error instanceof AlreadyRunning
        ? 'Use that one, or end it first (Ctrl-C in its window).'
        : `Mend what the lines above say and run the command again. To begin afresh, delete ${demoDirectory} (your demo flows and versions go with it).`;
    failure(error instanceof Error ? error.message : String(error), next);
    await end(1);
  }
}
