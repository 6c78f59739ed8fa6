export type { Actor, Source } from './actor.ts';
export {
  type CatalogueRow,
  catalogue,
  functionCatalogue,
  isRefusable,
  routeRows,
  silentRequests,
} from './catalogue/index.ts';
export { runtimeErrors } from './errors.ts';
export { ownSettings } from './host/own-settings.ts';
export { npmReason } from './host/palette.ts';
export type {
  AuditEntry,
  Check,
  CopyStatus,
  Credentials,
  Dispose,
  DoorStatus,
  FlowFiles,
  FlowsDiff,
  FlowsNotStarted,
  FlowsStarted,
  ForeignRoute,
  Host,
  Installed,
  InstalledModule,
  Log,
  NodeStatus,
  OperateOptions,
  PluginDefinition,
  RunningNodeRed,
  RunningOperation,
  SetFlows,
  SettingsOfRecord,
  TurnedAway,
  UpgradeHandler,
} from './host.ts';
export type { Interceptor, Step } from './interceptor.ts';
export type { Frame, Live } from './live.ts';
export type { LogIn, LogInKind, LogInProvider, LogInUser, Session } from './log-in.ts';
export { nodeErrors } from './node/errors.ts';
export type { Behaviour, CreateNode, NodeContext } from './node/node.ts';
export { type LivingNode, livingNodes, type RegisterOptions, registerNode } from './node/register.ts';
export { type StatusWord, statusTexts } from './node/status.ts';
export type { TlsSettings } from './node/tls.ts';
export { withholdNode } from './node/withhold.ts';
export type {
  DashboardClient,
  DashboardGuard,
  DashboardUser,
  NodeSide,
  NodeSideGuard,
  NodeSidePage,
  NodeSideRequest,
} from './node-side.ts';
export type {
  Facts,
  FlowsState,
  FlowsWrite,
  LockName,
  Operation,
  OperationInput,
  OperationKind,
  Outcome,
  Phase,
  Target,
  Warning,
} from './operation.ts';
export { ownPackage } from './own-package.ts';
export { definePlugin } from './plugin.ts';
export type { Message, NodeRed, NodesRed, Sent } from './red.ts';
export type { RouteCall, RouteHandlers, RouteTable } from './routes.ts';
export type {
  AccessService,
  AuditService,
  EventType,
  HistoryService,
  KeptVersion,
  RecordedEvent,
  Services,
} from './services.ts';
export { stackOf } from './stack.ts';
export { widgetErrors } from './widget/errors.ts';
export { registerWidget, type WidgetSize } from './widget/register.ts';
export { checkBody } from './widget/requests.ts';
export type {
  Asked,
  Browser,
  CreateWidget,
  WidgetBehaviour,
  WidgetConfig,
  WidgetContext,
} from './widget/widget.ts';
