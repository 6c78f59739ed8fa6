export type { NodeOf } from './beside.ts';
export type {
  FieldTool,
  LiveAnswer,
  LiveValue,
  Pace,
  Plan,
  RowSource,
  RowTool,
  TestOutcome,
  Tone,
} from './comfort.ts';
export type { NodeExtras } from './context.ts';
export type { ReadFile } from './grid/import.ts';
export type { RedNode } from './node-types.ts';
export { registerNode } from './register.ts';
export { offerNodes } from './registry.ts';
export type { Cells, RowRules } from './state.ts';
export { typedParts } from './typed-secrets.ts';
