/** Whether a message asks how the connection fares, in place of any tags. */
export function asksDiagnostics({ diagnostics }: Readonly<Record<string, unknown>>): boolean {
  return diagnostics === true;
}

/** What a connection says into the message of whoever asks: what it has counted, and apart from that what it is. */
export interface DiagnosticsMessage<Counters, Connection> {
  readonly payload: Counters;
  readonly connection: Connection;
}

/** @param status of the connection as its routes tell it. It goes into the message: the flow may write into it */
export function diagnosticsMessage<Status extends { readonly counters: object }>({
  counters,
  ...connection
}: Status): DiagnosticsMessage<Status['counters'], Omit<Status, 'counters'>> {
  return { payload: counters, connection };
}
