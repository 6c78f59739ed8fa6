/** Who has to act: the caller (its request), the world (a PLC, a disk, a network), or we (our bug). */
export type ErrorFamily = 'caller' | 'world' | 'bug';

/** What an admin route answers. It never carries a stack or a cause: those are for the log. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}

export interface CodedErrorFields {
  readonly code: string;
  readonly status: number;
  readonly family: ErrorFamily;
  readonly message: string;
  /** Facts about the failure as plain JSON. They leave the process with the answer: no secrets. */
  readonly details?: object;
}

/**
 * The only error that our code throws. Instances come from the factories of {@link defineErrors}, so that every
 * code stands in one table.
 */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  /** `<area>.<kebab-case name>`, for example `modbus.timeout`. Stable: users search for it. */
  readonly code: string;
  /** The HTTP status of an answer that carries this error. */
  readonly status: number;
  readonly family: ErrorFamily;
  declare readonly details?: object;

  constructor(fields: CodedErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
    this.code = fields.code;
    this.status = fields.status;
    this.family = fields.family;
    if (fields.details !== undefined) this.details = fields.details;
  }

  /** The sentence alone: where errors are shown to people as text, as Catch nodes do, the name of a class says nothing. */
  override toString(): string {
    return this.message;
  }

  toJSON(): ErrorAnswer {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }
}

const families: ReadonlySet<unknown> = new Set<ErrorFamily>(['caller', 'world', 'bug']);

/** Whether this is a coded error of any copy of this package: bundles each carry their own class. */
export function isCodedError(value: unknown): value is CodedError {
  if (!(value instanceof Error)) return false;
  const { code, status, family } = value as Partial<CodedError>;
  return typeof code === 'string' && typeof status === 'number' && families.has(family);
}

/** One row of an error table. `message` is a plain English sentence made from the details. */
export interface ErrorDeclaration<Details extends object | undefined> {
  readonly status: number;
  readonly family: ErrorFamily;
  readonly message: (details: Details) => string;
}

/** Declarations differ in what their messages need, which only this bottom type can say for all of them. */
type AnyErrorDeclaration = ErrorDeclaration<never>;

type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? Tail extends Uncapitalize<Tail>
    ? `${Lowercase<Head>}${Kebab<Tail>}`
    : `${Lowercase<Head>}-${Kebab<Tail>}`
  : Name;

type FactoryArguments<Declaration> = Declaration extends { readonly message: () => string }
  ? [details?: undefined, options?: ErrorOptions]
  : Declaration extends { readonly message: (details: infer Details) => string }
    ? [details: Details, options?: ErrorOptions]
    : never;

/** Makes errors of one code, knows that code, and recognises its own (also those of another bundle's copy). */
export interface ErrorFactory<Code extends string = string, Arguments extends unknown[] = never> {
  (...args: Arguments): CodedError;
  readonly code: Code;
  readonly status: number;
  readonly family: ErrorFamily;
  is(error: unknown): error is CodedError;
}

export type ErrorTable<Area extends string, Table extends Record<string, AnyErrorDeclaration>> = {
  readonly [Name in keyof Table & string]: ErrorFactory<
    `${Area}.${Kebab<Name>}`,
    FactoryArguments<Table[Name]>
  >;
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Declares the closed set of errors of one package. Names are written in camelCase, codes are kebab-case.
 *
 * @example
 * export const modbusErrors = defineErrors('modbus', {
 *   timeout: {
 *     status: 504,
 *     family: 'world',
 *     message: (details: { milliseconds: number }) => `No answer within ${details.milliseconds} ms`,
 *   },
 * });
 * throw modbusErrors.timeout({ milliseconds: 1000 }, { cause });
 * if (modbusErrors.timeout.is(error)) …
 */
export function defineErrors<
  const Area extends string,
  const Table extends Record<string, AnyErrorDeclaration>,
>(area: Area, table: Table): ErrorTable<Area, Table> {
  const factories = Object.entries(table).map(([name, declaration]) => {
    const { status, family } = declaration;
    const code = `${area}.${kebab(name)}`;
    // The type of each factory below guarantees that its own declaration gets the details it asks for.
    const message = declaration.message as (details: object | undefined) => string;
    const make = (details?: object, options?: ErrorOptions): CodedError =>
      new CodedError(
        { code, status, family, message: message(details), ...(details === undefined ? {} : { details }) },
        options,
      );
    const is = (error: unknown): error is CodedError => isCodedError(error) && error.code === code;
    return [name, Object.freeze(Object.assign(make, { code, status, family, is }))] as const;
  });
  return Object.freeze(Object.fromEntries(factories)) as unknown as ErrorTable<Area, Table>;
}

/** A row of the table in the docs. */
export interface ErrorRow {
  readonly code: string;
  readonly status: number;
  readonly family: ErrorFamily;
}

/** The rows of a table, in the order of their codes: what docs and tests compare. */
export function listErrors(table: Readonly<Record<string, ErrorFactory>>): readonly ErrorRow[] {
  return Object.values(table)
    .map(({ code, status, family }) => ({ code, status, family }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
