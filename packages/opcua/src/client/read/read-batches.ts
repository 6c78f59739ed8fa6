import type { Clock, Lane } from '@millwright/tags';
import type { CallOptions, Outcome as CallOutcome } from '../caller.ts';
import type { ReadAnswer, ReadTerms } from './read-service.ts';
import type { TagPlan } from './tag-plan.ts';

export interface ReadBatchesOptions {
  readonly send: (
    plans: readonly TagPlan[],
    terms: ReadTerms,
    options: CallOptions,
  ) => Promise<readonly CallOutcome<ReadAnswer>[]>;
  readonly clock: Clock;
  /** Milliseconds for which a reading waits for others. */
  readonly window: number;
}

export interface BatchOptions {
  readonly signal: AbortSignal;
  readonly source?: unknown;
  readonly deadline?: number;
  readonly lane?: Lane;
}

/** One for each plan, in their order. */
export type ReadOutcomes = readonly (ReadAnswer | { readonly error: unknown })[];

interface Waiting {
  readonly plans: readonly TagPlan[];
  readonly options: BatchOptions;
  readonly resolve: (outcomes: ReadOutcomes) => void;
  readonly reject: (error: unknown) => void;
}

interface Batch {
  readonly terms: ReadTerms;
  readonly waiting: Set<Waiting>;
}

/** Gathers readings that come within a few milliseconds and want the same: they go out together, and a tag that two want goes once. */
export class ReadBatches {
  readonly #options: ReadBatchesOptions;
  readonly #open = new Map<string, Batch>();

  constructor(options: ReadBatchesOptions) {
    this.#options = options;
  }

  /** @returns what came for each plan. @throws only the signal's reason */
  read(plans: readonly TagPlan[], terms: ReadTerms, options: BatchOptions): Promise<ReadOutcomes> {
    const { maxAge, timestamps } = terms;
    // What has a deadline waits in no other's turn.
    const key = `${maxAge} ${timestamps} ${options.deadline ?? ''} ${options.lane ?? 'read'}`;
    return new Promise((resolve, reject) => {
      const open = this.#open.get(key);
      const batch = open ?? { terms, waiting: new Set() };
      const { signal } = options;
      const abort = (): void => {
        batch.waiting.delete(waiting);
        reject(signal.reason);
      };
      const settled = (): void => signal.removeEventListener('abort', abort);
      const waiting: Waiting = {
        plans,
        options,
        resolve: (outcomes) => {
          settled();
          resolve(outcomes);
        },
        reject,
      };
      signal.addEventListener('abort', abort, { once: true });
      batch.waiting.add(waiting);
      if (open) return;
      this.#open.set(key, batch);
      this.#options.clock.after(this.#options.window, () => {
        this.#open.delete(key);
        void this.#send(batch);
      });
    });
  }

  async #send({ terms, waiting }: Batch): Promise<void> {
    const all = [...waiting];
    const [first] = all;
    if (first === undefined) return;
    // What only one waits for goes as it is: most readings are alone.
    const plans = all.length === 1 ? first.plans : [...new Set(all.flatMap((each) => each.plans))];
    const { source, deadline, lane = 'read' } = first.options;
    const { signal, forget } = allOf(all.map(({ options }) => options.signal));
    const outcomes = await this.#options.send(plans, terms, {
      signal,
      repeatable: true,
      lane,
      source: all.every((each) => each.options.source === source) ? source : this,
      ...(deadline !== undefined && { deadline }),
    });
    forget();
    const found = outcomes.map((outcome) => ('error' in outcome ? outcome : outcome.result));
    if (all.length === 1) {
      for (const each of waiting) each.resolve(found);
      return;
    }
    const places = new Map(plans.map((plan, index) => [plan, index]));
    for (const each of waiting) {
      each.resolve(each.plans.map((plan) => found[places.get(plan) ?? -1] ?? { error: undefined }));
    }
  }
}

/** One that is aborted when all of them are: as long as one wants the answer it is waited for. */
function allOf(signals: readonly AbortSignal[]): {
  readonly signal: AbortSignal;
  readonly forget: () => void;
} {
  const controller = new AbortController();
  let left = signals.length;
  const forgets = signals.map((signal) => {
    const abort = (): void => {
      left -= 1;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  });
  return {
    signal: controller.signal,
    forget: () => {
      for (const forget of forgets) forget();
    },
  };
}
