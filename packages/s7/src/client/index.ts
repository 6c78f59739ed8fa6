export type {
  Item,
  ItemAnswer,
  ItemConfirmation,
  Session,
  SessionLimits,
  Traffic,
  UserData,
  WriteItem,
} from './session.ts';
export type { PlanView } from './table/plan-view.ts';
export type { Reading } from './table/reading.ts';
export {
  S7Table,
  type S7TableOptions,
  type TableReadOptions,
  type TableWriteOptions,
  type Writing,
} from './table/s7-table.ts';
export type { TurnOptions, Turns } from './turns.ts';
