import { enableCompileCache } from 'node:module';
import { compileCache, root } from '@millwright/testing/paths';
import { isFresh } from './build/fresh.ts';

// What is loaded from here on is not compiled again at the next start.
enableCompileCache(compileCache);
const { runDemo } = await import('./demo/run.ts');

/** `npm start`: builds what is not built, brings up the demo and says where it is. */
await runDemo({
  build: async () => {
    if (isFresh(root)) return;
    // esbuild and all that it needs are loaded by who builds alone.
    const { bundle } = await import('./build/all.ts');
    await bundle();
  },
  ready: () => {},
});
