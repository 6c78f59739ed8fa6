import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { bundle } from './build/all.ts';
import { failure, good, step } from './console.ts';
import { Demo } from './demo/demo.ts';

/** `npm run dev`: the demo, rebuilt and restarted whenever a source changes. */
const demo = await bundle().then(() => Demo.prepare());
await demo.startPlc();
await demo.startNodeRed();
demo.announce();

let pending: NodeJS.Timeout | undefined;
let working: Promise<void> = Promise.resolve();

async function rebuild(): Promise<void> {
  try {
    await bundle();
    await demo.restartNodeRed();
    good(`Reload the editor: ${demo.url}`);
  } catch (error) {
    failure(
      error instanceof Error ? error.message : String(error),
      'The demo runs on as it was; save again when it is mended.',
    );
  }
}

for (const room of ['packages', 'plugins', 'nodes']) {
  watch(join(root, room), { recursive: true }, (_event, file) => {
    if (!file || !/[\\/]src[\\/]/.test(file)) return;
    clearTimeout(pending);
    // Editors write a file in several steps; one rebuild serves them all.
    pending = setTimeout(() => {
      step(`${file} changed`);
      working = working.then(rebuild);
    }, 200);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void working.then(() => demo.end()).then(() => process.exit(0)));
}
