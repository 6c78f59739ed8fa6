import { type ConfigOfFields, type Fields, type NodeDefinition, requestErrors } from '@millwright/schema';

const variable = /^\$(?:\{([^{}]{1,100})\}|\(([^()]{1,100})\))$/;

export interface TypedOptions {
  /** Of the process; a tab's own is not asked. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The error of the pack for a variable that is not set. */
  readonly unsetVariable: (details: { readonly name: string }) => Error;
}

/**
 * The configuration that a dialog holds, as it would be once it is deployed.
 * @throws what `unsetVariable` makes, `request.invalid`
 */
export function typedConfig<F extends Fields>(
  definition: Pick<NodeDefinition<F>, 'parse'>,
  fields: Readonly<Record<string, unknown>>,
  options: TypedOptions,
): ConfigOfFields<F> {
  const filled = Object.entries(fields).map(([name, value]) => [name, withVariable(value, options)]);
  const parsed = definition.parse(Object.fromEntries(filled));
  if (parsed.ok) return parsed.value;
  throw requestErrors.invalid({ problems: parsed.problems });
}

function withVariable(value: unknown, { environment, unsetVariable }: TypedOptions): unknown {
  const found = typeof value === 'string' ? variable.exec(value.trim()) : null;
  if (!found) return value;
  const name = found[1] ?? found[2] ?? '';
  const set = environment[name];
  if (set === undefined) throw unsetVariable({ name });
  return set;
}
