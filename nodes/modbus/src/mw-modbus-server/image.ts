import {
  type Area,
  exceptionCode,
  isBitArea,
  MemoryStore,
  type ModbusTag,
  packBits,
  type Store,
} from '@millwright/modbus';
import {
  type Clock,
  decodeValue,
  encodeValue,
  measured,
  registersOf,
  type Sample,
  tagErrors,
  type ValuesByTag,
} from '@millwright/tags';
import { bytesOfKept, type KeptTag, type KeptTags, keptOf } from './kept-tag.ts';

/** A tag of a server, and whether clients may write it. */
export interface ServedTag {
  readonly tag: ModbusTag;
  readonly writable: boolean;
}

interface Place extends ServedTag {
  readonly area: Area;
  readonly first: number;
  readonly last: number;
}

/** What a server holds: each area reaches to its last tag, what lies between tags reads 0 and cannot be written. */
export class Image implements Store {
  readonly #memory: MemoryStore;
  readonly #places: readonly Place[];
  readonly #byName: ReadonlyMap<string, Place>;
  readonly #clock: Clock;
  readonly #onWrite: (samples: readonly Sample[]) => void;
  readonly #writable: Readonly<Record<'coil' | 'holding-register', ReadonlySet<number>>>;

  /** @param onWrite hears of the tags that a client has written */
  constructor(
    tags: readonly ServedTag[],
    { clock, onWrite }: { readonly clock: Clock; readonly onWrite: (samples: readonly Sample[]) => void },
  ) {
    this.#clock = clock;
    this.#onWrite = onWrite;
    this.#places = tags.map((each): Place => {
      const { area, address } = each.tag;
      return { ...each, area, first: address, last: address + registersOf(each.tag) - 1 };
    });
    this.#byName = new Map(this.#places.map((place) => [place.tag.name, place]));
    const size = (area: Area): number =>
      Math.max(0, ...this.#places.map((place) => (place.area === area ? place.last + 1 : 0)));
    this.#memory = new MemoryStore({
      coil: size('coil'),
      'discrete-input': size('discrete-input'),
      'holding-register': size('holding-register'),
      'input-register': size('input-register'),
    });
    const writable = (area: Area): ReadonlySet<number> =>
      new Set(
        this.#places.flatMap((place) =>
          place.writable && place.area === area
            ? Array.from({ length: place.last - place.first + 1 }, (_, index) => place.first + index)
            : [],
        ),
      );
    this.#writable = { coil: writable('coil'), 'holding-register': writable('holding-register') };
  }

  read(area: Area, address: number, quantity: number): Uint8Array | number {
    return this.#memory.read(area, address, quantity);
  }

  write(
    area: 'coil' | 'holding-register',
    address: number,
    quantity: number,
    data: Uint8Array,
  ): number | undefined {
    for (let offset = 0; offset < quantity; offset += 1)
      if (!this.#writable[area].has(address + offset)) return exceptionCode.illegalDataAddress;
    const exception = this.#memory.write(area, address, quantity, data);
    if (exception !== undefined) return exception;
    const touched = this.#places.filter(
      (place) => place.area === area && place.first < address + quantity && place.last >= address,
    );
    this.#onWrite(touched.map((place) => this.#sampleOf(place)));
    return undefined;
  }

  /**
   * Sets tags from within, whatever clients may do: all of them or none.
   * @throws `tags.unknown-tag`, `tags.value-does-not-fit`, `tags.wrong-type`
   */
  set(values: ValuesByTag): void {
    const ready = Object.entries(values).map(([name, value]) => {
      const place = this.#byName.get(name);
      if (!place) throw tagErrors.unknownTag({ tag: name });
      return { place, bytes: encodeValue(value, place.tag) };
    });
    for (const { place, bytes } of ready) this.#put(place, bytes);
  }

  /** What all tags hold, as it stands in their registers: that need not be a value of their type. */
  kept(): KeptTags {
    return Object.fromEntries(this.#places.map((place) => [place.tag.name, this.#keptOf(place)]));
  }

  /** Sets what was kept. The table may have changed since: what does not fit any more stays as it is. */
  restore(kept: KeptTags): void {
    for (const [name, each] of Object.entries(kept)) {
      const place = this.#byName.get(name);
      const bytes = place && bytesOfKept(each, place.tag);
      if (place && bytes) this.#put(place, bytes);
    }
  }

  #keptOf(place: Place): KeptTag {
    const { value } = this.#sampleOf(place);
    return keptOf(place.tag, typeof value === 'boolean' ? Uint8Array.of(Number(value)) : this.#bytes(place));
  }

  /** @param bytes as `encodeValue` gives them */
  #put(place: Place, bytes: Uint8Array): void {
    const { area, first, last, tag } = place;
    if (isBitArea(area)) this.#memory.write(area, first, 1, packBits([bytes[0] === 1]));
    else this.#memory.write(area, first, last - first + 1, withBit(tag, bytes, this.#bytes(place)));
  }

  #bytes({ area, first, last }: Place): Uint8Array {
    const data = this.#memory.read(area, first, last - first + 1);
    return typeof data === 'number' ? new Uint8Array() : data;
  }

  #sampleOf(place: Place): Sample {
    const { tag, area, first } = place;
    const bytes = this.#bytes(place);
    const value = isBitArea(area) ? (bytes[0] ?? 0) % 2 === 1 : decodeValue(bytes, tag);
    const point = { name: tag.name, address: tag.shown ?? `${area}:${first}` };
    return measured(point, value, this.#clock.now());
  }
}

/** Of a bit in a register only that bit changes: its bytes are the mask of what is set. */
function withBit({ type, bit, byteOrder }: ModbusTag, bytes: Uint8Array, now: Uint8Array): Uint8Array {
  if (type !== 'bool' || bit === undefined) return bytes;
  const mask = encodeValue(true, { type, bit, byteOrder });
  return now.map((byte, index) => (byte & ~(mask[index] ?? 0)) | (bytes[index] ?? 0));
}
