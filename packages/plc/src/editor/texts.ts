import type { Texts } from '@millwright/editor';

type Phase = 'online' | 'degraded' | 'waiting' | 'connecting' | 'idle' | 'closing';
type Counted<Name extends string> = `${Name}.one` | `${Name}.other`;
type Fare = 'reconnects' | 'refused' | 'dropped' | 'slow';

/** What every pack has words of its own for: its PLCs have their own names for things. */
export type PlcKey =
  | `connections.${'loading' | 'failed' | 'emptyTitle' | 'emptyText' | 'readOnly' | 'stale' | 'latency' | 'bytes' | 'inOut' | 'lastError'}`
  | `connections.phase.${Phase}`
  | `connections.${Fare}`
  | `details.${'label' | 'gone' | 'state' | 'place' | 'writes' | 'tables' | 'noTables' | 'unnamedTable' | 'traffic' | 'requests' | 'errors'}`
  | `foot.${'lostOne' | 'lost' | 'connecting' | 'idle' | 'lead'}`
  | Counted<`foot.${'silent' | 'online' | 'closing'}`>
  | `live.${'notYet' | 'none'}`
  | `plan.${'line' | 'lineWithTime'}`
  | Counted<`plan.${'tags' | 'requests'}`>;

export type PlcTexts = Texts<PlcKey>;

/** The texts of a pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export class KeptTexts<Key extends string> {
  #known: Texts<Key> = noTexts as Texts<Key>;

  get(): Texts<Key> {
    return this.#known;
  }

  keep(texts: Texts<Key>): void {
    this.#known = texts;
  }
}

const noTexts = Object.assign((key: string) => key, {
  counted: (key: string) => key,
  find: () => undefined,
  locale: 'en-US',
});
