import { type BuiltIn, builtIn } from '../values/built-in.ts';
import type { DataType, Field } from '../values/data-type.ts';
import type { FoundType, StructureFound } from './found-type.ts';
import { enumerationOf } from './standard-types.ts';

/**
 * Makes types of what was found, and what those need.
 * @param known a type that is there already
 * @param keep is told each new type
 */
export class TypeMaker {
  readonly #found: ReadonlyMap<string, FoundType>;
  readonly #known: (key: string) => DataType | undefined;
  readonly #keep: (key: string, type: DataType) => void;
  readonly #underWay = new Set<string>();

  constructor(
    found: ReadonlyMap<string, FoundType>,
    known: (key: string) => DataType | undefined,
    keep: (key: string, type: DataType) => void,
  ) {
    this.#found = found;
    this.#known = known;
    this.#keep = keep;
  }

  make(key: string): DataType {
    const known = this.#known(key);
    if (known) return known;
    const found = this.#found.get(key);
    // One that is a subtype of itself is nothing that a value can be read by.
    if (!found || this.#underWay.has(key)) return { name: key, builtIn: builtIn.Variant, isUnknown: true };
    this.#underWay.add(key);
    const type = this.#made(key, found);
    this.#underWay.delete(key);
    return type;
  }

  #made(key: string, { name, base, definition, failure }: FoundType): DataType {
    if (definition && 'fields' in definition) {
      const type: DataType = { name, builtIn: builtIn.ExtensionObject };
      // Known before its fields are: a field may be of the same type.
      this.#keep(key, type);
      const { kind, encoding } = definition;
      const fields = this.#fields(definition);
      if (fields) type.structure = { kind, encoding, fields };
      else type.isUnknown = true;
      return type;
    }
    const above = base === undefined ? undefined : this.make(base);
    const basic: BuiltIn = above?.builtIn ?? builtIn.Variant;
    // Under unsigned numbers a definition names bits, of which a value has several.
    const enumeration =
      definition && basic === builtIn.Int32 ? enumerationOf(name, definition.members) : undefined;
    const type: DataType = {
      name,
      builtIn: basic,
      ...(enumeration && { enumeration }),
      ...(above?.isDecimal && { isDecimal: true }),
    };
    // An enumeration is a number whatever its names are; what a structure holds, only its definition says.
    const isUntold = failure !== undefined && basic === builtIn.ExtensionObject;
    if (!above || above.isUnknown || isUntold) type.isUnknown = true;
    this.#keep(key, type);
    return type;
  }

  /** With those of its base type: some servers list them again, some do not. Undefined where one is of a type that nobody knows. */
  #fields({ base, fields }: StructureFound): readonly Field[] | undefined {
    const above = this.make(base);
    const inherited = above.structure?.fields ?? [];
    const own = fields.map((field) => ({ ...field, type: this.make(field.type) }));
    if (above.isUnknown || own.some(({ type }) => type.isUnknown)) return undefined;
    const hasAll = inherited.every(({ name }, index) => own[index]?.name === name);
    return hasAll ? own : [...inherited, ...own];
  }
}
