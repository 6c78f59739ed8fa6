interface Common {
  /** A second line under the field explains it. Its words are the text `….hint`. */
  readonly hint?: boolean;
  /** Fields of one group stand together, folded until they are wanted. The group's words are the text `groups.<group>`. */
  readonly group?: string;
  /** The field counts only where each of these choices is one of those named; else its value is the default. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** Of a column: most lists do without it, so it is shown only when asked for or filled. */
  readonly rare?: boolean;
}

/** A rule for text that a length cannot say. It is tested only after the length. */
export interface TextPattern<Code extends string = string> {
  readonly expression: RegExp;
  /** The problem of a text that does not match; its words are the text `problems.<code>`. */
  readonly problem: Code;
}

/** One line of text, without white space around it. */
export interface TextField extends Common {
  readonly kind: 'text';
  readonly default: string;
  readonly required?: boolean;
  readonly maxLength: number;
  readonly pattern?: TextPattern;
}

interface Limits extends Common {
  readonly min: number;
  readonly max: number;
  /** The unit of measure, shown behind the field: `ms`. */
  readonly unit?: string;
}

interface Numeric<Kind extends string> extends Limits {
  readonly kind: Kind;
  readonly default: number;
  readonly optional?: false;
}

/** A number that may be left out: empty is `undefined`. */
interface OptionalNumeric<Kind extends string> extends Limits {
  readonly kind: Kind;
  readonly default?: undefined;
  readonly optional: true;
}

export type IntegerField = Numeric<'integer'>;
export type OptionalIntegerField = OptionalNumeric<'integer'>;
export type NumberField = Numeric<'number'>;
export type OptionalNumberField = OptionalNumeric<'number'>;

export interface BooleanField extends Common {
  readonly kind: 'boolean';
  readonly default: boolean;
}

export interface ChoiceField<Option extends string = string> extends Common {
  readonly kind: 'choice';
  readonly default: Option;
  readonly options: readonly Option[];
}

/** The id of a configuration node; empty while none is chosen. */
export interface ReferenceField extends Common {
  readonly kind: 'reference';
  readonly to: string;
  readonly required?: boolean;
}

/**
 * What must never stand in a flow file. Node-RED keeps it encrypted beside the flows and never gives it back to an
 * editor, which learns no more than whether it is set. It is no part of the configuration.
 */
export interface SecretField extends Common {
  readonly kind: 'secret';
  /** A file with lines of text, such as a key in PEM form, rather than a word to type. */
  readonly file?: boolean;
}

export type ColumnField =
  | TextField
  | IntegerField
  | OptionalIntegerField
  | NumberField
  | OptionalNumberField
  | BooleanField
  | ChoiceField;
export type Columns = Readonly<Record<string, ColumnField>>;

/** What is wrong with a cell: a code alone, or one with what its text names. */
export type RowFinding<Code extends string = string> =
  | Code
  | { readonly code: Code; readonly details: Readonly<Record<string, string | number>> };

/** What a check of a whole row finds, laid at the cells where a user would correct it. */
export type RowFindings<C, Code extends string = string> = {
  readonly [Column in keyof C]?: RowFinding<Code>;
};

/** A list of objects, each with the same columns. Its default is the empty list. */
export interface RowsField<C extends Columns = Columns> extends Common {
  readonly kind: 'rows';
  readonly columns: C;
  readonly minRows: number;
  readonly maxRows: number;
  /** The column whose values must differ. */
  readonly unique?: keyof C & string;
  /** The problems that `check` can find. */
  readonly problems: readonly string[];
  /**
   * Rules over several cells of one row; called only when each cell is right by itself.
   * `others` are the values of the other fields: checked, as far as they are right; of lists as they were given.
   */
  readonly check?: (row: RowOf<C>, others: Readonly<Record<string, unknown>>) => RowFindings<C>;
  /**
   * What `check` finds spoils its row alone. Forms show it as they show everything, and at runtime the configuration counts all the
   * same: whoever takes the rows has to say of such a one that it cannot be used.
   */
  readonly apart?: true;
}

// The rows of a list differ per node; `never` is the one type that accepts every check function here.
type AnyRowsField = Omit<RowsField, 'check'> & {
  readonly check?: (row: never, others: Readonly<Record<string, unknown>>) => RowFindings<Columns>;
};

export type Field = ColumnField | ReferenceField | SecretField | AnyRowsField;
export type Fields = Readonly<Record<string, Field>>;

/** The type of a field's checked value. */
export type ValueOf<F> = F extends { readonly kind: 'text' | 'reference' }
  ? string
  : F extends { readonly kind: 'integer' | 'number'; readonly optional: true }
    ? number | undefined
    : F extends { readonly kind: 'integer' | 'number' }
      ? number
      : F extends { readonly kind: 'boolean' }
        ? boolean
        : F extends { readonly kind: 'choice'; readonly options: readonly (infer Option)[] }
          ? Option
          : F extends { readonly kind: 'rows'; readonly columns: infer C }
            ? readonly RowOf<C>[]
            : never;

export type RowOf<C> = { readonly [Column in keyof C]: ValueOf<C[Column]> };
export type ConfigOfFields<F> = {
  readonly [Name in keyof F as F[Name] extends { readonly kind: 'secret' } ? never : Name]: ValueOf<F[Name]>;
};

type Declared<F, Optional extends keyof F> = Omit<F, 'kind' | Optional> & Partial<Pick<F, Optional>>;

function integer(declaration: Declared<OptionalIntegerField, 'default'>): OptionalIntegerField;
function integer(declaration: Declared<IntegerField, never>): IntegerField;
function integer(
  declaration: Declared<OptionalIntegerField, 'default'> | Declared<IntegerField, never>,
): OptionalIntegerField | IntegerField {
  return { kind: 'integer', ...declaration } as OptionalIntegerField | IntegerField;
}

function number(declaration: Declared<OptionalNumberField, 'default'>): OptionalNumberField;
function number(declaration: Declared<NumberField, never>): NumberField;
function number(
  declaration: Declared<OptionalNumberField, 'default'> | Declared<NumberField, never>,
): OptionalNumberField | NumberField {
  return { kind: 'number', ...declaration } as OptionalNumberField | NumberField;
}

/** How fields are declared. Every one has limits: what comes from outside is never unbounded. */
export const field = {
  text(declaration: Declared<TextField, 'default' | 'maxLength'> = {}): TextField {
    return { kind: 'text', default: '', maxLength: 200, ...declaration };
  },
  integer,
  number,
  boolean(declaration: Declared<BooleanField, never>): BooleanField {
    return { kind: 'boolean', ...declaration };
  },
  choice<const Option extends string>(
    declaration: Omit<ChoiceField<Option>, 'kind' | 'default'> & { readonly default: NoInfer<Option> },
  ): ChoiceField<Option> {
    return { kind: 'choice', ...declaration };
  },
  reference(declaration: Declared<ReferenceField, never>): ReferenceField {
    return { kind: 'reference', ...declaration };
  },
  secret(declaration: Declared<SecretField, never> = {}): SecretField {
    return { kind: 'secret', ...declaration };
  },
  rows<const C extends Columns, const Code extends string = never>(
    declaration: Common & {
      readonly columns: C;
      readonly minRows?: number;
      readonly maxRows: number;
      readonly unique?: keyof C & string;
      readonly problems?: readonly Code[];
      readonly check?: (
        row: RowOf<C>,
        others: Readonly<Record<string, unknown>>,
      ) => RowFindings<C, NoInfer<Code>>;
      readonly apart?: true;
    },
  ): RowsField<C> {
    return { kind: 'rows', minRows: 0, problems: [], ...declaration };
  },
} as const;

/** The value that a new node has. */
export function defaultOf<F extends Field>(declaration: F): ValueOf<F>;
export function defaultOf(declaration: Field): unknown {
  if (declaration.kind === 'reference' || declaration.kind === 'secret') return '';
  if (declaration.kind === 'rows') return [];
  return declaration.default;
}

/**
 * Whether a field counts beside these values of the others; undefined where a variable or a slip stands in place of a
 * choice that decides it.
 */
export function isWanted(
  fields: Fields,
  name: string,
  values: Readonly<Record<string, unknown>>,
): boolean | undefined {
  let wanted: boolean | undefined = true;
  for (const [decider, options] of Object.entries(fields[name]?.when ?? {})) {
    const field = fields[decider];
    if (field?.kind !== 'choice') continue;
    const value = values[decider] ?? field.default;
    if (options.some((option) => option === value)) continue;
    if (field.options.some((option) => option === value)) return false;
    wanted = undefined;
  }
  return wanted;
}

/** The fields that hold a node's configuration. */
export const configured = (fields: Fields): Readonly<Record<string, Exclude<Field, SecretField>>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, each]) => (each.kind === 'secret' ? [] : [[name, each]])),
  );

/** The names of what Node-RED keeps secret for a node. */
export const secretNames = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'secret' ? name : []));

/** A new row of a list. */
export function defaultRow<C extends Columns>(columns: C): RowOf<C>;
export function defaultRow(columns: Columns): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.default]));
}
