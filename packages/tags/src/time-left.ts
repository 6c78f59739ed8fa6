import type { Clock } from './clock.ts';

/**
 * Options of a request, for as many requests as it takes one after the other: their deadline counts from now.
 * @returns the options with the milliseconds that are left of the deadline at that moment
 */
export function withTimeLeft<Options extends { readonly deadline?: number }>(
  options: Options,
  clock: Pick<Clock, 'elapsed'>,
): () => Options {
  const { deadline } = options;
  if (deadline === undefined) return () => options;
  const end = clock.elapsed() + deadline;
  return () => ({ ...options, deadline: Math.max(0, end - clock.elapsed()) });
}
