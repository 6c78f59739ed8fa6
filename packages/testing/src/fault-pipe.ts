import type { Socket } from 'node:net';

/** Bytes that are held back at most; beyond them the sender is not read from, as where a real window is full. */
const heldLimit = 1 << 20;

/** One direction of a connection through a {@link FaultProxy}: what comes in goes out, late, or not until the line is mended. */
export class FaultPipe {
  readonly #from: Socket;
  readonly #onBytes: (bytes: Buffer) => Buffer;
  #to: Socket | undefined;
  #held: { readonly at: number; readonly bytes: Buffer }[] = [];
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #ended = false;
  delay = 0;

  /** @param onBytes looks at what comes, and gives what of it goes on */
  constructor(from: Socket, onBytes: (bytes: Buffer) => Buffer) {
    this.#from = from;
    this.#onBytes = onBytes;
    from.on('data', (bytes) => this.#take(bytes));
    from.once('end', () => {
      this.#ended = true;
      this.#flush();
    });
  }

  /** Where it goes, once that is open. */
  connect(to: Socket): void {
    this.#to = to;
    to.on('drain', () => this.#from.resume());
    this.#flush();
  }

  /** Lets nothing through any more, and nobody know. */
  stop(): void {
    this.#stopped = true;
  }

  /** Lets through what was held back, and what comes. */
  resume(): void {
    this.#stopped = false;
    this.#flush();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #take(bytes: Buffer): void {
    const passed = this.#onBytes(bytes);
    if (passed.length === 0) return;
    this.#held.push({ at: performance.now() + this.delay, bytes: passed });
    this.#size += passed.length;
    if (this.#size > heldLimit) this.#from.pause();
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || !this.#to) return;
    for (let [first] = this.#held; first; [first] = this.#held) {
      const wait = first.at - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#flush(), wait);
        return;
      }
      this.#held.shift();
      this.#size -= first.bytes.length;
      if (this.#to.destroyed || this.#to.write(first.bytes)) this.#from.resume();
      else this.#from.pause();
    }
    if (this.#ended) this.#to.end();
  }
}
