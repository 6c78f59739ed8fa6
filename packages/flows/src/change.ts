import type { PartKind } from './document.ts';

/** `moved` means that nothing but the place changed: a position on the canvas, or the order among its equals. */
export type ChangeState = 'added' | 'changed' | 'removed' | 'moved';

/** How many nodes of a part were added, changed, removed, moved. */
export interface NodeCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly moved: number;
}

/** What happened to one node, group or configuration node. */
export interface NodeChange {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  /** The name it had before, when it was renamed. */
  readonly formerLabel?: string;
  readonly state: ChangeState;
  /** Names of what is other than before, of one that was there before and after; of an environment `env.NAME`. */
  readonly properties?: readonly string[];
}

/** What happened to one part. The counts leave out the tab's or subflow's own item: see `properties`. */
export interface PartChange extends NodeCounts {
  readonly key: string;
  readonly kind: PartKind;
  readonly id: string;
  readonly label: string;
  /** The name it had before, when it was renamed. */
  readonly formerLabel?: string;
  readonly state: ChangeState;
  /** The tab's or subflow's own item changed: its name, environment, description, whether it is enabled. */
  readonly properties: boolean;
  /** Names of what of it is other than before; absent where it was not there before, or is not now. */
  readonly ownProperties?: readonly string[];
  readonly nodes: readonly NodeChange[];
}

/**
 * The structured difference between two flow documents.
 * No `parts` and not `reordered` means that they are the same, byte by byte.
 */
export interface FlowsChange {
  readonly parts: readonly PartChange[];
  /** Items stand in another order, or are written in another way, which changes the `rev` but nothing that runs. */
  readonly reordered: boolean;
}
