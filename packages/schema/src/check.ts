import {
  type BooleanField,
  type ChoiceField,
  type ColumnField,
  type Columns,
  configured,
  defaultOf,
  type Field,
  type Fields,
  field,
  type IntegerField,
  isWanted,
  type NumberField,
  type OptionalIntegerField,
  type OptionalNumberField,
  type ReferenceField,
  type RowFindings,
  type RowOf,
  type RowsField,
  type TextField,
} from './field.ts';
import type { Parsed, Problem } from './problem.ts';
import { referredId } from './referred-id.ts';

/** The problems that every form can have. Their words belong to the form, not to the single node. */
export const commonProblems = [
  'required',
  'too-long',
  'control-character',
  'not-text',
  'not-a-number',
  'not-an-integer',
  'out-of-range',
  'not-a-boolean',
  'not-a-choice',
  'not-a-list',
  'not-a-row',
  'too-few-rows',
  'too-many-rows',
  'duplicate',
  'unset-variable',
  'not-an-object',
  'bad-schema-number',
  'newer-schema',
  'migration-failed',
] as const;

export type CommonProblem = (typeof commonProblems)[number];

/**
 * Whether `${NAME}` may stand in place of a value. In the editor it may; when Node-RED makes the node it has
 * replaced every variable that is set, so one that is still there is a problem.
 */
export type Variables = 'allowed' | 'replaced';

/** A list may be wrong in every cell; nobody reads more than this. */
const maxProblemsPerList = 100;

type Details = NonNullable<Problem['details']>;

/** A value, or why it is none: a problem that does not know yet where it stands. */
type Checked =
  | { readonly value: unknown; readonly variable?: boolean }
  | { readonly code: string; readonly details?: Details };

const problem = (code: CommonProblem, details?: Details): Checked =>
  details === undefined ? { code } : { code, details };

const variablePattern = /^\$(?:\{([^{}]{1,100})\}|\(([^()]{1,100})\))$/;

/** Whether `${NAME}` or `$(NAME)` stands in place of a value. */
export const isVariable = (raw: unknown): boolean =>
  typeof raw === 'string' && variablePattern.test(raw.trim());

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

function checkText(declaration: TextField, raw: unknown): Checked {
  // What Node-RED puts in place of a variable may be a number.
  if (typeof raw !== 'string' && typeof raw !== 'number') return problem('not-text');
  const text = String(raw).trim();
  if (text === '') return declaration.required === true ? problem('required') : { value: '' };
  if (text.length > declaration.maxLength) return problem('too-long', { max: declaration.maxLength });
  if (controlCharacter.test(text)) return problem('control-character');
  const { pattern } = declaration;
  return pattern === undefined || pattern.expression.test(text) ? { value: text } : { code: pattern.problem };
}

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function checkNumber(
  declaration: IntegerField | OptionalIntegerField | NumberField | OptionalNumberField,
  raw: unknown,
): Checked {
  const value = typeof raw === 'string' ? numberFrom(raw) : raw;
  if (value === undefined) return declaration.optional === true ? { value } : problem('required');
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('not-a-number');
  if (declaration.kind === 'integer' && !Number.isInteger(value)) return problem('not-an-integer');
  const { min, max } = declaration;
  return value < min || value > max ? problem('out-of-range', { min, max }) : { value };
}

/** Inputs give text. `undefined` for nothing typed. */
function numberFrom(text: string): number | undefined {
  if (text.length > 40) return Number.NaN;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return numberPattern.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function checkBoolean(_declaration: BooleanField, raw: unknown): Checked {
  if (raw === true || raw === 'true') return { value: true };
  return raw === false || raw === 'false' ? { value: false } : problem('not-a-boolean');
}

function checkChoice(declaration: ChoiceField, raw: unknown): Checked {
  return typeof raw === 'string' && declaration.options.includes(raw)
    ? { value: raw }
    : problem('not-a-choice');
}

function checkReference(declaration: ReferenceField, raw: unknown): Checked {
  if (typeof raw !== 'string' || raw.length > 200) return problem('not-text');
  const id = referredId(raw);
  return id === '' && declaration.required === true ? problem('required') : { value: id };
}

function checkPlain(declaration: ColumnField | ReferenceField, raw: unknown, variables: Variables): Checked {
  const variable = typeof raw === 'string' ? variablePattern.exec(raw.trim()) : null;
  if (variable !== null) {
    if (variables === 'allowed') return { value: raw, variable: true };
    return problem('unset-variable', { name: variable[1] ?? variable[2] ?? '' });
  }
  switch (declaration.kind) {
    case 'text':
      return checkText(declaration, raw);
    case 'integer':
    case 'number':
      return checkNumber(declaration, raw);
    case 'boolean':
      return checkBoolean(declaration, raw);
    case 'choice':
      return checkChoice(declaration, raw);
    case 'reference':
      return checkReference(declaration, raw);
  }
}

/** What a check of one value or of all fields found. */
export interface Findings {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** A variable stands in place of a value, so rules over several values cannot be applied. */
  readonly variable: boolean;
}

const own = (raw: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(raw, name) ? raw[name] : undefined;

export const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/**
 * Checks one field's value. A value that is not there counts as the default. Never throws.
 * @param others see {@link besides}
 */
export function checkField(
  name: string | number,
  declaration: Field,
  raw: unknown,
  variables: Variables,
  others: Readonly<Record<string, unknown>> = {},
  memory?: RowMemory,
): Findings {
  const given = raw === undefined ? defaultOf(declaration) : raw;
  // What is typed for a secret is for Node-RED alone.
  if (declaration.kind === 'secret') return { value: undefined, problems: [], variable: false };
  if (declaration.kind === 'rows') return checkRows([name], declaration, given, variables, others, memory);
  const checked = checkPlain(declaration, given, variables);
  if ('code' in checked)
    return { value: undefined, problems: [{ path: [name], ...checked }], variable: false };
  return { value: checked.value, problems: [], variable: checked.variable === true };
}

/** Checks an object field by field. What is not declared is left out. */
export function checkFields(
  fields: Fields,
  raw: Readonly<Record<string, unknown>>,
  variables: Variables,
  memory?: RowMemory,
): Findings {
  const plain = checkPlainFields(fields, raw, variables);
  const lists = Object.entries(fields).filter(([, { kind }]) => kind === 'rows');
  if (lists.length === 0) return plain;
  const value: Record<string, unknown> = { ...(plain.value as object) };
  const others = besides(fields, raw, plain);
  const problems = [...plain.problems];
  let { variable } = plain;
  for (const [name, declaration] of lists) {
    if (isWanted(fields, name, raw) !== true) value[name] = [];
    else {
      const { [name]: _itself, ...beside } = others;
      const findings = checkField(name, declaration, own(raw, name), variables, beside, memory);
      value[name] = findings.value;
      problems.push(...findings.problems);
      variable ||= findings.variable;
    }
  }
  return { value, problems, variable };
}

/**
 * What was found in rows, for a form that is checked again at each key: of thousands of rows one has changed. It takes a
 * row that is the same object for the same row.
 */
export class RowMemory {
  readonly #others = new Map<unknown, Readonly<Record<string, unknown>>>();
  readonly #known = new WeakMap<object, { readonly others: unknown; readonly findings: Findings }>();

  /** The others as they were given before, where nothing in them is new. */
  sameOthers(list: unknown, others: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const before = this.#others.get(list);
    const names = Object.keys(others);
    const isSame =
      before !== undefined &&
      names.length === Object.keys(before).length &&
      names.every((name) => before[name] === others[name]);
    if (isSame) return before;
    this.#others.set(list, others);
    return others;
  }

  findings(row: unknown, others: unknown, find: () => Findings): Findings {
    if (!isRecord(row)) return find();
    const known = this.#known.get(row);
    if (known !== undefined && known.others === others) return known.findings;
    const findings = find();
    this.#known.set(row, { others, findings });
    return findings;
  }
}

/** What the rules of rows get to see of the other fields. */
export function besides(
  fields: Fields,
  raw: Readonly<Record<string, unknown>>,
  plain: Findings,
): Readonly<Record<string, unknown>> {
  const lists = Object.keys(fields).filter((name) => fields[name]?.kind === 'rows');
  return { ...(plain.value as object), ...Object.fromEntries(lists.map((name) => [name, own(raw, name)])) };
}

/** As {@link checkFields}, without the lists. */
export function checkPlainFields(
  fields: Fields,
  raw: Readonly<Record<string, unknown>>,
  variables: Variables,
): Findings {
  const problems: Problem[] = [];
  const value: Record<string, unknown> = {};
  let variable = false;
  for (const [name, declaration] of Object.entries(fields)) {
    if (declaration.kind === 'rows' || declaration.kind === 'secret') continue;
    if (isWanted(fields, name, raw) !== true) {
      value[name] = defaultOf(declaration);
      continue;
    }
    const findings = checkField(name, declaration, own(raw, name), variables);
    value[name] = findings.value;
    problems.push(...findings.problems);
    variable ||= findings.variable;
  }
  return { value, problems, variable };
}

/**
 * The value to keep for what was typed: checked and converted where it is right, else as it is, so that nobody loses
 * what they have typed to a slip.
 */
export function tidyField(declaration: Field, raw: unknown): unknown {
  if (raw === undefined) return defaultOf(declaration);
  if (declaration.kind !== 'rows') {
    const { value, problems } = checkField('', declaration, raw, 'allowed');
    return problems.length === 0 ? value : raw;
  }
  if (!Array.isArray(raw)) return raw;
  return raw.map((row: unknown) => (isRecord(row) ? tidyRow(declaration.columns, row) : row));
}

/** What a row does not have takes no room in the flow file, now or later: its default is added by who reads it. */
function tidyRow(columns: Fields, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tidyFields(columns, row)).filter(
      ([name, value]) => value !== undefined && Object.hasOwn(row, name),
    ),
  );
}

export function tidyFields(fields: Fields, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(configured(fields)).map(([name, declaration]) => [
      name,
      tidyField(declaration, own(raw, name)),
    ]),
  );
}

type AnyRows = Extract<Field, { kind: 'rows' }>;

function checkRows(
  path: Problem['path'],
  list: AnyRows,
  raw: unknown,
  variables: Variables,
  given: Readonly<Record<string, unknown>>,
  memory?: RowMemory,
): Findings {
  const others = memory?.sameOthers(list, given) ?? given;
  const only = (code: CommonProblem, details: Details = {}): Findings => ({
    value: undefined,
    problems: [{ path, code, details }],
    variable: false,
  });
  if (!Array.isArray(raw)) return only('not-a-list');
  if (raw.length > list.maxRows) return only('too-many-rows', { max: list.maxRows });
  if (raw.length < list.minRows) return only('too-few-rows', { min: list.minRows });
  const problems: Problem[] = [];
  const value: unknown[] = [];
  const firstRows = new Map<unknown, number>();
  let variable = false;
  for (const [index, rawRow] of raw.entries()) {
    if (problems.length >= maxProblemsPerList) break;
    const find = (): Findings => checkRow(list, rawRow, variables, others);
    const row = memory === undefined ? find() : memory.findings(rawRow, others, find);
    value.push(row.value);
    variable ||= row.variable;
    const found = [...row.problems, ...duplicate(list, row.value, index, firstRows)];
    problems.push(...found.map((each) => ({ ...each, path: [...path, index, ...each.path] })));
  }
  return { value, problems, variable };
}

function checkRow(
  list: AnyRows,
  raw: unknown,
  variables: Variables,
  others: Readonly<Record<string, unknown>>,
): Findings {
  if (!isRecord(raw))
    return { value: undefined, problems: [{ path: [], code: 'not-a-row' }], variable: false };
  const findings = checkFields(list.columns, raw, variables);
  if (findings.variable || list.check === undefined || (list.apart && variables === 'replaced'))
    return findings;
  const check = list.check as (
    row: unknown,
    others: Readonly<Record<string, unknown>>,
  ) => RowFindings<Record<string, unknown>>;
  const found = Object.entries(unlessUnreadable(findings, (row) => check(row, others))).flatMap(
    ([column, finding]): Problem[] => {
      if (finding === undefined) return [];
      return [{ path: [column], ...(typeof finding === 'string' ? { code: finding } : finding) }];
    },
  );
  return { ...findings, problems: [...findings.problems, ...found] };
}

const unreadable = Symbol('a cell that is wrong itself');

/** What a rule over several cells says, so that all that is wrong is seen at once; nothing where it looks at a wrong cell. */
function unlessUnreadable<T extends object>(
  { value, problems }: Findings,
  rule: (row: unknown) => T,
): T | Record<string, never> {
  if (problems.length === 0) return rule(value);
  const wrong = new Set<unknown>(problems.map(({ path }) => path[0]));
  const row = new Proxy(value as object, {
    get: (cells, name) => {
      if (wrong.has(name)) throw unreadable;
      return Reflect.get(cells, name);
    },
  });
  try {
    return rule(row);
  } catch (thrown) {
    if (thrown !== unreadable) throw thrown;
    return {};
  }
}

function duplicate(
  { unique }: AnyRows,
  row: unknown,
  index: number,
  firstRows: Map<unknown, number>,
): readonly Problem[] {
  if (unique === undefined || !isRecord(row)) return [];
  const key = row[unique];
  if (key === undefined || key === '') return [];
  const first = firstRows.get(key);
  if (first === undefined) {
    firstRows.set(key, index);
    return [];
  }
  return [{ path: [unique], code: 'duplicate', details: { row: first + 1 } }];
}

/**
 * Checks one row by itself, as it would be in a list.
 * @param others what the rule over several cells gets to see of the fields around the list
 */
export function parseRow<C extends Columns>(
  { columns, check }: Pick<RowsField<C>, 'columns' | 'check'>,
  raw: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, unknown>>,
  variables: Variables = 'replaced',
): Parsed<RowOf<C>> {
  const list = { ...field.rows({ columns, maxRows: 1 }), ...(check && { check }) };
  const { value, problems } = checkRow(list as AnyRows, raw, variables, others);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: value as RowOf<C> };
}
