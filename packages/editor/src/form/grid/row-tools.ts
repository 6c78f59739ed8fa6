import type { RowTool } from '../comfort.ts';
import { cellId, setCell } from '../state.ts';
import { edit, goTo } from './actions.ts';
import { type Grid, gridOf } from './place.ts';

/** A tool as it is for the row where one is now. */
export interface ReadyTool {
  readonly icon: string;
  readonly label: string;
  readonly usable: boolean;
  run(): void;
}

/** What the node offers to do with the active row, beside what every table can do. */
export function rowTools(grid: Grid): readonly ReadyTool[] {
  const { context, list } = grid;
  const tools = context.extras.lists?.[list.name]?.tools ?? [];
  return tools.map((tool) => ({
    icon: tool.icon,
    label: tool.label(),
    usable: isUsable(grid, tool),
    run: () => open(grid, tool),
  }));
}

/** Opens the first tool that the active row can use; false where there is none. */
export function openRowTool(grid: Grid): boolean {
  const usable = rowTools(gridOf(grid.list.name, grid.declared, grid.context)).find((tool) => tool.usable);
  usable?.run();
  return usable !== undefined;
}

const activeRow = ({ view, sight }: Grid) => sight.rows.find(({ key }) => key === view.active?.key);

/** A row that is wrong has nothing to be looked at, and one where the column says nothing has nothing to be chosen. */
function isUsable(grid: Grid, { column }: RowTool): boolean {
  const { list, context } = grid;
  const row = activeRow(grid);
  if (row === undefined) return false;
  if (list.rules.idle?.(row.cells, context.state.values).includes(column)) return false;
  return !Object.keys(list.field.columns).some((each) =>
    context.problems.has(cellId(list.name, row.key, each)),
  );
}

function open(grid: Grid, tool: RowTool): void {
  const { list, declared, context } = grid;
  const now = gridOf(list.name, declared, context);
  const row = activeRow(now);
  if (row === undefined) return;
  const { key, cells } = row;
  // There the focus is again once the tool is closed, and so are the keys that take its change back.
  if (now.sight.columns.includes(tool.column)) goTo(grid, { key, column: tool.column });
  tool.open(cells, context.current().values, (value, said) =>
    edit(
      grid,
      (state) => ({
        // A step of its own, whatever was typed before or is typed afterwards.
        ...setCell({ ...state, typing: undefined }, list.name, key, tool.column, value, list.rules),
        typing: undefined,
      }),
      said,
    ),
  );
}
