import type { Arm } from './arms.ts';
import { type Round, visit } from './rounds.ts';

/** `with` the pipeline; `bare` and `again` without it. */
export type Switched = 'bare' | 'again' | 'with';

/**
 * Measures the same thing with and without the pipeline in **one** process, in turn. Two processes would differ by
 * more than what is to be measured: what each compiled when, and where its memory lies, is by chance a little
 * different for as long as it lives. Without the pipeline, every function, layer and listener of Node-RED is its own.
 */
export function measureSwitched<Value>(
  arm: Arm,
  rounds: { readonly count: number; readonly warmUp: number },
  take: () => Promise<Value>,
): Promise<readonly Round<Switched, Value>[]> {
  return visit(['bare', 'again', 'with'], rounds, async (name) => {
    await arm.pipeline(name === 'with');
    return take();
  });
}
