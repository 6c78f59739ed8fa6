/** One item of a flow file as Node-RED keeps it. Nothing is taken for granted: hand-made files lack ids or types. */
export type FlowItem = Readonly<Record<string, unknown>>;

/** The structured difference between two flow documents. */
export interface Change {
  readonly empty: boolean;
}
