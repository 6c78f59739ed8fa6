export { AskingLimit, type AskingLimitOptions } from './asking-limit.ts';
export { logConnection } from './connection-log.ts';
export { connectionStatus } from './connection-status.ts';
export { type AskedTest, ConnectionTests, type ConnectionTestsOptions } from './connection-tests.ts';
export { ConnectionUser, type Tally, tallyOf } from './connection-user.ts';
export { deployed, deployedConnection } from './deployed.ts';
export { listedConnections } from './listed-connections.ts';
export { askedTag, ownTag, type RowsOfTags } from './own-tag.ts';
export type { PlcConnection, UsedConnection } from './plc-connection.ts';
export { type PollNodeOptions, pollNode } from './poll-node.ts';
export { type ReadNodeOptions, readNode } from './read-node.ts';
export { type ReadRowsOptions, readRows } from './read-rows.ts';
export { recordText } from './record-text.ts';
export { type Selection, selectedNames } from './selection.ts';
export { shownSampleOf } from './shown-sample.ts';
export { stopwatch } from './stopwatch.ts';
export {
  type OwnTag,
  type Points,
  Table,
  type TableOptions,
} from './table.ts';
export { tableParts } from './table-parts.ts';
export { type ToldError, toldError } from './told-error.ts';
export { type EndedWrite, type WriteNodeOptions, writeNode } from './write-node.ts';
export { type WriteDetail, WriteRecord } from './write-record.ts';
