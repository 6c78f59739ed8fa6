import type { BuiltIn } from './built-in.ts';

/** The names of an enumeration's values. */
export interface Enumeration {
  readonly name: string;
  readonly nameOf: ReadonlyMap<number, string>;
  readonly valueOf: ReadonlyMap<string, number>;
}

/** One field of a structure. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  /** How many dimensions: 0 is one value, 1 an array, more a matrix. */
  readonly rank: number;
  /** It may be left out. */
  readonly optional: boolean;
  /** It holds a subtype of its type too, and then says which: it goes as an ExtensionObject or a Variant. */
  readonly open: boolean;
}

/** @see OPC 10000-3 section 8.49 (StructureType) */
export type StructureKind = 'plain' | 'optional' | 'union';

export interface Structure {
  readonly kind: StructureKind;
  /** The node id that its bytes go under, as `NodeKey`. */
  readonly encoding: string;
  readonly fields: readonly Field[];
}

/** A data type of a server, as far as values of it need. */
export interface DataType {
  /** `Point`, `Int32` … */
  readonly name: string;
  /** What its values are on the wire. `Variant` for one that leaves that open, such as Number. */
  readonly builtIn: BuiltIn;
  readonly enumeration?: Enumeration;
  /** Its values are numbers of any length, which go as ExtensionObjects. @see OPC 10000-6 section 5.1.10 */
  readonly isDecimal?: true;
  /** Missing in a type of `ExtensionObject` whose fields nobody knows, and in one that only its subtypes have values of. */
  structure?: Structure;
  /** Nobody could find out what its values are on the wire: where they do not say it themselves, they cannot be read or written. */
  isUnknown?: true;
}

/** What the reading of values needs to know of the server's own types. */
export interface KnownTypes {
  /** By index: of the session that the values come from. */
  readonly namespaces: readonly string[];
  /**
   * The type whose values go under this node id; null where that cannot be known, undefined where nobody asked the server yet.
   * @param encoding as `nodeKey` writes it
   */
  byEncoding(encoding: string): DataType | null | undefined;
}
