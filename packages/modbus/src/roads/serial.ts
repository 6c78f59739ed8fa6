import { modbusErrors } from '../errors.ts';
import type { Channel, ChannelListener } from './channel.ts';
import { NativeCalls, type NativePorts } from './native-calls.ts';
import { watchPresence } from './presence.ts';
import type { SerialLine } from './road.ts';

/** What this package uses of a port of `serialport`. */
interface Port {
  open(done: (error: Error | null) => void): void;
  close(done: (error: Error | null) => void): void;
  write(bytes: Buffer): boolean;
  readonly isOpen: boolean;
  /** It is being closed, by us or because its adapter has gone. */
  readonly closing: boolean;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'error' | 'close', listener: (error?: Error | null) => void): void;
  once(event: 'error' | 'close', listener: () => void): void;
}

interface PortOptions extends SerialLine {
  readonly autoOpen: false;
  readonly binding: NativePorts;
}

interface SerialModule {
  readonly SerialPort: {
    new (options: PortOptions): Port;
    readonly binding: NativePorts;
  };
}

/** In a variable, so that no bundler takes it for something to bundle: it has a native part. */
const moduleName = 'serialport';

/** Only who uses a serial line needs the module. @throws `modbus.serial-missing` */
async function loadSerial(): Promise<SerialModule> {
  try {
    return await import(moduleName);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw modbusErrors.serialMissing({ reason }, { cause });
  }
}

/** A serial port. */
export class SerialChannel implements Channel {
  readonly #port: Port;
  readonly #path: string;
  readonly #calls: NativeCalls;
  readonly #endWatch: () => void;
  #listener: ChannelListener | undefined;
  #cause: Error | undefined;
  #closed: Promise<void> | undefined;

  private constructor(port: Port, path: string, calls: NativeCalls) {
    this.#port = port;
    this.#path = path;
    this.#calls = calls;
    port.on('data', (chunk) => this.#listener?.bytes(chunk));
    port.on('error', (error) => this.#end(error ?? undefined));
    port.on('close', (error) => this.#end(error ?? undefined));
    this.#endWatch = watchPresence(path, () => {
      this.#end(undefined);
      this.#closed ??= this.#release();
    });
  }

  /** Opens the port for us alone. @throws `modbus.serial-missing`, `.serial-failed`, or the signal's reason */
  static async open(line: SerialLine, signal: AbortSignal): Promise<SerialChannel> {
    signal.throwIfAborted();
    const { SerialPort } = await loadSerial();
    signal.throwIfAborted();
    const { path } = line;
    const failed = (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return modbusErrors.serialFailed({ path, reason }, { cause });
    };
    let port: Port;
    const calls = new NativeCalls(SerialPort.binding);
    try {
      port = new SerialPort({ ...line, autoOpen: false, binding: calls });
    } catch (error) {
      throw failed(error);
    }
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(failed(error)) : resolve()));
    });
    const channel = new SerialChannel(port, path, calls);
    if (!signal.aborted) return channel;
    await channel.close();
    throw signal.reason;
  }

  follow(listener: ChannelListener): void {
    this.#listener = listener;
    if (this.#cause) listener.end(this.#cause);
  }

  write(bytes: Uint8Array): void {
    if (this.#port.isOpen) this.#port.write(Buffer.from(bytes));
  }

  async close(): Promise<void> {
    this.#cause ??= modbusErrors.closed();
    this.#closed ??= this.#release();
    await this.#closed;
  }

  /** Resolves when the port can be opened anew. */
  async #release(): Promise<void> {
    const port = this.#port;
    this.#endWatch();
    await new Promise<void>((resolve) => {
      // A port that cannot be closed any more is gone all the same.
      if (port.isOpen) port.close(() => resolve());
      else if (port.closing) for (const event of ['close', 'error'] as const) port.once(event, resolve);
      else resolve();
    });
    await this.#calls.over();
  }

  #end(error: Error | undefined): void {
    this.#endWatch();
    if (this.#cause) return;
    const reason = `${this.#path} is gone${error ? ` (${error.message})` : ''}`;
    this.#cause = modbusErrors.connectionLost({ reason }, error && { cause: error });
    this.#listener?.end(this.#cause);
  }
}
