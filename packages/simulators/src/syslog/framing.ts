import { simulatorErrors } from '../errors.ts';

/** Octets; a message that is longer is no message but a fault. */
const longest = 1024 * 1024;
const zero = 0x30;
const nine = 0x39;
const space = 0x20;

/**
 * Cuts a stream into messages by their counts: `<octets> <message>`, one after the other.
 *
 * @see RFC 6587, 3.4.1
 */
export class OctetCounting {
  #rest: Buffer = Buffer.alloc(0);

  /** Gives the messages that are whole now. @throws `simulators.bad-syslog`, after those before it */
  *push(chunk: Uint8Array): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const count = readCount(this.#rest);
      if (!count || count.from + count.octets > this.#rest.length) return;
      const message = this.#rest.subarray(count.from, count.from + count.octets);
      this.#rest = this.#rest.subarray(count.from + count.octets);
      yield message;
    }
  }

  /** Octets of a message that is not whole. */
  get pending(): number {
    return this.#rest.length;
  }
}

/** @returns undefined while the count itself is not whole */
function readCount(bytes: Buffer): { readonly octets: number; readonly from: number } | undefined {
  let octets = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === space && index > 0) return { octets, from: index + 1 };
    if (byte < zero || byte > nine || (byte === zero && index === 0))
      throw simulatorErrors.badSyslog({ reason: 'a count of octets was due' });
    octets = octets * 10 + byte - zero;
    if (octets > longest) throw simulatorErrors.badSyslog({ reason: `more than ${longest} octets` });
  }
  return undefined;
}
