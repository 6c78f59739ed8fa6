import type { PartKind } from '../document.ts';

/** What is taken over from another document; all of it without `parts` and `nodes`. */
export interface Scope {
  /** Whole tabs, subflows, the configuration nodes, the global environment. */
  readonly parts?: readonly { readonly kind: PartKind; readonly id: string }[] | undefined;
  /** Single nodes, groups with what is in them, configuration nodes: by id. */
  readonly nodes?: readonly string[] | undefined;
}

/** Why a scope cannot be taken over. */
export type ScopeProblem =
  /** Neither document has the part, or the other one has no such node. */
  | { readonly problem: 'unknown'; readonly id: string }
  /** The part would be removed, but what stays is made with it. */
  | { readonly problem: 'in-use'; readonly id: string; readonly label: string }
  /** Subflows or configuration nodes would be made of each other: the way round, its first member again at its end. */
  | { readonly problem: 'ring'; readonly labels: readonly string[] }
  /** What this leads to or stands on would be missing; what runs and what was kept are not like that. */
  | { readonly problem: 'loose-end'; readonly id: string; readonly label: string };

export interface Merged {
  /** What would run: the text of each item. */
  readonly texts: readonly string[];
  /** Ids of what was taken over. */
  readonly taken: ReadonlySet<string>;
  /** What was not chosen and came along, since what was chosen does not work without it, or it would go nowhere. */
  readonly needed: readonly { readonly id: string; readonly type: string; readonly label: string }[];
}
