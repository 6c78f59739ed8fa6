import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '@millwright/testing';
import { bundle } from './build/all.ts';
import { newestSource } from './build/fresh.ts';
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

/** Looks at the sources' times: what watches folders loses sight of a file that an editor replaces by renaming. */
async function watchSources(demo: Demo): Promise<never> {
  let built = newestSource(root).time;
  for (;;) {
    await sleep(500);
    const { path, time } = newestSource(root);
    if (time <= built) continue;
    built = time;
    step(`${path} changed`);
    await rebuild(demo);
  }
}

/** `npm run dev`: the demo, rebuilt and restarted whenever a source changes. */
await runDemo({ build: bundle, ready: (demo) => void watchSources(demo) });
