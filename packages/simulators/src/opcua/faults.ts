import { Chance } from '../random.ts';
import { type SecureChunk, secureChunk } from './chunks.ts';
import type { ServiceName } from './replies.ts';

/** How a response is spoiled on its way, below the services. */
export type WireFault = (
  | {
      readonly kind: /** A chunk whose header says more bytes than the client said it takes. */
        | 'oversize'
        /** A sequence number that leaves some out. */
        | 'sequence'
        /** The last chunk twice. */
        | 'replay'
        /** Another token's, channel's or request's number. */
        | 'token'
        | 'channel'
        | 'request'
        /** The message is given up after its first chunk. */
        | 'abort';
    }
  /** So many bytes, and the connection ends. */
  | { readonly kind: 'cut'; readonly bytes: number; readonly how?: 'close' | 'reset' }
  /** Bytes changed by chance, some in its header, some in its body. */
  | { readonly kind: 'mutate'; readonly seed: number }
) & {
  /** Only responses of this service. */
  readonly service?: ServiceName | readonly ServiceName[];
  /** How many responses. Default: until told otherwise. */
  readonly times?: number;
  /** Which of them, by chance: 0.1 every tenth. Default: all. */
  readonly share?: number;
};

/** What goes out instead of the chunks of a response, and whether the connection ends behind it. */
export interface Spoiled {
  readonly bytes: readonly Buffer[];
  readonly end?: 'close' | 'reset';
}

const chances = new WeakMap<WireFault, Chance>();

/** @param limit bytes of a chunk that the client takes */
export function spoil(fault: WireFault, chunks: readonly SecureChunk[], limit: number): Spoiled {
  const built = chunks.map(secureChunk);
  const [first] = chunks;
  if (!first) return { bytes: [] };
  switch (fault.kind) {
    case 'oversize': {
      const body = Buffer.concat([first.body, Buffer.alloc(limit)]);
      return { bytes: [secureChunk({ ...first, final: 'F', body })] };
    }
    case 'sequence':
      return { bytes: chunks.map((chunk) => secureChunk({ ...chunk, sequence: chunk.sequence + 10 })) };
    case 'replay':
      return { bytes: [...built, ...built.slice(-1)] };
    case 'token':
      return { bytes: chunks.map((chunk) => secureChunk({ ...chunk, security: Buffer.alloc(4, 0x7f) })) };
    case 'channel':
      return { bytes: chunks.map((chunk) => secureChunk({ ...chunk, channel: chunk.channel + 1 })) };
    case 'request':
      return { bytes: chunks.map((chunk) => secureChunk({ ...chunk, request: chunk.request + 1_000 })) };
    case 'abort': {
      // A status code and a reason, which is null.
      const body = Buffer.from([0, 0, 0x80, 0x80, 0xff, 0xff, 0xff, 0xff]);
      return { bytes: [secureChunk({ ...first, final: 'A', body })] };
    }
    case 'cut': {
      const all = Buffer.concat(built);
      return { bytes: [all.subarray(0, fault.bytes)], end: fault.how ?? 'close' };
    }
    case 'mutate':
      return { bytes: [mutate(Buffer.concat(built), chanceOf(fault, fault.seed))] };
  }
}

/** Each response draws on from where the last one stopped. */
function chanceOf(fault: WireFault, seed: number): Chance {
  const known = chances.get(fault) ?? new Chance(seed);
  chances.set(fault, known);
  return known;
}

/** One to eight changes: a bit, a byte, a length, a piece that is missing, doubled or filled. */
export function mutate(bytes: Buffer, chance: Chance): Buffer {
  let mutated = Buffer.from(bytes);
  const within = (end: number): number => Math.floor(chance.next() * end);
  for (let left = 1 + within(8); left > 0 && mutated.length > 0; left -= 1) {
    // Half of them beyond the header, or nearly nothing would get as far as the decoding.
    const from = chance.next() < 0.7 && mutated.length > 24 ? 24 : 0;
    const at = from + within(mutated.length - from);
    switch (within(6)) {
      case 0:
        mutated.writeUInt8((mutated.readUInt8(at) ^ (1 << within(8))) & 0xff, at);
        break;
      case 1:
        mutated.writeUInt8(within(256), at);
        break;
      case 2:
        if (at + 4 <= mutated.length)
          mutated.writeUInt32LE(within(2) ? 0xffff_ffff : within(0x7fff_ffff), at);
        break;
      case 3:
        mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at + 1 + within(16))]);
        break;
      case 4:
        mutated = Buffer.concat([
          mutated.subarray(0, at),
          mutated.subarray(Math.max(0, at - 1 - within(32))),
        ]);
        break;
      case 5:
        mutated.fill(within(256), at, at + 1 + within(16));
        break;
    }
  }
  return mutated;
}
