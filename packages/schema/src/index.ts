export { canonicalText } from './canonical.ts';
export { type CommonProblem, commonProblems, isVariable, parseRow, RowMemory } from './check.ts';
export { isClearLine } from './clear-line.ts';
export { type CopyState, copyStates, type DoorStatus, doorStatusSchema, isCopyState } from './door-status.ts';
export {
  CodedError,
  type CodedErrorFields,
  defineErrors,
  type ErrorAnswer,
  type ErrorDeclaration,
  type ErrorFactory,
  type ErrorFamily,
  type ErrorRow,
  type ErrorTable,
  isCodedError,
  listErrors,
} from './error.ts';
export {
  type BooleanField,
  type ChoiceField,
  type ColumnField,
  type Columns,
  type ConfigOfFields,
  configured,
  defaultOf,
  defaultRow,
  type Field,
  type Fields,
  field,
  type IntegerField,
  isWanted,
  type NumberField,
  type OptionalIntegerField,
  type OptionalNumberField,
  type ReferenceField,
  type RowFindings,
  type RowOf,
  type RowsField,
  type SecretField,
  secretNames,
  type TextField,
} from './field.ts';
export { problemOf, type RequestProblem } from './issue.ts';
export { isDeeperThan, maxNesting } from './nesting.ts';
export {
  type ConfigOf,
  defaultsOf,
  defineNode,
  type Migration,
  type NodeDeclaration,
  type NodeDefinition,
  type RawConfig,
  schemaErrors,
} from './node.ts';
export { encodeNote, fitsNote, longestNote, noteHeader, type ReadNote, readNote } from './note.ts';
export { formatPath, formatProblem, type Parsed, type Problem } from './problem.ts';
export { referredId } from './referred-id.ts';
export {
  boundedText,
  defaultMaxBodyBytes,
  defineRoutes,
  type FileAnswer,
  type FilePiece,
  isOpen,
  type Method,
  parseRequest,
  queryFlag,
  queryInteger,
  type Route,
  type RouteAnswer,
  type RouteDeclaration,
  type RouteInput,
  type RoutePermission,
  type RouteRequest,
  type RouteResponse,
  type Routes,
  requestErrors,
  requestPath,
  routeErrors,
} from './route.ts';
export { asShown, isShown } from './shown.ts';
export { flattenTexts, textDifferences, textKeys } from './texts.ts';
export {
  answerEvent,
  type Followed,
  followRequest,
  missedEvent,
  type Parcel,
  presentRequest,
  pushEvent,
  unfollowRequest,
  type WidgetAnswer,
  type WidgetRequest,
} from './widget-wire.ts';
