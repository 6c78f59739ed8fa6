/** Alarms that are selected, by their ids: rows come and go. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor?: string;
}

export const nothingSelected: Selection = { ids: new Set() };

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Selects from the anchor up to a row, and what was selected before. */
export function ranged({ ids, anchor = '' }: Selection, rows: readonly string[], to: string): Selection {
  const from = rows.includes(anchor) ? anchor : to;
  const [first, last] = [rows.indexOf(from), rows.indexOf(to)].sort((one, other) => one - other);
  const between = first === undefined || last === undefined ? [] : rows.slice(first, last + 1);
  return { ids: new Set([...ids, ...between]), anchor: from };
}

export const allOf = (rows: readonly string[]): Selection => ({ ids: new Set(rows) });

/** Without what is not listed any more. */
export function kept(selection: Selection, isListed: (id: string) => boolean): Selection {
  const ids = [...selection.ids].filter(isListed);
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) };
}
