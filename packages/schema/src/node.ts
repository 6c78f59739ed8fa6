import {
  besides,
  checkField,
  checkFields,
  checkPlainFields,
  isRecord,
  type RowMemory,
  tidyFields,
} from './check.ts';
import { defineErrors } from './error.ts';
import { type ConfigOfFields, configured, defaultOf, type Field, type Fields, isWanted } from './field.ts';
import type { Parsed, Problem } from './problem.ts';

/** The properties of a node as they stand in a flow file. */
export type RawConfig = Readonly<Record<string, unknown>>;

/** Turns the properties of one schema number into those of the next. Pure; gets and returns all properties. */
export type Migration = (raw: RawConfig) => RawConfig;

type WithoutLists<F extends Fields> = {
  readonly [Name in keyof F as F[Name] extends { readonly kind: 'rows' } ? never : Name]: F[Name];
};

export interface NodeDeclaration<F extends Fields, Code extends string> {
  /** Node-RED's name of the type; global, hence the prefix. Dashboard knows widgets by `ui-`. */
  readonly type: `mw-${string}` | `ui-mw-${string}`;
  readonly kind: 'config' | 'node';
  /** The number of this schema; it counts up with each change that needs a migration. */
  readonly version: number;
  readonly inputs?: 0 | 1;
  readonly outputs?: number;
  readonly fields: F;
  /** Properties that only older schemas had. The editor would drop them before a migration could see them. */
  readonly former?: readonly string[];
  /** Keyed by the number they start from; one for each number below `version`. */
  readonly migrations?: Readonly<Record<number, Migration>>;
  /** The problems that `check` can find. */
  readonly problems?: readonly Code[];
  /** Rules over several fields; called only when each field is right by itself. A list has rules of its own. */
  readonly check?: (config: ConfigOfFields<WithoutLists<F>>) => readonly Problem[];
}

/** One node type: what its configuration is, how old ones become new, and what is wrong with a given one. */
export interface NodeDefinition<F extends Fields = Fields> {
  readonly type: string;
  readonly kind: 'config' | 'node';
  readonly version: number;
  readonly inputs: 0 | 1;
  readonly outputs: number;
  readonly fields: F;
  readonly former: readonly string[];
  /** Every problem that this node has words of its own for. */
  readonly ownProblems: readonly string[];
  /** Brings properties of any older schema to this one. Properties without a schema number are of schema 1. */
  migrate(raw: unknown): Parsed<RawConfig>;
  /** For the runtime: migrates, checks, and gives the typed configuration. Never throws. */
  parse(raw: unknown): Parsed<ConfigOfFields<F>>;
  /**
   * For the editor: everything wrong with these properties, where `${NAME}` may stand for a value.
   * @param memory of the rows that were checked before
   */
  problems(raw: unknown, memory?: RowMemory): readonly Problem[];
  /** For the editor: what is wrong with one field, given the other properties. */
  problemsOf(name: keyof F & string, raw: unknown): readonly Problem[];
  /**
   * For the editor: the properties to store. Right values get their type; wrong ones stay as they were typed, so that
   * nobody loses work to a slip.
   */
  tidy(values: RawConfig): RawConfig;
}

/** The typed configuration of a node: `ConfigOf<typeof connectionNode>`. */
export type ConfigOf<Definition> = Definition extends NodeDefinition<infer F> ? ConfigOfFields<F> : never;

export const schemaErrors = defineErrors('schema', {
  migrationMissing: {
    status: 500,
    family: 'bug',
    message: (details: { type: string; from: number }) =>
      `${details.type} has no migration from schema ${details.from}`,
  },
});

const failed = (problem: Problem): { ok: false; problems: readonly Problem[] } => ({
  ok: false,
  problems: [problem],
});

/**
 * Declares a node's configuration once: type, defaults, checks, migrations and the keys of its texts follow.
 *
 * @throws `schema.migration-missing` when an older schema number has no migration
 */
export function defineNode<const F extends Fields, const Code extends string = never>(
  declaration: NodeDeclaration<F, Code>,
): NodeDefinition<F> {
  const { type, kind, version, fields, migrations = {} } = declaration;
  const check = declaration.check as ((config: unknown) => readonly Problem[]) | undefined;
  for (let from = 1; from < version; from += 1) {
    if (migrations[from] === undefined) throw schemaErrors.migrationMissing({ type, from });
  }

  const migrate = (raw: unknown): Parsed<RawConfig> => migrated(raw, version, migrations);

  const parse = (raw: unknown): Parsed<ConfigOfFields<F>> => {
    const current = migrate(raw);
    if (!current.ok) return current;
    const { value, problems } = checkFields(fields, current.value, 'replaced');
    if (problems.length > 0) return { ok: false, problems };
    const crossed = check?.(value) ?? [];
    return crossed.length > 0
      ? { ok: false, problems: crossed }
      : { ok: true, value: value as ConfigOfFields<F> };
  };

  const problems = (raw: unknown, memory?: RowMemory): readonly Problem[] => {
    const current = migrate(raw);
    if (!current.ok) return current.problems;
    const findings = checkFields(fields, current.value, 'allowed', memory);
    if (findings.problems.length > 0 || findings.variable) return findings.problems;
    return check?.(findings.value) ?? [];
  };

  const problemsOf = (name: keyof F & string, raw: unknown): readonly Problem[] => {
    const current = migrate(raw);
    if (!current.ok || isWanted(fields, name, current.value) !== true) return [];
    const declared = fields[name] as Field;
    const found = (others?: Readonly<Record<string, unknown>>): readonly Problem[] =>
      checkField(name, declared, current.value[name], 'allowed', others).problems;
    if (declared.kind !== 'rows' && check === undefined) return found();
    // Of the lists only the one that is asked for is looked at: the rows of others may be thousands.
    const plain = checkPlainFields(fields, current.value, 'allowed');
    if (declared.kind === 'rows') return found(besides(fields, current.value, plain));
    if (plain.problems.length > 0 || plain.variable) return found();
    return check?.(plain.value).filter(({ path }) => path[0] === name) ?? [];
  };

  return Object.freeze({
    type,
    kind,
    version,
    inputs: declaration.inputs ?? 0,
    outputs: declaration.outputs ?? 0,
    fields,
    former: declaration.former ?? [],
    ownProblems: ownProblems(fields, declaration.problems ?? []),
    migrate,
    parse,
    problems,
    problemsOf,
    tidy: (values: RawConfig): RawConfig => ({ schema: version, ...tidyFields(fields, values) }),
  });
}

function migrated(
  raw: unknown,
  version: number,
  migrations: Readonly<Record<number, Migration>>,
): Parsed<RawConfig> {
  if (!isRecord(raw)) return failed({ path: [], code: 'not-an-object' });
  const found = Object.hasOwn(raw, 'schema') && raw['schema'] !== undefined ? raw['schema'] : 1;
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) {
    return failed({ path: ['schema'], code: 'bad-schema-number' });
  }
  if (found > version)
    return failed({ path: ['schema'], code: 'newer-schema', details: { found, known: version } });
  let value: RawConfig = raw;
  for (let from = found; from < version; from += 1) {
    try {
      value = migrations[from]?.(value) ?? value;
    } catch {
      // An old flow file may hold anything; a migration that trips over it must not stop the other nodes.
      return failed({ path: ['schema'], code: 'migration-failed', details: { from } });
    }
  }
  return { ok: true, value: { ...value, schema: version } };
}

function ownProblems(fields: Fields, declared: readonly string[]): readonly string[] {
  const codes = new Set(declared);
  const collect = (field: Field): void => {
    if (field.kind === 'text' && field.pattern !== undefined) codes.add(field.pattern.problem);
    if (field.kind !== 'rows') return;
    for (const code of field.problems) codes.add(code);
    Object.values(field.columns).forEach(collect);
  };
  Object.values(fields).forEach(collect);
  return [...codes];
}

/** The properties of a new node. */
export function defaultsOf<F extends Fields>(definition: NodeDefinition<F>): RawConfig {
  const values = Object.entries(configured(definition.fields)).map(([name, field]) => [
    name,
    defaultOf(field),
  ]);
  return { schema: definition.version, ...Object.fromEntries(values) };
}
