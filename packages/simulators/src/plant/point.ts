import type { Area } from '@millwright/modbus';
import type { TagType } from '@millwright/tags';

/** One point of a simulated PLC, as its maker's manual would list it. */
export interface Point {
  /** The plant-wide name of the tag. */
  readonly name: string;
  readonly area: Area;
  /** Zero-based, as it stands in the request. */
  readonly address: number;
  readonly type: TagType;
  /** Unit of measure, where the value has one. */
  readonly unit?: string;
  /** Default: it can only be read. */
  readonly access?: 'read-write';
  readonly description: string;
}
