import {
  type OpcUaClient,
  type Revised,
  type Watch,
  type WatchedTag,
  Watcher,
  type WatchOptions,
  type WatchState,
  type WatchTiming,
} from '@millwright/opcua/client';
import type { Gap, Sample } from '@millwright/tags';
import type { OpenClient } from './client.ts';

export interface Watching extends AsyncDisposable {
  readonly watcher: Watcher;
  readonly watch: Watch;
  /** All samples and gaps in the order in which they were told. */
  readonly told: readonly (Sample | { readonly gap: Gap })[];
  readonly samples: readonly Sample[];
  /** One list of samples for each publish. */
  readonly batches: readonly (readonly Sample[])[];
  readonly gaps: readonly Gap[];
  readonly states: readonly WatchState[];
  readonly revised: readonly Revised[];
  /** What the watcher says should not happen. */
  readonly faults: readonly unknown[];
  /** Samples of one tag. */
  of(tag: string): readonly Sample[];
  /** Values of one tag. */
  values(tag: string): readonly unknown[];
  /** Forgets what was told so far. */
  forget(): void;
}

export const fastTiming: Partial<WatchTiming> = {
  keepAlive: 1_000,
  lifetime: 10_000,
  retry: 300,
  restart: 100,
};

/** Tags by their names; the address is the name in the simulator's or the peer's namespace. */
export const tagsAt = (prefix: string, ...names: readonly string[]): readonly WatchedTag[] =>
  names.map((name) => ({ name, address: `${prefix}${name}` }));

interface Shared {
  readonly watcher: Watcher;
  readonly faults: unknown[];
}

const watchers = new WeakMap<OpcUaClient, Shared>();

/** One for each client: the first one's timing holds. */
function watcherOf(client: OpcUaClient, timing: Partial<WatchTiming>): Shared {
  const known = watchers.get(client);
  if (known) return known;
  const faults: unknown[] = [];
  const made = { watcher: new Watcher(client, { timing, onFault: (error) => faults.push(error) }), faults };
  watchers.set(client, made);
  return made;
}

/** Watches tags with a client of a test, and keeps what it is told. */
export function watching(
  { client }: Pick<OpenClient, 'client'>,
  options: Partial<WatchOptions> & Pick<WatchOptions, 'tags'>,
  timing: Partial<WatchTiming> = fastTiming,
): Watching {
  const told: (Sample | { readonly gap: Gap })[] = [];
  const samples: Sample[] = [];
  const batches: (readonly Sample[])[] = [];
  const gaps: Gap[] = [];
  const states: WatchState[] = [];
  const revised: Revised[] = [];
  const { watcher, faults } = watcherOf(client, timing);
  const watch = watcher.watch({
    publishingInterval: 50,
    onSamples: (batch) => {
      batches.push(batch);
      for (const sample of batch) {
        samples.push(sample);
        told.push(sample);
      }
    },
    onGap: (gap) => {
      gaps.push(gap);
      told.push({ gap });
    },
    onState: (state) => states.push(state),
    onRevised: (each) => revised.push(each),
    ...options,
  });
  const of = (tag: string) => samples.filter((sample) => sample.tag === tag);
  return {
    watcher,
    watch,
    told,
    samples,
    batches,
    gaps,
    states,
    revised,
    faults,
    of,
    values: (tag) => of(tag).map(({ value }) => value),
    forget() {
      for (const list of [told, samples, batches, gaps, states, revised]) list.length = 0;
    },
    async [Symbol.asyncDispose]() {
      await watch.close();
    },
  };
}
