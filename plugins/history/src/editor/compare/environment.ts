export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** One variable on both sides; absent where it is not there. */
export interface VariableChange {
  readonly name: string;
  readonly before?: Variable;
  readonly after?: Variable;
}

/**
 * The variables that differ, by name. Of a secret one there is no value in the flows, only that it is one.
 *
 * @returns undefined where the values are no list of variables
 */
export function variableChanges(before: unknown, after: unknown): readonly VariableChange[] | undefined {
  const was = variablesOf(before);
  const is = variablesOf(after);
  if (!was || !is) return undefined;
  const former = new Map(was.map((variable) => [variable.name, variable]));
  const current = new Map(is.map((variable) => [variable.name, variable]));
  const names = new Set([...current.keys(), ...former.keys()]);
  const changes = [...names].flatMap((name): VariableChange[] => {
    const one = former.get(name);
    const other = current.get(name);
    if (one && other && one.type === other.type && one.value === other.value) return [];
    return [{ name, ...(one ? { before: one } : {}), ...(other ? { after: other } : {}) }];
  });
  return changes.length > 0 ? changes : undefined;
}

function variablesOf(value: unknown): readonly Variable[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const variables = value.map((entry: unknown): Variable | undefined => {
    if (typeof entry !== 'object' || entry === null) return undefined;
    const { name, type, value: content } = entry as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string') return undefined;
    return { name, type: typeof type === 'string' ? type : '', value: plain(content) };
  });
  return variables.every((variable) => variable !== undefined) ? variables : undefined;
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
