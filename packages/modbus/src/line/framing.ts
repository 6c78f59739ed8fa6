/** One message on a line: a PDU and the unit that it goes to or comes from. */
export interface LineFrame {
  readonly unit: number;
  readonly pdu: Uint8Array;
}

/** What is being waited for on a line. */
export interface Awaited {
  readonly unit: number;
  /** The request's PDU. */
  readonly pdu: Uint8Array;
  /** The bytes of the whole request, as they went out: an adapter with two wires may hear them itself. */
  readonly sent: Uint8Array;
}

/** What has come for a request so far. */
export type Arrival =
  | { readonly kind: 'nothing' }
  /** `followed`: more came behind it than noise; one request has one answer. */
  | { readonly kind: 'frame'; readonly frame: LineFrame; readonly followed: boolean }
  /** Something whole came that is no good. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Finds the answer to one request in the bytes of a line. */
export interface AnswerReader {
  push(chunk: Uint8Array): Arrival;
  /** The line has been silent: what could have been the start of something longer is not. */
  silence(): Arrival;
  /** Bytes that came for this request, its own echo left out. */
  readonly received: number;
  /** Whether what was sent came back, and was taken for its echo. */
  readonly isEchoed: boolean;
}

/** Finds requests in the bytes of a line. What is none is passed over. */
export interface RequestReader {
  push(chunk: Uint8Array): readonly LineFrame[];
  /** The line has been silent: a frame never goes on behind a silence. */
  silence(): readonly LineFrame[];
}

/** How messages stand on a line. */
export interface LineFraming {
  /** Bytes of the frame that carries a PDU of so many. */
  size(pdu: number): number;
  encode(frame: LineFrame): Uint8Array;
  answerReader(awaited: Awaited, echo: Echo): AnswerReader;
  requestReader(): RequestReader;
}

/** Whether the adapter of a line hears what it sends; learned from the first answer that could not be mistaken for it. */
export interface Echo {
  heard: boolean | undefined;
}

/** Functions whose right answer is never the request itself. Of those that are not known here nobody can say. */
const answeredOtherwise = new Set([1, 2, 3, 4, 7, 11, 12, 15, 16, 17, 20, 23, 24, 43]);

/** Whether the right answer to a request may be the request itself: an echo cannot be told from it. */
export function mayLookAlike([code = 0]: Uint8Array): boolean {
  return !answeredOtherwise.has(code);
}

/** Fewer bytes are no message: adapters make one or two when a line changes its direction. */
export const smallestMessage = 4;

export const nothing: Arrival = { kind: 'nothing' };

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return Uint8Array.from(second);
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Whether `bytes` begin as `start` does, as far as both go. */
export function beginsAs(bytes: Uint8Array, start: Uint8Array): boolean {
  const length = Math.min(bytes.length, start.length);
  for (let at = 0; at < length; at += 1) if (bytes[at] !== start[at]) return false;
  return true;
}
