import { isWanted, type NodeDefinition, type Problem, type RawConfig } from '@millwright/schema';
import { red } from '../red.ts';

/** The properties of another node of this editor, as they are now. */
export type NodeOf = (id: unknown) => RawConfig | undefined;

/** What a schema alone cannot know, since it stands in other nodes or takes what only the editor has. */
export interface Beside {
  /** By field: what is wrong with it, besides what its schema says. It is shown, and said of the node; nothing more. */
  readonly checks?: Readonly<Record<string, (raw: RawConfig, nodeOf: NodeOf) => readonly Problem[]>>;
  /** By field (`group`) or column (`names.tag`): what may be typed there. Anything else may be typed, too. */
  readonly offers?: Readonly<Record<string, (raw: RawConfig, nodeOf: NodeOf) => readonly string[]>>;
}

export const nodeOf: NodeOf = (id) =>
  typeof id === 'string' && id !== '' ? (red().nodes.node(id) ?? undefined) : undefined;

/** @param only the field that is asked for; default: all that count */
export function problemsBeside(
  { fields }: Pick<NodeDefinition, 'fields'>,
  { checks = {} }: Beside,
  raw: RawConfig,
  only?: string,
): readonly Problem[] {
  return Object.entries(checks).flatMap(([name, check]) =>
    (only ?? name) === name && isWanted(fields, name, raw) === true ? check(raw, nodeOf) : [],
  );
}
