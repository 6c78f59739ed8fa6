import type { Area } from '../area.ts';

/** A read of one of the four areas: function codes 1 to 4. */
export interface ReadRequest {
  readonly do: 'read';
  readonly area: Area;
  /** Zero-based, as it goes over the wire; so is every address here. */
  readonly address: number;
  /** Bits or registers. */
  readonly quantity: number;
}

/** A part of a file. @see MODBUS Application Protocol V1.1b3, section 6.14 */
export interface FileRange {
  /** 6, the only one there is. */
  readonly reference?: 6;
  /** 1 to 65535. */
  readonly file: number;
  /** 0 to 9999. */
  readonly record: number;
  /** Registers. */
  readonly length: number;
}

/** What is to stand in a file. */
export interface FileRecord {
  readonly reference?: 6;
  readonly file: number;
  readonly record: number;
  readonly data: Uint8Array;
}

/**
 * What to read of a device's identification: 1 basic, 2 regular, 3 extended (each a stream of objects from `object`
 * on), 4 that one object.
 */
export type IdentificationLevel = 1 | 2 | 3 | 4;

/**
 * Everything that a client may ask of a unit. Registers are bytes, two each, the high one first.
 * @see MODBUS Application Protocol V1.1b3, section 6
 */
export type Request =
  | ReadRequest
  /** Function code 5. */
  | { readonly do: 'write-coil'; readonly address: number; readonly value: boolean }
  /** Function code 6. */
  | { readonly do: 'write-register'; readonly address: number; readonly value: number }
  /** Function code 15. */
  | { readonly do: 'write-coils'; readonly address: number; readonly values: readonly boolean[] }
  /** Function code 16. */
  | { readonly do: 'write-registers'; readonly address: number; readonly data: Uint8Array }
  /** Function code 22: the register becomes what {@link import('./write.ts').maskRegister} says. */
  | {
      readonly do: 'mask-register';
      readonly address: number;
      readonly and: number;
      readonly or: number;
    }
  /** Function code 23: holding registers are written first, then read. */
  | {
      readonly do: 'read-write-registers';
      readonly address: number;
      readonly quantity: number;
      readonly write: { readonly address: number; readonly data: Uint8Array };
    }
  /** Function code 20. */
  | { readonly do: 'read-file'; readonly records: readonly FileRange[] }
  /** Function code 21. */
  | { readonly do: 'write-file'; readonly records: readonly FileRecord[] }
  /** Function code 24. */
  | { readonly do: 'read-queue'; readonly address: number }
  /** Function code 17. */
  | { readonly do: 'report-server-id' }
  /** Function code 43, MEI type 14. */
  | {
      readonly do: 'read-identification';
      readonly level: IdentificationLevel;
      /** 0 to 255: the first object to tell of. */
      readonly object: number;
    };

export type RequestOf<Do extends Request['do']> = Extract<Request, { readonly do: Do }>;

/** A write that the unit confirmed, unless it was a broadcast. */
export interface Done {
  readonly done: true;
  /** It went to all units at once, and nobody confirms that. */
  readonly broadcast?: true;
}

export const done: Done = { done: true };

/** Registers as they came (two bytes each, the high one first), or bits packed with the first one lowest. */
export interface Data {
  readonly data: Uint8Array;
}

/** One object of a device's identification. */
export interface IdentificationObject {
  readonly id: number;
  readonly value: Uint8Array;
}

/** One frame of a device's identification. */
export interface IdentificationPart {
  /** What the device supports: 1 basic, 2 regular, 3 extended; with 0x80 also single objects. */
  readonly conformity: number;
  readonly objects: readonly IdentificationObject[];
  /** The object to ask for next, where not all of them fitted. */
  readonly next?: number;
}

interface Responses {
  readonly read: Data;
  readonly 'write-coil': Done;
  readonly 'write-register': Done;
  readonly 'write-coils': Done;
  readonly 'write-registers': Done;
  readonly 'mask-register': Done;
  readonly 'read-write-registers': Data;
  /** One for each record asked for, in that order. */
  readonly 'read-file': { readonly records: readonly Uint8Array[] };
  readonly 'write-file': Done;
  /** At most 31 registers. */
  readonly 'read-queue': Data;
  /** What the device says of itself, in a shape of its maker's. */
  readonly 'report-server-id': Data;
  readonly 'read-identification': IdentificationPart;
}

/** What answers a request. */
export type ResponseTo<R extends Request> = Responses[R['do']];

export type Response = Responses[Request['do']];
