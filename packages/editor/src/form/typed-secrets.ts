import { type NodeDefinition, secretNames } from '@millwright/schema';
import { keptSecret } from './secret.ts';

/** What a dialog holds, for a server that knows the secrets which are kept. */
export interface TypedParts {
  readonly config: Record<string, unknown>;
  /** Those that the dialog holds itself; the others only the server knows. */
  readonly secrets: Record<string, string>;
}

/** Takes the secrets out of what a dialog holds, and of those the ones that were typed anew. */
export function typedParts(
  { fields }: Pick<NodeDefinition, 'fields'>,
  raw: Readonly<Record<string, unknown>>,
): TypedParts {
  const names = secretNames(fields);
  const secrets = names.map((name) => [name, String(raw[name] ?? '')] as const);
  return {
    config: Object.fromEntries(Object.entries(raw).filter(([name]) => !names.includes(name))),
    secrets: Object.fromEntries(secrets.filter(([, value]) => value !== keptSecret)),
  };
}
