import type { Clock } from '@millwright/tags';

/** Milliseconds since this was called, with one decimal. */
export function stopwatch(clock: Clock): () => number {
  const began = clock.elapsed();
  return () => Math.round((clock.elapsed() - began) * 10) / 10;
}
