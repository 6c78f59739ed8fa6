import type { FlowDocument } from '@millwright/flows';

/** What is compared, as it crosses to the archive: versions are opened there. */
export type SentSide = { readonly version: number } | GivenSide;

/** Flows from outside the archive, with what is known of what belongs to them. */
export interface GivenSide {
  readonly kind: 'running' | 'given';
  readonly rev?: string;
  readonly document: FlowDocument;
  /** What it does not hold is not compared. */
  readonly only?: boolean;
  /** Canonical JSON text of plain credentials by node id; absent where nothing is known of them. */
  readonly credentials?: string;
  /** Nodes whose credentials are others than those, unknown which. */
  readonly credentialsTyped?: readonly string[];
  /** Canonical JSON texts. */
  readonly modules?: string;
  readonly settings?: string;
}
