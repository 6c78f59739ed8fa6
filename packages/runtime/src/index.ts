export type { Actor, Source } from './actor.ts';
export { runtimeErrors } from './errors.ts';
export type {
  Check,
  CopyStatus,
  Credentials,
  Dispose,
  DoorStatus,
  FlowsDiff,
  FlowsStarted,
  Host,
  InstalledModule,
  Log,
  OperateOptions,
  PluginDefinition,
  RunningNodeRed,
  Services,
  SetFlows,
  SettingsOfRecord,
} from './host.ts';
export type { Interceptor, Step } from './interceptor.ts';
export type {
  FlowsState,
  FlowsWrite,
  LockName,
  Operation,
  OperationInput,
  Outcome,
  Phase,
  Warning,
} from './operation.ts';
export { definePlugin } from './plugin.ts';
export type { NodeRed } from './red.ts';
export type { RouteCall, RouteHandlers, RouteTable } from './routes.ts';
