import type { SessionLink } from '../session-link.ts';
import type { ReadOperation } from './read-operation.ts';

interface Packed {
  readonly places: readonly Buffer[];
  readonly bytes: Buffer;
}

/** The ReadValueIds of requests, each list as one piece: what is read again and again asks for the same ones. */
export class PackedPlaces {
  readonly #known = new WeakMap<readonly ReadOperation[], Packed>();

  of(operations: readonly ReadOperation[], link: SessionLink): Buffer {
    const known = this.#known.get(operations);
    if (known && isStill(known.places, operations, link)) return known.bytes;
    const places = operations.map((operation) => operation.encoded(link));
    const bytes = Buffer.concat(places);
    this.#known.set(operations, { places, bytes });
    return bytes;
  }
}

/** An operation whose place has not changed gives the very same bytes. */
function isStill(
  places: readonly Buffer[],
  operations: readonly ReadOperation[],
  link: SessionLink,
): boolean {
  if (places.length !== operations.length) return false;
  for (let index = 0; index < places.length; index += 1) {
    if (operations[index]?.encoded(link) !== places[index]) return false;
  }
  return true;
}
