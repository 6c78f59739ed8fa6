import { build } from './build/all.ts';
import { failure } from './console.ts';

/** `npm run build` */
try {
  await build();
} catch (error) {
  failure(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
