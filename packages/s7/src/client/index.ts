export { classify, isAnswer } from './classify.ts';
export { S7Client } from './client.ts';
export { blockDetails, blocks, blocksOf } from './info/blocks.ts';
export { readClock, setClock } from './info/clock.ts';
export { communication, cpuState, identify, protection } from './info/cpu.ts';
export { type StartOrStop, startOrStop } from './info/start-stop.ts';
export { systemList } from './info/system-list.ts';
export { openSession } from './open.ts';
export {
  type ClientOptions,
  type ClientSnapshot,
  type ScheduleOptions,
  type SessionFacts,
  type SessionOptions,
  usualLimits,
  usualPort,
} from './options.ts';
export { clearPassword, givePassword } from './password.ts';
export type {
  Item,
  ItemAnswer,
  ItemConfirmation,
  PasswordOutcome,
  Session,
  SessionLimits,
  Traffic,
  UserData,
  WriteItem,
} from './session.ts';
export type { PlanView } from './table/plan-view.ts';
export {
  S7Table,
  type S7TableOptions,
  type TableReadOptions,
  type TableWriteOptions,
} from './table/s7-table.ts';
export type { TurnOptions, Turns } from './turns.ts';
export { outcomeOf } from './write/write-result.ts';
