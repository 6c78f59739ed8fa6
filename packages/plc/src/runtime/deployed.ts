import { type CreateNode, livingNodes } from '@millwright/runtime';

/** The deployed configuration node with this id; undefined while there is none, or it cannot work as it is set. */
export const deployed = <B extends object>(
  create: CreateNode<never, B>,
  wanted: string | undefined,
): B | undefined => livingNodes(create).find(({ id }) => id === wanted)?.behaviour;

/**
 * The deployed connection with this id.
 * @param unknown the error of the pack where there is none
 * @throws what `unknown` makes
 */
export function deployedConnection<B extends object>(
  create: CreateNode<never, B>,
  wanted: string,
  unknown: () => Error,
): B {
  const found = deployed(create, wanted);
  if (!found) throw unknown();
  return found;
}
