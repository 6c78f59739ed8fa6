import type { Subtree } from '@millwright/ledger';
import type { EventFilter } from '../../common/log.ts';

export interface ExportRequest {
  readonly format: 'jsonl' | 'csv';
  readonly filter: EventFilter;
  /** Events before this number: the size of a checkpoint, for `jsonl`. */
  readonly size: number;
  /** Absent: from the beginning. */
  readonly at?: ExportPlace;
}

/** How far an export is. */
export interface ExportPlace {
  /** The next number to look at. */
  readonly seq: number;
  /** Events that are in it. */
  readonly events: number;
  /** What stands for those that were left out last, and may become part of something larger. */
  readonly open: readonly Subtree[];
}

export interface ExportPiece {
  readonly text: string;
  /** How far it is then. */
  readonly place: ExportPlace;
  readonly isLast: boolean;
}
