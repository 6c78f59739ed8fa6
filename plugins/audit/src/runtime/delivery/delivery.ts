import { isDeepStrictEqual } from 'node:util';
import type { Log } from '@millwright/runtime';
import type { DestinationState } from '../../common/log.ts';
import type { Destination } from '../../common/settings.ts';
import { Courier } from './courier.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { Sender } from './sender.ts';

export interface DeliveryOptions {
  /** As saved, without their secrets; undefined while nobody knows, since the settings cannot be read. */
  readonly destinations: () => readonly Destination[] | undefined;
  /** Another text once a destination has another secret. */
  readonly secretMark: (destination: Destination) => string;
  /** Throws `audit.secret-lost`. */
  readonly open: (destination: Destination) => Sender;
  readonly log: DeliveryLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** How long one batch may take, in milliseconds. */
  readonly patience: number;
  /** Node-RED's log. */
  readonly tell: Pick<Log, 'warn' | 'info'>;
  /** Told when the state of a destination is another one. */
  readonly onChange: () => void;
}

interface Wanted {
  readonly destination: Destination;
  readonly mark: string;
}

/** One courier for each destination that is enabled; none waits for another. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #couriers = new Map<string, Courier>();
  #former = new Map<string, Wanted>();
  #arranging: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Looks at the settings anew. */
  arrange(): Promise<void> {
    this.#arranging = this.#arranging.then(() => this.#arrange()).catch(() => {});
    return this.#arranging;
  }

  /** There are new events, or a checkpoint. */
  wake(): void {
    for (const courier of this.#couriers.values()) courier.wake();
  }

  states(): Promise<readonly DestinationState[]> {
    return Promise.all(
      [...this.#former.values()].map(({ destination }) => {
        const courier = this.#couriers.get(destination.id);
        return courier ? courier.state() : switchedOff(destination);
      }),
    );
  }

  /** Resolves as soon as all have nothing to do that can be reached. */
  async idle(): Promise<void> {
    await this.#arranging;
    await Promise.all([...this.#couriers.values()].map((courier) => courier.idle()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#arranging;
    await this.#end([...this.#couriers.keys()]);
  }

  async #arrange(): Promise<void> {
    const { destinations, secretMark, log, onChange } = this.#options;
    const all = destinations();
    if (this.#stopped || !all) return;
    const former = this.#former;
    const next = new Map(
      all.map((destination) => [destination.id, { destination, mark: secretMark(destination) }]),
    );
    this.#former = next;
    await this.#end(
      [...this.#couriers.keys()].filter((id) => !isDeepStrictEqual(former.get(id), next.get(id))),
    );
    for (const [id, { destination }] of next) {
      if (!destination.enabled || this.#couriers.has(id)) continue;
      this.#couriers.set(id, this.#courier(destination, former.has(id)));
    }
    this.wake();
    onChange();
    const gone = (await log.cursors()).filter(({ destination }) => !next.has(destination));
    for (const { destination } of gone) await log.removeCursor(destination);
  }

  #courier(destination: Destination, wasThere: boolean): Courier {
    const { open, log, now, random, patience, tell, onChange } = this.#options;
    return new Courier({
      destination,
      open: () => open(destination),
      log,
      now,
      random,
      patience,
      tell,
      onChange,
      // A broker may have forgotten what it retained, and a destination that was changed may be another place.
      anchorsAnew: destination.kind === 'mqtt' || wasThere,
    });
  }

  async #end(ids: readonly string[]): Promise<void> {
    const ended = ids.flatMap((id) => this.#couriers.get(id) ?? []);
    for (const id of ids) this.#couriers.delete(id);
    await Promise.all(ended.map((courier) => courier.stop()));
  }
}

const switchedOff = ({ id, name, kind, enabled, anchor }: Destination): DestinationState => ({
  id,
  name,
  kind,
  enabled,
  anchor,
  state: 'off',
  behind: 0,
});
