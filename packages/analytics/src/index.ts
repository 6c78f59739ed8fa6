export type { Condition, Direction, Reading } from './alarm/condition/condition.ts';
export { type ConditionMemory, type Evaluation, evaluate, memoryOf } from './alarm/condition/evaluate.ts';
export type { AlarmDefinition } from './alarm/definition.ts';
export { alarmErrors } from './alarm/errors.ts';
export type { AlarmCommand, AlarmEvent } from './alarm/events.ts';
export { AlarmFigures, type Figures } from './alarm/figures/figures.ts';
export type { Flood } from './alarm/figures/flood.ts';
export type { Cause, JournalRecord } from './alarm/journal.ts';
export { possibleCommands } from './alarm/possible.ts';
export { readState } from './alarm/read-state.ts';
export { replay, stateAfter } from './alarm/replay.ts';
export { restart } from './alarm/restart.ts';
export {
  type AlarmState,
  type AlarmValue,
  newAlarm,
  type Quality,
  type Shelf,
  type Stage,
  stages,
  standsIn,
} from './alarm/state.ts';
export { type AlarmStep, step } from './alarm/step.ts';
export { decimate } from './decimate/decimate.ts';
export { tableErrors } from './decimate/errors.ts';
export { heldBefore } from './decimate/held.ts';
export type { SampleSource } from './decimate/sources.ts';
export { packTables, type Table, unpackTables } from './decimate/tables.ts';
export type { Line, View } from './decimate/view.ts';
export type {
  AlarmEngine,
  AlarmEngines,
  AlarmEntry,
  AlarmReadiness,
  AlarmRequest,
  Commander,
  JournalLine,
  JournalQuery,
  Through,
} from './offers/alarm-engine.ts';
export type { KeptTag, SampleStore, SampleStores, StoreHealth } from './offers/sample-store.ts';
export { decodeBlock, encodeBlock, isWholeBlock, maxBlockSamples } from './samples/block.ts';
export { isKeptTime, isUsable, qualityCodes, type SampleColumns } from './samples/columns.ts';
export { sampleErrors } from './samples/errors.ts';
export { type BlockInfo, blockInfo, headerSize } from './samples/header.ts';
export { SampleRing } from './samples/ring.ts';
