import type { DateForm, Deadband, Point, Scaling, WideForm, WriteRules } from '@millwright/tags';
import type { Place } from './area.ts';
import type { Shape } from './data-type.ts';

/** What the clock of a PLC shows, since its dates have no zone: UTC, or the time of the machine on which Node-RED runs. */
export type ClockZone = 'utc' | 'local';

export const clockZones: readonly ClockZone[] = ['utc', 'local'];

/** How values become JavaScript's and back, where there is a choice. A tag never changes its JavaScript type by itself. */
export interface ValueForms {
  /** Of integers of 64 bits, LTIME and LTOD included. Default: `number`. */
  readonly wide?: WideForm;
  /** Of DATE, DT, LDT and DTL. Default: `date`. */
  readonly dates?: DateForm;
  /** Default: `utc`. */
  readonly zone?: ClockZone;
}

/** What a value is and how it becomes JavaScript's. */
export interface S7Format extends Shape, ValueForms {
  /** Of the tag, for errors about its value. */
  readonly name?: string;
  /** Of numbers. */
  readonly scaling?: Scaling;
}

/** One value, or an array of them, at one place of a PLC, under a name. */
export interface S7Tag extends Point, S7Format {
  readonly name: string;
  /** As its table has it. */
  readonly address: string;
  readonly place: Place;
  readonly deadband?: Deadband;
  readonly rules?: WriteRules;
  readonly group?: string;
}

/** How many tags a table has at most. */
export const mostTags = 10_000;

/** A tag of a table that can be neither read nor written, such as one whose address is none. */
export interface UnusableTag extends Point {
  readonly deadband?: Deadband;
  readonly group?: string;
  /** Why: a coded error. */
  readonly error: unknown;
}
