import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { bundle } from './build/all.ts';
import { failure, good, step } from './console.ts';
import type { Demo } from './demo/demo.ts';
import { runDemo } from './demo/run.ts';

async function rebuild(demo: Demo): Promise<void> {
  try {
    await bundle();
    await demo.restartNodeRed();
    good(`Reload the editor: ${demo.url}`);
  } catch (error) {
    failure(error instanceof Error ? error.message : String(error), 'Save again when it is mended.');
  }
}

function watchSources(demo: Demo): void {
  let pending: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  for (const room of ['packages', 'plugins', 'nodes']) {
    watch(join(root, room), { recursive: true }, (_event, file) => {
      if (!file || !/[\\/]src[\\/]/.test(file)) return;
      clearTimeout(pending);
      // Editors write a file in several steps; one rebuild serves them all.
      pending = setTimeout(() => {
        step(`${file} changed`);
        working = working.then(() => rebuild(demo));
      }, 200);
    });
  }
}

/** `npm run dev`: the demo, rebuilt and restarted whenever a source changes. */
await runDemo({ build: bundle, ready: watchSources });
