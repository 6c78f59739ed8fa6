import type { Channel, ChannelListener } from '../roads/channel.ts';

/** A line of which the test is the other end. */
export class Wire implements Channel {
  readonly sent: Uint8Array[] = [];
  isClosed = false;
  /** What comes back by itself of what is sent. */
  echo: (bytes: Uint8Array) => Uint8Array | undefined = () => undefined;
  /** What the units answer. */
  answer: (bytes: Uint8Array) => Uint8Array | undefined = () => undefined;
  #listener: ChannelListener | undefined;

  follow(listener: ChannelListener): void {
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    this.sent.push(bytes);
    for (const back of [this.echo(bytes), this.answer(bytes)]) if (back) queueMicrotask(() => this.say(back));
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  say(bytes: Uint8Array): void {
    this.#listener?.bytes(bytes);
  }

  end(error: Error): void {
    this.#listener?.end(error);
  }
}

/** A read of one register at an address, and the answer that carries a value. */
export const read = (address: number): Uint8Array => Uint8Array.of(3, address >> 8, address & 0xff, 0, 1);
export const value = (number: number): Uint8Array => Uint8Array.of(3, 2, number >> 8, number & 0xff);
export const numberIn = (pdu: Uint8Array): number => ((pdu[2] ?? 0) << 8) | (pdu[3] ?? 0);
