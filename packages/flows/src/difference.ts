import type { ChangeState } from './change.ts';
import type { PartKind } from './document.ts';
import type { Shown } from './property-kind.ts';

/** A property that differs. Its values are JSON; absent where the property was not there. */
export interface PropertyDifference extends Shown {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A node, group or configuration node that differs. Of an added or removed one all properties are listed. */
export interface NodeDifference {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly state: ChangeState;
  readonly properties: readonly PropertyDifference[];
}

export interface PartDifference {
  readonly kind: PartKind;
  readonly id: string;
  readonly label: string;
  /** The name it had before, when it was renamed. */
  readonly formerLabel?: string;
  readonly state: ChangeState;
  /** Of the tab's or subflow's own item, or of the global environment. */
  readonly properties: readonly PropertyDifference[];
  readonly nodes: readonly NodeDifference[];
}

/** The difference between two flow documents in full. */
export interface FlowsDifference {
  readonly parts: readonly PartDifference[];
  /** Items stand in another order, or are written in another way, and nothing else differs. */
  readonly reordered: boolean;
  /** What the ids in the listed properties are called, on either side; where both have one, after. */
  readonly names: Readonly<Record<string, { readonly type: string; readonly label: string }>>;
}
