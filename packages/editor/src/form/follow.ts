import { fill } from '../text.ts';
import type { FormContext } from './context.ts';
import { type FormState, type RowRules, redo, rowsOf, setValue, undo, withStep } from './state.ts';

type Rules = Readonly<Record<string, RowRules>>;

/** Whether the rows of a list change with this field. */
export const isFollowed = (name: string, rules: Rules = {}): boolean =>
  Object.values(rules).some(({ follow }) => follow?.[name] !== undefined);

/** Changes a field and the rows that follow it, as one step that can be taken back; `rows`: how many they were. */
export function setFollowed(
  state: FormState,
  name: string,
  value: unknown,
  rules: Rules = {},
): { readonly state: FormState; readonly rows: number } {
  const changed = setValue(state, name, value);
  const lists = { ...state.lists };
  let count = 0;
  for (const [list, { follow }] of Object.entries(rules)) {
    const become = follow?.[name];
    if (become === undefined) continue;
    lists[list] = rowsOf(state, list).map((row) => {
      const cells = become(row.cells, state.values, changed.values);
      if (cells === row.cells) return row;
      count += 1;
      return { key: row.key, cells };
    });
  }
  const step = { lists: state.lists, values: { [name]: state.values[name] } };
  const past = withStep(state.past, step);
  return { state: { ...changed, lists, past, future: [], typing: undefined }, rows: count };
}

/** As typing into a field does, and says how many rows have followed. */
export function changeFollowed(context: FormContext, name: string, value: unknown): void {
  const { words, texts, extras } = context;
  const { state, rows } = setFollowed(context.current(), name, value, extras.rows);
  context.act(() => state, fill(words.followed, { count: rows }, texts.locale));
}

/** The keys that take a step back and forth in a table do so too where the step was made. */
export function onFollowedKey({ act, words }: FormContext, event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  const key = event.key.toLowerCase();
  const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
  if (!isRedo && key !== 'z') return;
  event.preventDefault();
  event.stopPropagation();
  act(isRedo ? redo : undo, isRedo ? words.redone : words.undone);
}
