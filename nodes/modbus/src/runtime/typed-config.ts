import { requestErrors } from '@millwright/schema';
import { modbusNodeErrors } from '../common/errors.ts';
import { type ConnectionConfig, connectionNode } from '../mw-modbus-connection/schema.ts';

const variable = /^\$(?:\{([^{}]{1,100})\}|\(([^()]{1,100})\))$/;

/**
 * The configuration that a dialog holds, as it would be once it is deployed.
 * @param environment of the process; a tab's own is not asked
 * @throws `modbus-nodes.unset-variable`, `request.invalid`
 */
export function typedConnection(
  fields: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): ConnectionConfig {
  const filled = Object.entries(fields).map(([name, value]) => [name, withVariable(value, environment)]);
  const parsed = connectionNode.parse(Object.fromEntries(filled));
  if (parsed.ok) return parsed.value;
  throw requestErrors.invalid({ problems: parsed.problems });
}

function withVariable(value: unknown, environment: Readonly<Record<string, string | undefined>>): unknown {
  const found = typeof value === 'string' ? variable.exec(value.trim()) : null;
  if (!found) return value;
  const name = found[1] ?? found[2] ?? '';
  const set = environment[name];
  if (set === undefined) throw modbusNodeErrors.unsetVariable({ name });
  return set;
}
