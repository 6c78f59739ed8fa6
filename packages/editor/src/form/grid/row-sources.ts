import type { RowSource } from '../comfort.ts';
import { rowsOf, withRows } from '../state.ts';
import { edit } from './actions.ts';
import { type Grid, gridOf } from './place.ts';

/** Where the rows of this table can be taken from. */
export const rowSources = ({ context, list }: Grid): readonly RowSource[] =>
  context.extras.lists?.[list.name]?.sources ?? [];

/** Lets the user choose from a source, and adds what was chosen below the rows that are there. */
export function openSource(grid: Grid, source: RowSource): void {
  const { list, declared, context } = grid;
  const now = gridOf(list.name, declared, context);
  const present = now.rows.map(({ cells }) => cells);
  source.open(present, context.current().values, (added, said) =>
    edit(
      grid,
      (state) => {
        const kept = rowsOf(state, list.name);
        const rows = added.map((cells, place) => ({ key: state.nextKey + place, cells }));
        const changed = withRows(state, list.name, [...kept, ...rows]);
        return { ...changed, nextKey: state.nextKey + rows.length, typing: undefined };
      },
      said,
    ),
  );
}
