/**
 * Whether a message asks how the connection fares, in place of any tags. The question is taken out of it: else whoever
 * reads behind would answer it again instead of the tags.
 */
export function takeDiagnostics(message: Record<string, unknown>): boolean {
  if (message['diagnostics'] !== true) return false;
  delete message['diagnostics'];
  return true;
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
