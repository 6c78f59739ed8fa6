import { mostDetails, type NodeDetails } from '../../common/browse-routes.ts';

/** Milliseconds without scrolling until what is in sight is asked for. */
const pause = 120;

export interface DetailsOptions {
  readonly signal: AbortSignal;
  changed(): void;
}

/** Type, value and access of the variables in sight: asked for once, a request at a time, those in sight now before others. */
export class DetailsInSight {
  readonly #ask: (addresses: readonly string[]) => Promise<readonly NodeDetails[]>;
  readonly #options: DetailsOptions;
  readonly #known = new Map<string, NodeDetails>();
  readonly #asked = new Set<string>();
  #wanted: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(
    ask: (addresses: readonly string[]) => Promise<readonly NodeDetails[]>,
    options: DetailsOptions,
  ) {
    this.#ask = ask;
    this.#options = options;
    options.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  of(address: string): NodeDetails | undefined {
    return this.#known.get(address);
  }

  /** These are in sight now. */
  want(addresses: readonly string[]): void {
    this.#wanted = addresses.filter((address) => !this.#asked.has(address));
    if (this.#wanted.length === 0 || this.#busy || this.#options.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#next(), pause);
  }

  /** All are asked for anew when they are in sight; until then what was known is shown. */
  forget(): void {
    this.#asked.clear();
  }

  async #next(): Promise<void> {
    const addresses = this.#wanted.slice(0, mostDetails);
    if (addresses.length === 0 || this.#options.signal.aborted) return;
    for (const address of addresses) this.#asked.add(address);
    this.#busy = true;
    const details = await this.#ask(addresses);
    this.#busy = false;
    for (const each of details) this.#known.set(each.address, each);
    // Drawing tells what is in sight then.
    if (!this.#options.signal.aborted) this.#options.changed();
  }
}
