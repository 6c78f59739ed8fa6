import type { NodeDetails } from '../../common/browse-routes.ts';
import type { PickedNode } from './tree.ts';

type PickedClass = 'Object' | 'Variable' | 'Method';

export interface PickerOptions {
  /** The configuration node of the connection, as the dialog has it. */
  readonly connection: string;
  readonly title: string;
  /** What can be chosen. */
  readonly classes: readonly PickedClass[];
  readonly several: boolean;
  /** What is there already: shown at the opening. */
  readonly now?: string;
  take(chosen: readonly Picked[]): void;
}

/** What was chosen. */
export interface Picked {
  readonly node: PickedNode;
  /** The node above it in the tree; missing where it was found by a search. */
  readonly parent?: PickedNode;
  readonly details?: NodeDetails;
}
