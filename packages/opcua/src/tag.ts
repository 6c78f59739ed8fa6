import type { DateForm, Deadband, Point, Scaling, WideForm, WriteRules } from '@millwright/tags';
import type { AttributeName } from './attributes.ts';

/** What an enumeration is in JavaScript: `{ value, name }`, or its number alone. */
export type EnumerationForm = 'named' | 'number';

export const enumerationForms: readonly EnumerationForm[] = ['named', 'number'];

/** How values become JavaScript's and back, where there is a choice. A tag never changes its JavaScript type by itself. */
export interface ValueForms {
  /** Of integers of 64 bits. Default: `number`. */
  readonly wide?: WideForm;
  /** Default: `date`. */
  readonly dates?: DateForm;
  /** Default: `named`. */
  readonly enumerations?: EnumerationForm;
  /** Whether node ids as values name their namespace by its URI (`nsu=`), which survives the server's next start. Default: false. */
  readonly uris?: boolean;
}

/** One attribute of one node, under a name. */
export interface OpcUaTag extends Point, ValueForms {
  /** As its table has it: a node id with `nsu=` or `ns=`, or a browse path. */
  readonly address: string;
  /** Default: `Value`. */
  readonly attribute?: AttributeName;
  /** A part of an array or of a text, as OPC UA writes it: `1:2` or `0,1:2`. @see OPC 10000-4 section 7.27 */
  readonly indexRange?: string;
  /** Of numbers. */
  readonly scaling?: Scaling;
  readonly deadband?: Deadband;
  readonly rules?: WriteRules;
  readonly group?: string;
}
