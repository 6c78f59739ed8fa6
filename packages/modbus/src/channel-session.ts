import type { Hold } from '@millwright/tags';
import { modbusErrors } from './errors.ts';
import { checkRequest } from './exchange.ts';
import type { Channel } from './roads/channel.ts';
import type { Session, Traffic } from './session.ts';

/** What every session does alike, however its messages look: it counts what its channel carries, and ends once. */
export abstract class ChannelSession implements Session {
  protected readonly channel: Channel;
  protected strayAnswers = 0;
  readonly #depth: number;
  #bytesIn = 0;
  #bytesOut = 0;
  #ended: Error | undefined;
  #onEnd: ((error: unknown) => void) | undefined;

  /** @param depth so many requests may be on their way at once */
  protected constructor(channel: Channel, depth: number) {
    this.channel = channel;
    this.#depth = depth;
  }

  protected get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  abstract get busy(): number;

  get rest(): number {
    return 0;
  }

  get traffic(): Traffic {
    return { bytesIn: this.#bytesIn, bytesOut: this.#bytesOut, strayAnswers: this.strayAnswers };
  }

  async request(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent?: () => void,
    hold?: Hold,
  ): Promise<Uint8Array> {
    if (signal.aborted) throw signal.reason;
    if (this.#ended) throw this.#ended;
    if (this.busy >= this.#depth) throw modbusErrors.queueFull({ limit: this.#depth });
    checkRequest(unit, pdu);
    return this.begin(unit, pdu, signal, onSent, hold);
  }

  onEnd(listener: (error: unknown) => void): void {
    if (this.#ended) listener(this.#ended);
    else this.#onEnd = listener;
  }

  async close(): Promise<void> {
    this.#onEnd = undefined;
    this.end(modbusErrors.closed());
    await this.channel.close();
  }

  /** Sends a request that may be sent, when that may be. */
  protected abstract begin(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent: (() => void) | undefined,
    hold: Hold | undefined,
  ): Promise<Uint8Array>;

  protected abstract receive(chunk: Uint8Array): void;

  /** Settles what is on its way. Called once. */
  protected abstract settle(error: Error): void;

  /** Begins to listen: for a session that is made as far as it can be. */
  protected follow(): void {
    this.channel.follow({
      bytes: (chunk) => {
        this.#bytesIn += chunk.length;
        this.receive(chunk);
      },
      end: (error) => this.end(error),
    });
  }

  protected write(bytes: Uint8Array): void {
    this.#bytesOut += bytes.length;
    this.channel.write(bytes);
  }

  protected end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.settle(error);
    this.#onEnd?.(error);
  }
}
