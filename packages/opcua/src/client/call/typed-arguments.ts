import type { SampleValue } from '@millwright/tags';
import type { ValueForms } from '../../tag.ts';
import { valueErrors } from '../../value-errors.ts';
import { refusalOf } from '../refusal-of.ts';
import type { SessionLink } from '../session-link.ts';
import type { AskOptions } from '../structures/ask-types.ts';
import type { TypeBook, TypeBooks } from '../structures/type-book.ts';
import { type RawValue, readVariant } from '../values/data-value.ts';
import { Decoding } from '../values/decoding.ts';
import { encodeValue } from '../values/encode-value.ts';
import type { GivenArgument } from './arguments.ts';
import type { ArgumentCodec } from './method-caller.ts';
import type { ArgumentDescription } from './method-description.ts';

/** A structure within a structure within …: each level may be of a type that only the one around it tells. */
const mostRounds = 8;

/** Turns arguments into exactly the types that a server declares, and what a method gives back into the forms in which values are read. */
export class TypedArguments implements ArgumentCodec {
  readonly #types: TypeBooks;
  readonly #forms: ValueForms;

  constructor(types: TypeBooks, forms: ValueForms = {}) {
    this.#types = types;
    this.#forms = forms;
  }

  async encode(
    given: readonly GivenArgument[],
    link: SessionLink,
    options: AskOptions,
  ): Promise<readonly Buffer[]> {
    const book = this.#types.of(link);
    const keys = given.map(({ argument }) => book.keyAt(argument.dataType));
    await book.learnTypes(
      keys.filter((key) => key !== undefined),
      options,
    );
    return given.map(({ argument: { name, rank }, value }, index) => {
      const key = keys[index];
      const type = key === undefined ? undefined : book.type(key);
      if (!type) throw refusalOf('BadTypeMismatch', `the server does not say of which type ${name} is`);
      const typeNamed = (of: string) => book.typeNamed(of);
      return encodeValue(name, value, { type, rank }, { namespaces: book.namespaces, typeNamed });
    });
  }

  async decode(
    outputs: readonly RawValue[],
    declared: readonly ArgumentDescription[],
    link: SessionLink,
    options: AskOptions,
  ): Promise<readonly (SampleValue | null)[]> {
    const book = this.#types.of(link);
    const keys = outputs.map((_, index) => declared[index] && book.keyAt(declared[index].dataType));
    await book.learnTypes(
      keys.filter((key) => key !== undefined),
      options,
    );
    for (let round = 0; ; round += 1) {
      const missing = new Set<string>();
      const values = outputs.map((raw, index) => this.#value(raw, keys[index], book, missing));
      if (missing.size === 0 || round === mostRounds) return values;
      await book.learnEncodings(missing, options);
    }
  }

  #value(raw: RawValue, key: string | undefined, book: TypeBook, missing: Set<string>): SampleValue | null {
    const decoding = new Decoding(book, this.#forms);
    const enumeration = key === undefined ? undefined : book.type(key)?.enumeration;
    const { value, unreadable } = readVariant(raw, decoding, enumeration);
    if (unreadable) throw valueErrors.undecodable({ reason: unreadable });
    for (const each of decoding.missing ?? []) missing.add(each);
    return value;
  }
}
