import * as v from 'valibot';
import type { Comparison, Property } from '../answers.ts';

type Names = Comparison['names'];

/** What an id is called: `abc (debug "Log")`; only the id where nobody knows. */
function nameOf(id: string, names: Names): string {
  const known = Object.hasOwn(names, id) ? names[id] : undefined;
  if (!known) return id;
  return `${id} (${known.label === '' ? known.type : `${known.type} "${known.label}"`})`;
}

/** JSON as it is read best, ids with their names. */
function valueLines(value: unknown, names: Names): readonly string[] {
  if (typeof value === 'string') {
    const named = nameOf(value, names);
    return [`${JSON.stringify(value)}${named === value ? '' : named.slice(value.length)}`];
  }
  return (JSON.stringify(value, null, 2) ?? String(value)).split('\n').map((line) => {
    const id = /^\s*(?:"[^"\\]*": )?"([^"\\]+)",?$/.exec(line)?.[1];
    const named = id === undefined ? '' : nameOf(id, names);
    return id === undefined || named === id ? line : `${line}${named.slice(id.length)}`;
  });
}

/** `output 1 → abc (debug "Log")`, one line per wire. */
function wireLines(value: unknown, names: Names): readonly string[] {
  const isWires = Array.isArray(value) && value.every((to) => Array.isArray(to) || typeof to === 'string');
  if (!isWires) return valueLines(value, names);
  return value.flatMap((to: string | unknown[], index) =>
    typeof to === 'string'
      ? [`link → ${nameOf(to, names)}`]
      : to.map((id) => `output ${index + 1} → ${nameOf(String(id), names)}`),
  );
}

const environment = v.array(v.looseObject({ name: v.string() }));

/** `NAME = value (str)`, one line per variable. */
function environmentLines(value: unknown, names: Names): readonly string[] {
  if (!v.is(environment, value)) return valueLines(value, names);
  return value.map(({ name, value: set, type, ...rest }) => {
    const more = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
    const shown = typeof set === 'string' ? set : (JSON.stringify(set) ?? '');
    return `${name} = ${shown.replaceAll('\n', '\\n')} (${type ?? 'str'})${more}`;
  });
}

/** One side of a property as lines; undefined where it is not there. */
export function propertyLines(
  { kind, name }: Property,
  value: unknown,
  known: Names,
): readonly string[] | undefined {
  if (value === undefined) return undefined;
  // What people call a thing is no id, even if one is spelt the same.
  const names = name === 'name' || name === 'label' ? {} : known;
  if (kind === 'code' && typeof value === 'string') return value.split('\n');
  if (kind === 'wires') return wireLines(value, names);
  if (kind === 'environment') return environmentLines(value, names);
  return valueLines(value, names);
}
