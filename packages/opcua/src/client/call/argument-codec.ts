import type { SampleValue } from '@millwright/tags';
import type { ValueForms } from '../../tag.ts';
import { refusalOf } from '../refusal-of.ts';
import type { AskOptions } from '../structures/inquiry.ts';
import type { TypeBook } from '../structures/type-book.ts';
import { type RawValue, readVariant } from '../values/data-value.ts';
import { Decoding } from '../values/decoding.ts';
import { encodeValue } from '../values/encode-value.ts';
import type { GivenArgument } from './arguments.ts';
import type { KnownArgument } from './method-reader.ts';

/** An output in JavaScript's form; `text` is what came where that cannot be held, or not be read. */
export interface ReadOutput {
  readonly value: SampleValue | null;
  readonly text?: string;
}

/** A structure within a structure within …: each level may be of a type that only the one around it tells. */
const mostRounds = 8;

/** Turns arguments into what goes over the wire in one session, and outputs back. */
export class ArgumentCodec {
  readonly #book: TypeBook;

  constructor(book: TypeBook) {
    this.#book = book;
  }

  /**
   * Variants of exactly the types that the method declares, in the order of the call.
   * @throws `opcua.bad-type-mismatch`, `.bad-out-of-range` with the name of the argument, and of the field within it; why types are not known
   */
  async encode(
    given: readonly GivenArgument<KnownArgument>[],
    options: AskOptions,
  ): Promise<readonly Buffer[]> {
    const keys = given.map(({ argument: { typeKey } }) => typeKey);
    await this.#book.learnTypes(keys, options);
    return given.map(({ argument: { name, typeKey, rank }, value }) => {
      const type = this.#book.type(typeKey);
      if (type === undefined)
        throw refusalOf('BadTypeMismatch', `the server does not tell of which type ${name} is`);
      // What the server could not be asked about must not be guessed.
      if (type.isUnknown && this.#book.failureOf(typeKey) !== undefined) throw this.#book.failureOf(typeKey);
      return encodeValue(
        name,
        value,
        { type, rank },
        {
          namespaces: this.#book.namespaces,
          typeNamed: (wanted) => this.#book.typeNamed(wanted),
        },
      );
    });
  }

  /** What the method gave. Types that are not known yet are asked for; without an answer, what is of them stays unreadable. */
  async decode(
    outputs: readonly RawValue[],
    declared: readonly KnownArgument[],
    forms: ValueForms,
    options: AskOptions,
  ): Promise<readonly ReadOutput[]> {
    const keys = outputs.flatMap((_, index) => declared[index]?.typeKey ?? []);
    // That the method was done is certain by now: that a type cannot be asked for any more only makes a value unreadable.
    await this.#book.learnTypes(keys, options).catch(() => {});
    for (let round = 0; ; round += 1) {
      const missing = new Set<string>();
      const read = outputs.map((raw, index) => this.#read(raw, declared[index], forms, missing));
      if (missing.size === 0 || round >= mostRounds) return read;
      const isLearned = await this.#book.learnEncodings(missing, options).then(
        () => true,
        () => false,
      );
      if (!isLearned) return read;
    }
  }

  #read(
    raw: RawValue,
    declared: KnownArgument | undefined,
    forms: ValueForms,
    missing: Set<string>,
  ): ReadOutput {
    const type = declared && this.#book.type(declared.typeKey);
    const enumeration = forms.enumerations === 'number' ? undefined : type?.enumeration;
    const decoding = new Decoding(this.#book, forms);
    const { value, unreadable } = readVariant(raw, decoding, enumeration);
    for (const encoding of decoding.missing ?? []) missing.add(encoding);
    const text = unreadable ?? (decoding.isFit ? undefined : decoding.text);
    return { value, ...(text !== undefined && { text }) };
  }
}
