export { type Actor, actorName } from './actor-name.ts';
export { type CallOptions, call } from './api.ts';
export { copyText } from './clipboard.ts';
export { coalesced } from './coalesced.ts';
export { onMessage, onReconnect, type Unsubscribe } from './comms.ts';
export { ask, type Choice, type Question } from './confirm.ts';
export { type DayFilter, dayRange, daysText } from './days.ts';
export { type DeployItem, offerInDeployMenu } from './deploy-menu.ts';
export { type NoteRequirement, offerDeployNote, requireDeployNote } from './deploy-note/note.ts';
export type { EditorDoor } from './door.ts';
export { type Downloaded, type DownloadOptions, download, saveFile } from './download.ts';
export { isSet } from './editor-setting.ts';
export type { Failure, Result } from './failure.ts';
export { readRows, type TextRow } from './form/grid/delimited.ts';
export {
  type Cells,
  type FieldTool,
  type LiveAnswer,
  type LiveValue,
  type NodeExtras,
  type NodeOf,
  offerNodes,
  type Pace,
  type Plan,
  type ReadFile,
  type RowRules,
  type RowSource,
  type RowTool,
  registerNode,
  type TestOutcome,
  type Tone,
  typedParts,
} from './form/index.ts';
export { type InstalledNodes, installedNodes } from './installed.ts';
export { keepHere, keptHere } from './kept-here.ts';
export { askBeforeLeaving } from './leaving.ts';
export { type DeployKind, limitDeploy } from './limits/deploy.ts';
export { type Edited, noteDialogs } from './limits/dialogs.ts';
export type { Limit } from './limits/limit.ts';
export { limitNewTabs } from './limits/new-tab.ts';
export { type ButtonLimit, limitNodeButtons } from './limits/node-buttons.ts';
export { lockPlaces } from './limits/places.ts';
export { markTabs } from './limits/tab-notes.ts';
export { groupByDay } from './list/group-by-day.ts';
export type { Group } from './list/layout.ts';
export { listElement } from './list/list-element.ts';
export { createPager } from './list/pager.ts';
export { type ListContent, type ListOptions, type ListSelection, VirtualList } from './list/virtual-list.ts';
export { beforeLogInForm, shownUser } from './log-in-form.ts';
export { type Action, type Notice, notify, type Progress, showProgress } from './notify.ts';
export { addPlcSection, type PlcPanel } from './plc/plc-sidebar.ts';
export type { PlcContent, PlcRow, PlcSection, PlcTone } from './plc/section.ts';
export { definePlugin, hasPermission } from './plugin.ts';
export {
  formatBytes,
  largestUnit,
  readNumber,
  type SizeUnit,
  sizeUnits,
  writeNumber,
} from './quantity.ts';
export { onRefusedDeploy } from './refusals.ts';
export { onRefusedFlows } from './refused-flows.ts';
export { WritableResource } from './resource.ts';
export { type FirstVisit, firstVisit, whenEditorReady } from './sidebar/first-visit.ts';
export { offerLogInSetUp } from './sidebar/log-in-set-up.ts';
export type { MenuItem } from './sidebar/menu.ts';
export { addSidebar, type Sidebar, type SidebarFoot, type SidebarView } from './sidebar/sidebar.ts';
export {
  copyFailure,
  emptyState,
  errorCode,
  failedState,
  failureText,
  isNotAllowed,
  loadingState,
} from './sidebar/states.ts';
export {
  type Chip,
  createToolbar,
  type QuickFilter,
  type Toolbar,
  type ToolbarContent,
  type ToolbarOptions,
} from './sidebar/toolbar.ts';
export { setConcern } from './status/concerns.ts';
export { installStyle } from './style.ts';
export { guard, html, nothing, render, repeat, type TemplateResult } from './template.ts';
export {
  type CountedKeysOf,
  fill,
  type KeysOf,
  type TextFinder,
  type Texts,
  textsFrom,
  type Values,
} from './text.ts';
export { dayKey, type TimeFormat, timeFormat } from './time.ts';
export { type Told, toldText } from './told.ts';
export { isEditing, type OpenTray, openTray, type Tray, type TrayAction } from './tray.ts';
export {
  describedBy,
  failureLine,
  fieldValue,
  type TrayField,
  trayCheck,
  trayField,
} from './tray-fields.ts';
export {
  type Choice as TrayChoice,
  choice,
  lookOnlyLine,
  type TextArea,
  type TextInput,
  type Tick,
  textArea,
  textInput,
  tick,
} from './tray-inputs.ts';
export { trayLoader } from './tray-load.ts';
export { offerVersions, type ShowVersion, shownVersions } from './versions.ts';
export { type Words, words } from './words.ts';
export {
  type Canvas,
  closeDeployNotice,
  hasUnsavedWork,
  keepFocusFromDeployNotice,
  loadIntoEditor,
  nodePlace,
  onCanvasChange,
  onDeployed,
  onOwnDeploy,
  onPlaceChange,
  openCanvas,
  refreshWorkspace,
  reviewChanges,
  shownRevision,
  type UndeployedFlows,
  undeployedFlows,
  withoutDeployNotice,
} from './workspace.ts';
