/** A port as the native part of `serialport` has it. */
export interface NativePort {
  read(buffer: Buffer, offset: number, length: number): Promise<unknown>;
  write(buffer: Buffer): Promise<unknown>;
}

/** What opens them; `serialport` calls it a binding. */
export interface NativePorts {
  open(options: object): Promise<NativePort>;
}

/** Milliseconds that a closed port waits for a call that does not return: nobody may wait for ever for one that never does. */
const patience = 2_000;

/**
 * Opens ports and follows the calls by which they are read and written. A port is locked for its user, and the system takes the
 * lock away only when the last call returns that uses it. On a busy machine one that began before the port was closed may be
 * over only after it: whoever opens the port anew meanwhile is told that it is in use.
 */
export class NativeCalls implements NativePorts {
  readonly #ports: NativePorts;
  readonly #pending = new Set<Promise<unknown>>();

  constructor(ports: NativePorts) {
    this.#ports = ports;
  }

  async open(options: object): Promise<NativePort> {
    const port = await this.#ports.open(options);
    const [read, write] = [port.read.bind(port), port.write.bind(port)];
    port.read = (buffer, offset, length) => this.#follow(read(buffer, offset, length));
    port.write = (buffer) => this.#follow(write(buffer));
    return port;
  }

  /** Resolves when every call has returned, or will not. */
  async over(): Promise<void> {
    if (this.#pending.size === 0) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patience);
    await Promise.race([Promise.allSettled(this.#pending), late]);
    clearTimeout(timer);
  }

  #follow<Result>(call: Promise<Result>): Promise<Result> {
    const forget = (): void => void this.#pending.delete(call);
    this.#pending.add(call);
    call.then(forget, forget);
    return call;
  }
}
