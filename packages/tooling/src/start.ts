import { root } from '@millwright/testing';
import { bundle } from './build/all.ts';
import { isFresh } from './build/fresh.ts';
import { runDemo } from './demo/run.ts';

/** `npm start`: builds what is not built, brings up the demo and says where it is. */
await runDemo({
  build: async () => {
    if (!isFresh(root)) await bundle();
  },
  ready: () => {},
});
