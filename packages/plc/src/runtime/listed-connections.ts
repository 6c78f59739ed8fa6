import type { LivingNode } from '@millwright/runtime';

/** What of a table leads to its connection. */
interface UsingTable<Used> {
  readonly connection: Used;
}

interface ListOptions<Used extends object, T extends UsingTable<Used> & object, Status, Shown> {
  readonly connections: readonly LivingNode<Used>[];
  readonly tables: readonly LivingNode<T>[];
  statusOf(used: Used): Status;
  shownOf(table: LivingNode<T>): Shown;
}

/** How the deployed connections fare, each with the tables that speak over it. */
export function listedConnections<Used extends object, T extends UsingTable<Used> & object, Status, Shown>({
  connections,
  tables,
  statusOf,
  shownOf,
}: ListOptions<Used, T, Status, Shown>): (Status & { readonly tables: Shown[] })[] {
  const byConnection = Map.groupBy(tables, ({ behaviour }) => behaviour.connection);
  return connections.map(({ behaviour }) => ({
    ...statusOf(behaviour),
    tables: (byConnection.get(behaviour) ?? []).map(shownOf),
  }));
}
