import type { CodedError } from '@millwright/schema';

/** How long a device that asks by itself counts as in reach, in milliseconds. */
const askedTime = 60_000;

export interface PresenceOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A device came into reach, or went out of it. */
  readonly onChanged: (device: string, isOnline: boolean, time: number) => void;
  /** Why one of them is out of reach is known now. */
  readonly onRefused: () => void;
}

interface Seen {
  lastSeen: number;
  /** When a device that only asks is out of reach, unless it is heard again. */
  until: number;
  connections: number;
  isOnline: boolean;
}

/** Which devices are in reach, and when each was last heard: in memory, since a hub that begins anew hears them anew. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #seen = new Map<string, Seen>();
  /** Of devices that are known here only, so there are no more of them. */
  readonly #refusals = new Map<string, CodedError>();

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** It said something. */
  heard(device: string): void {
    this.#refusals.delete(device);
    const seen = this.#of(device);
    seen.lastSeen = this.#options.now();
    seen.until = seen.lastSeen + askedTime;
    this.#tell(device, seen);
  }

  /** Somebody who says that he is this device was not understood. Nobody has signed that: it counts while it is out of reach. */
  refused(device: string, error: CodedError): void {
    if (this.#refusals.get(device)?.message === error.message) return;
    this.#refusals.set(device, error);
    this.#options.onRefused();
  }

  /** Why it is out of reach, as far as that is known here. */
  refusal(device: string): CodedError | undefined {
    return this.isOnline(device) ? undefined : this.#refusals.get(device);
  }

  /** Its connection answers. */
  alive(device: string): void {
    this.#of(device).lastSeen = this.#options.now();
  }

  /** It has a live connection, until the returned function is called. */
  connected(device: string): () => void {
    const seen = this.#of(device);
    seen.connections += 1;
    this.heard(device);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      seen.connections -= 1;
      // Who had a connection is out of reach once it is gone, not a minute later.
      if (seen.connections === 0) seen.until = this.#options.now();
      this.#tell(device, seen);
    };
  }

  isOnline(device: string): boolean {
    return this.#seen.get(device)?.isOnline ?? false;
  }

  /** Absent where it was not heard since the hub began. */
  lastSeen(device: string): number | undefined {
    return this.#seen.get(device)?.lastSeen;
  }

  /** The ids of those in reach. */
  online(): readonly string[] {
    return [...this.#seen].filter(([, { isOnline }]) => isOnline).map(([device]) => device);
  }

  /** Devices that only ask go out of reach by not asking: to be called every few seconds. */
  look(): void {
    for (const [device, seen] of this.#seen) this.#tell(device, seen);
  }

  forget(device: string): void {
    this.#seen.delete(device);
    this.#refusals.delete(device);
  }

  #of(device: string): Seen {
    const found = this.#seen.get(device);
    if (found) return found;
    const seen = { lastSeen: this.#options.now(), until: 0, connections: 0, isOnline: false };
    this.#seen.set(device, seen);
    return seen;
  }

  #tell(device: string, seen: Seen): void {
    const { now, onChanged } = this.#options;
    const isOnline = seen.connections > 0 || now() < seen.until;
    if (isOnline === seen.isOnline) return;
    seen.isOnline = isOnline;
    onChanged(device, isOnline, seen.lastSeen);
  }
}
