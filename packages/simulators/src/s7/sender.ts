import type { Socket } from 'node:net';
import { type Clock, resetSocket } from '@millwright/tags';
import type { Chance } from '../random.ts';
import type { Exchange, S7Fault } from './faults.ts';
import { dataTpdus, disconnection, disconnectReason, packet } from './framing.ts';
import { encodeMessage, type Message } from './message.ts';
import { spoiledBytes, spoiledMessage } from './spoiled.ts';

export interface SenderOptions {
  readonly socket: Socket;
  readonly clock: Clock;
  readonly chance: Chance;
  /** The fault that spoils the next answer of an exchange, if there is one. */
  readonly nextFault: (exchange: Exchange) => S7Fault | undefined;
  readonly onSent: (bytes: Buffer) => void;
}

/** What is said to one client: right, or spoiled. */
export class Sender {
  /** Bytes of a TPDU that were agreed on. */
  size: number | undefined;
  /** How the client calls this connection. */
  reference = 0;
  readonly #options: SenderOptions;
  #held: Buffer[] = [];

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Sends a message, or what a fault makes of it. */
  say(message: Message, exchange: Exchange): void {
    const fault = this.#options.nextFault(exchange);
    if (!fault) {
      this.write(this.packets(message));
      return;
    }
    if (fault.kind === 'stray') this.write(this.packets(strayOf(message, fault)));
    const spoiled = { message: encodeMessage(spoiledMessage(fault, message)) };
    this.#deliver(fault, spoiledBytes(fault, spoiled, this.size, this.#options.chance));
  }

  /** Sends a TPDU that is no data: a confirmation. */
  sayTpdu(tpdu: Buffer): void {
    const fault = this.#options.nextFault('connect');
    if (!fault) this.write(packet(tpdu));
    else this.#deliver(fault, spoiledBytes(fault, { tpdu }, this.size, this.#options.chance));
  }

  /** Says that the connection ends, and ends it. */
  disconnect(reason: number): void {
    this.write(packet(disconnection(this.reference, reason)));
    this.end('close');
  }

  end(how: 'close' | 'reset'): void {
    const { socket } = this.#options;
    if (how === 'reset') resetSocket(socket);
    else socket.destroySoon();
  }

  write(bytes: Buffer): void {
    const { socket, onSent } = this.#options;
    if (!socket.writable || bytes.length === 0) return;
    socket.write(bytes);
    onSent(bytes);
  }

  /** A message in its packets. */
  packets(message: Message): Buffer {
    return Buffer.concat(dataTpdus(encodeMessage(message), this.size).map(packet));
  }

  #deliver(fault: S7Fault, bytes: Buffer): void {
    const { clock } = this.#options;
    switch (fault.kind) {
      case 'silence':
        break;
      case 'delay':
        clock.after(fault.milliseconds, () => this.write(bytes));
        break;
      case 'late-byte':
        this.write(bytes.subarray(0, -1));
        clock.after(fault.milliseconds, () => this.write(bytes.subarray(-1)));
        break;
      case 'split':
        this.#writeByteByByte(bytes);
        break;
      case 'duplicate':
        this.write(Buffer.concat([bytes, bytes]));
        break;
      case 'hold':
        this.#hold(bytes, fault.count, fault.reversed ?? false);
        break;
      case 'cut':
        this.write(bytes.subarray(0, fault.bytes));
        this.end(fault.how ?? 'close');
        break;
      case 'disconnect':
        this.disconnect(fault.reason ?? disconnectReason.unspecified);
        break;
      case 'close':
      case 'reset':
        this.end(fault.kind);
        break;
      default:
        this.write(bytes);
    }
  }

  #hold(bytes: Buffer, count: number, reversed: boolean): void {
    this.#held.push(bytes);
    if (this.#held.length < count) return;
    const held = this.#held.splice(0);
    this.write(Buffer.concat(reversed ? held.reverse() : held));
  }

  #writeByteByByte(bytes: Buffer, at = 0): void {
    if (at >= bytes.length) return;
    this.write(bytes.subarray(at, at + 1));
    setImmediate(() => this.#writeByteByByte(bytes, at + 1));
  }
}

/** A message without anything in it, of a kind that may be unknown. */
function strayOf(
  { reference }: Message,
  { value, beside = 0 }: { readonly value: number; readonly beside?: number | undefined },
): Message {
  const nothing = new Uint8Array();
  return { kind: value, reference: (reference + beside) & 0xffff, parameter: nothing, data: nothing };
}
