import type { Hold, Link } from '@millwright/tags';

/** What a session has carried, headers and checksums included. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Answers that belonged to no request that still waited: late ones, duplicates, wrong transaction identifiers. */
  readonly strayAnswers: number;
}

/**
 * One open road to one or more units, of any kind: it carries PDUs and knows nothing of what they say but how long an
 * answer may be. It does not queue: whoever asks for more than its depth is refused.
 */
export interface Session extends Link {
  /**
   * Sends a PDU to a unit and resolves with the PDU that answers it, or with an empty one where nobody answers because
   * the request was a broadcast. It always settles: with the answer, its time limit, its signal, or the session.
   * After an abort, the answer is still awaited before the place is free again.
   * @param onSent called at most once, when bytes of the request have been handed to the road: a failure without it means
   *   that nothing was sent
   * @param hold told when something else has to be asked first, and when the request itself goes out after it
   * @throws `modbus.timeout`, `.only-echo`, `.bad-response` (another unit answered), `.bad-frame`, `.bad-request`, `.connection-lost`,
   *   `.queue-full`, `.closed`, or the signal's reason
   */
  request(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent?: () => void,
    hold?: Hold,
  ): Promise<Uint8Array>;
  /** Requests on their way, the ones included whose caller has given up. */
  readonly busy: number;
  /** Milliseconds for which the road can take nothing: a line has to be silent between messages, and longer after a failure. */
  readonly rest: number;
  readonly traffic: Traffic;
}
