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
    if (!found || this.#underWay.has(key)) return { name: key, builtIn: builtIn.Variant };
    this.#underWay.add(key);
    const type = this.#made(key, found);
    this.#underWay.delete(key);
    return type;
  }

  #made(key: string, { name, base, definition }: FoundType): DataType {
    if (definition && 'fields' in definition) {
      const type: DataType = { name, builtIn: builtIn.ExtensionObject };
      // Known before its fields are: a field may be of the same type.
      this.#keep(key, type);
      const { kind, encoding } = definition;
      type.structure = { kind, encoding, fields: this.#fields(definition) };
      return type;
    }
    const basic: BuiltIn = base === undefined ? builtIn.Variant : this.make(base).builtIn;
    // Under unsigned numbers a definition names bits, of which a value has several.
    const enumeration =
      definition && basic === builtIn.Int32 ? enumerationOf(name, definition.members) : undefined;
    const type: DataType = { name, builtIn: basic, ...(enumeration && { enumeration }) };
    this.#keep(key, type);
    return type;
  }

  /** With those of its base type: some servers list them again, some do not. */
  #fields({ base, fields }: StructureFound): readonly Field[] {
    const inherited = this.make(base).structure?.fields ?? [];
    const own = fields.map((field) => ({ ...field, type: this.make(field.type) }));
    const hasAll = inherited.every(({ name }, index) => own[index]?.name === name);
    return hasAll ? own : [...inherited, ...own];
  }
}
