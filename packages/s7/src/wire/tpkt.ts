import { joined, nothing, word } from './bytes.ts';

/** Version, a reserved byte, and the length of all of it. */
export const packetHeader = 4;

/** The header of a packet and the shortest TPDU there is. @see RFC 1006 section 6 */
const shortest = packetHeader + 3;

/** The header of a packet and the largest TPDU of which two sides can agree. @see RFC 905 section 13.3.4 b */
const longest = packetHeader + 8_192;

/**
 * Cuts a TCP stream into TPDUs, however the network divided it. It holds back less than one packet: a length that none
 * can have is refused before a byte more is kept.
 *
 * @see RFC 1006 section 6
 */
export class PacketReader {
  #rest = nothing;
  #broken: string | undefined;

  /**
   * Hands over the TPDU of each whole packet. It is a view of the chunk.
   * @returns why the stream cannot be followed any further; from then on nothing is read from it
   */
  push(chunk: Uint8Array, onTpdu: (tpdu: Uint8Array) => void): string | undefined {
    if (this.#broken !== undefined) return this.#broken;
    const bytes = this.#rest.length > 0 ? joined([this.#rest, chunk]) : chunk;
    let at = 0;
    while (at < bytes.length) {
      // What is wrong is said with the first byte that shows it: nobody waits for the rest of what never comes.
      if (bytes[at] !== 3) return this.#break(`a packet of version ${bytes[at]} where 3 is due`);
      if (bytes.length - at < packetHeader) break;
      const length = word(bytes, at + 2);
      if (length < shortest || length > longest)
        return this.#break(`a packet of ${length} bytes where ${shortest} to ${longest} are possible`);
      if (bytes.length - at < length) break;
      const tpdu = bytes.subarray(at + packetHeader, at + length);
      at += length;
      onTpdu(tpdu);
    }
    // A copy, so that a few bytes do not hold a whole segment in memory.
    this.#rest = at < bytes.length ? Uint8Array.from(bytes.subarray(at)) : nothing;
    return undefined;
  }

  #break(reason: string): string {
    this.#broken = reason;
    this.#rest = nothing;
    return reason;
  }
}
