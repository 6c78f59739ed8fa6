import { fill } from '../../text.ts';
import { redo, setCell, undo, viewOf, withView } from '../state.ts';
import { add, edit, goTo, look, paste, removeSelected, selectedText, settle } from './actions.ts';
import { pastedRows } from './delimited.ts';
import { clearCells, fillDown, moveRows } from './edit.ts';
import { type Grid, gridOf } from './place.ts';
import { openRowTool } from './row-tools.ts';
import { following, headHeight, rowHeight, type Step, selected, stepped } from './view.ts';

const now = (grid: Grid): Grid => gridOf(grid.list.name, grid.declared, grid.context);

/** What a key does in the table. What it does nothing for goes on to the input. */
export function onKey(grid: Grid, event: KeyboardEvent): void {
  if (event.isComposing) return;
  // Node-RED's own shortcuts must not see what was meant for the table: Escape would close the dialog.
  event.stopPropagation();
  const done = event.ctrlKey || event.metaKey ? onCommand(grid, event) : onPlainKey(grid, event);
  if (done) event.preventDefault();
}

function onCommand(grid: Grid, event: KeyboardEvent): boolean {
  const { list, context } = grid;
  const { words } = context;
  const current = now(grid);
  const range = selected(current.view, current.sight);
  switch (event.key.toLowerCase()) {
    case 'z':
      edit(grid, event.shiftKey ? redo : undo, event.shiftKey ? words.redone : words.undone);
      return true;
    case 'y':
      edit(grid, redo, words.redone);
      return true;
    case 'd':
      edit(grid, (state) => fillDown(state, list, range), words.filledDown);
      return true;
    case 'a':
      if (current.view.editing) return false;
      selectAll(grid);
      return true;
    case 'home':
      step(grid, { rows: -Infinity, columns: -Infinity }, event.shiftKey);
      return true;
    case 'end':
      step(grid, { rows: Infinity, columns: Infinity }, event.shiftKey);
      return true;
    case 'delete':
    case '-':
      removeSelected(grid);
      return true;
    case 'enter':
      add(grid);
      return true;
    default:
      return false;
  }
}

function selectAll(grid: Grid): void {
  look(grid, (view, { sight }) => {
    const [first, last] = [sight.rows[0], sight.rows.at(-1)];
    const [column] = sight.columns;
    if (first === undefined || last === undefined || column === undefined) return view;
    return {
      ...view,
      active: { key: first.key, column },
      anchor: { key: last.key, column: sight.columns.at(-1) ?? column },
      wholeRows: false,
    };
  });
}

function step(grid: Grid, by: Step, extend: boolean): boolean {
  const { view, sight } = now(grid);
  const place = stepped(view.active, by, sight);
  if (place !== undefined) goTo(grid, place, extend);
  return place !== undefined;
}

/** Whether there is a list of what may be typed here. */
const offers = (target: unknown): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.list !== null;

function open(input: HTMLInputElement): boolean {
  input.showPicker();
  return true;
}

function onPlainKey(grid: Grid, event: KeyboardEvent): boolean {
  const { view } = now(grid);
  const isList = event.target instanceof HTMLSelectElement;
  const page = Math.max(1, Math.floor((view.height - headHeight) / rowHeight) - 1);
  const { key, shiftKey } = event;
  // A list that is open keeps its arrows; Alt with an arrow opens it, as everywhere, or moves the rows of other cells.
  if (event.altKey) {
    if (key === 'Enter') return openRowTool(grid);
    if (key === 'ArrowDown' && offers(event.target)) return open(event.target);
    if (isList || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
    return move(grid, key === 'ArrowUp' ? -1 : 1);
  }
  const sideways = !view.editing;
  switch (key) {
    case 'ArrowUp':
      return step(grid, { rows: -1, columns: 0 }, shiftKey);
    case 'ArrowDown':
      return step(grid, { rows: 1, columns: 0 }, shiftKey);
    case 'ArrowLeft':
      return sideways && step(grid, { rows: 0, columns: -1 }, shiftKey);
    case 'ArrowRight':
      return sideways && step(grid, { rows: 0, columns: 1 }, shiftKey);
    case 'Home':
      return sideways && step(grid, { rows: 0, columns: -Infinity }, shiftKey);
    case 'End':
      return sideways && step(grid, { rows: 0, columns: Infinity }, shiftKey);
    case 'PageUp':
      return step(grid, { rows: -page, columns: 0 }, shiftKey);
    case 'PageDown':
      return step(grid, { rows: page, columns: 0 }, shiftKey);
    case 'Tab':
      return tab(grid, shiftKey ? -1 : 1);
    case 'Enter':
      return enter(grid, shiftKey);
    case 'F2':
      return startEditing(grid);
    case 'Escape':
      return giveUp(grid);
    case 'Delete':
    case 'Backspace':
      return view.editing ? false : clear(grid);
    default:
      return false;
  }
}

export function move(grid: Grid, by: 1 | -1): boolean {
  const { list, context } = grid;
  const current = now(grid);
  const { rows } = selected(current.view, current.sight);
  const [first] = rows;
  if (first === undefined || current.view.kept !== undefined) return false;
  const row = current.rows.indexOf(first) + 1 + by;
  const said = fill(context.words.moved, { row, count: current.rows.length }, context.texts.locale);
  edit(grid, (state) => moveRows(state, list, rows, by), said);
  return true;
}

function tab(grid: Grid, by: 1 | -1): boolean {
  const { view, sight } = now(grid);
  const place = view.active && following(view.active, by, sight);
  // At either end the focus leaves the table.
  if (view.active === undefined || place === undefined) return false;
  const began = view.began ?? view.active.column;
  goTo(grid, place);
  if (by === 1) look(grid, (after) => ({ ...after, began }));
  return true;
}

/** Goes down, to where a run of Tabs began; below the last row there is a new one, if that one has its first cell. */
function enter(grid: Grid, up: boolean): boolean {
  const { view, sight, rows } = now(grid);
  const { active } = view;
  if (active === undefined) return false;
  const column = view.began ?? active.column;
  const next = stepped({ key: active.key, column }, { rows: up ? -1 : 1, columns: 0 }, sight);
  if (next !== undefined && next.key !== active.key) goTo(grid, next);
  else if (!up && String(rows.at(-1)?.cells[sight.columns[0] ?? ''] ?? '') !== '') add(grid);
  return true;
}

function startEditing(grid: Grid): boolean {
  const element = document.activeElement;
  if (element instanceof HTMLSelectElement || offers(element)) element.showPicker();
  look(grid, (view) => ({ ...view, editing: true }));
  if (element instanceof HTMLInputElement)
    element.setSelectionRange(element.value.length, element.value.length);
  return true;
}

/** Takes back what was typed into this cell; else gives up the selection; else leaves the table. */
function giveUp(grid: Grid): boolean {
  const { context, list } = grid;
  const state = context.current();
  const view = viewOf(state, list.name);
  if (state.typing !== undefined) {
    edit(
      grid,
      (before) => withView(undo(before), list.name, (each) => ({ ...each, editing: false })),
      context.words.undone,
    );
  } else if (view.editing || view.anchor !== undefined) {
    look(grid, ({ anchor: _anchor, ...rest }) => ({ ...rest, editing: false, wholeRows: false }));
  } else {
    context.container.querySelector<HTMLElement>(`[data-add="${list.name}"]`)?.focus();
  }
  return true;
}

export function clear(grid: Grid): boolean {
  const { view, sight } = now(grid);
  if (view.wholeRows) removeSelected(grid);
  else {
    const range = selected(view, sight);
    edit(grid, (state) => clearCells(state, grid.list, range), grid.context.words.cleared);
  }
  return true;
}

/** What is typed into the active cell. */
export function type(grid: Grid, value: unknown): void {
  const { context, list } = grid;
  const { active } = viewOf(context.current(), list.name);
  if (active === undefined) return;
  context.update((state) => {
    const isText = typeof value === 'string' && list.field.columns[active.column]?.kind !== 'choice';
    const changed = setCell(state, list.name, active.key, active.column, value, list.rules);
    return isText ? withView(changed, list.name, (view) => ({ ...view, editing: true })) : changed;
  });
}

/** The caret is in a text, where the clipboard is the browser's own matter. */
const isTextOwn = (grid: Grid): boolean => now(grid).view.editing;

export function onPaste(grid: Grid, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  event.stopPropagation();
  if (isTextOwn(grid) && !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const rows = pastedRows(text);
  if (rows.length > 0) paste(grid, rows);
}

export function onCopy(grid: Grid, event: ClipboardEvent): void {
  event.stopPropagation();
  if (isTextOwn(grid)) return;
  event.clipboardData?.setData('text/plain', selectedText(grid));
  event.preventDefault();
  if (event.type === 'cut') clear(grid);
  settle(grid);
}
