import type { Connection, DiagnosticsSnapshot, Link } from '@millwright/tags';

/** What nodes of any protocol know of the connection that they use. */
export interface PlcConnection {
  /** Of the configuration node. */
  readonly id: string;
  /** As the user named it; may be empty. */
  readonly name: string;
  /** What people call the other end. */
  readonly place: string;
  readonly readOnly: boolean;
  readonly connection: UsedConnection;
  snapshot(): DiagnosticsSnapshot;
}

/** The state of a connection, and who needs it. */
export type UsedConnection = Pick<Connection<Link>, 'state' | 'onChange' | 'need'>;
