import { EchoFilter } from './echo.ts';
import {
  type AnswerReader,
  type Arrival,
  type Awaited,
  type Echo,
  joined,
  type LineFrame,
  type LineFraming,
  nothing,
  type RequestReader,
  smallestMessage,
} from './framing.ts';

/** Colon, 2 characters for each of up to 255 bytes, carriage return, line feed. @see MODBUS over Serial Line V1.02, section 2.5.2 */
const largestAsciiFrame = 513;

/** Unit, function code, checksum. */
const smallestContent = 3;

const colon = 0x3a;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const digits = '0123456789ABCDEF';

/** The checksum of an ASCII frame: what makes the sum of its bytes 0. @see MODBUS over Serial Line V1.02, section 6.2.1 */
export function lrc(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return -sum & 0xff;
}

/** Characters of the frame that carries a PDU of so many bytes. */
function frameSize(pdu: number): number {
  return (pdu + 2) * 2 + 3;
}

/** The characters of a frame. @see MODBUS over Serial Line V1.02, section 2.5.2 */
export function encodeAscii({ unit, pdu }: LineFrame): Uint8Array {
  const content = Uint8Array.of(unit, ...pdu);
  const bytes = Uint8Array.of(...content, lrc(content));
  const frame = new Uint8Array(bytes.length * 2 + 3);
  frame[0] = colon;
  bytes.forEach((byte, index) => {
    frame[1 + index * 2] = digits.charCodeAt(byte >> 4);
    frame[2 + index * 2] = digits.charCodeAt(byte & 15);
  });
  frame[frame.length - 2] = carriageReturn;
  frame[frame.length - 1] = lineFeed;
  return frame;
}

/** The value of a hexadecimal digit; -1 for anything else. Lower case is none: the specification knows only 0-9 and A-F. */
function digit(character: number): number {
  if (character >= 0x30 && character <= 0x39) return character - 0x30;
  return character >= 0x41 && character <= 0x46 ? character - 0x37 : -1;
}

/** What stands between a colon and the end of its line, or what is wrong with it. */
function decodeContent(characters: Uint8Array): LineFrame | string {
  if (characters.length % 2 !== 0) return 'it has half a byte';
  const bytes = new Uint8Array(characters.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const high = digit(characters[index * 2] ?? 0);
    const low = digit(characters[index * 2 + 1] ?? 0);
    if (high < 0 || low < 0) return 'it has characters other than 0-9 and A-F';
    bytes[index] = (high << 4) | low;
  }
  if (bytes.length < smallestContent) return 'it is too short';
  const content = bytes.subarray(0, -1);
  if (lrc(content) !== bytes.at(-1)) return 'its checksum is wrong';
  return { unit: bytes[0] ?? 0, pdu: content.slice(1) };
}

/** Cuts characters into frames: each begins at a colon, wherever the one before it was. */
class AsciiFrames {
  #bytes: Uint8Array = new Uint8Array(0);

  /** Each whole frame, or what is wrong with it. */
  push(chunk: Uint8Array): readonly (LineFrame | string)[] {
    const frames: (LineFrame | string)[] = [];
    const bytes = joined(this.#bytes, chunk);
    let start = -1;
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === colon) start = at;
      else if (start >= 0 && at - start >= largestAsciiFrame) start = -1;
      else if (start >= 0 && bytes[at] === lineFeed && bytes[at - 1] === carriageReturn) {
        frames.push(decodeContent(bytes.subarray(start + 1, at - 1)));
        start = -1;
      }
    }
    this.#bytes = start < 0 ? new Uint8Array(0) : bytes.slice(start);
    return frames;
  }

  /** Characters of a frame that is not whole yet. */
  get pending(): number {
    return this.#bytes.length;
  }
}

class AsciiAnswerReader implements AnswerReader {
  readonly #awaited: Awaited;
  readonly #filter: EchoFilter;
  readonly #frames = new AsciiFrames();
  #start: Uint8Array | undefined = new Uint8Array(0);
  #received = 0;
  #broken: string | undefined;

  constructor(awaited: Awaited, echo: Echo) {
    this.#awaited = awaited;
    this.#filter = new EchoFilter(awaited, echo);
  }

  get isEchoed(): boolean {
    return this.#filter.isOff;
  }

  get received(): number {
    return this.#received;
  }

  push(chunk: Uint8Array): Arrival {
    if (!this.#start) return this.#take(chunk);
    const bytes = joined(this.#start, chunk);
    const begin = this.#filter.begin(bytes);
    this.#start = begin === undefined ? bytes : undefined;
    return begin === undefined ? nothing : this.#take(bytes.subarray(begin));
  }

  silence(): Arrival {
    return this.#broken === undefined ? nothing : { kind: 'broken', reason: this.#broken };
  }

  #take(bytes: Uint8Array): Arrival {
    this.#received += bytes.length;
    const found = this.#frames.push(bytes);
    for (const [index, frame] of found.entries()) {
      if (typeof frame === 'string') this.#broken = frame;
      else if (frame.unit === this.#awaited.unit) {
        const size = frameSize(frame.pdu.length);
        if (this.#filter.isEcho(frame.pdu, this.#received - size < smallestMessage)) {
          this.#received -= size;
          continue;
        }
        const followed = index + 1 < found.length || this.#frames.pending >= smallestMessage;
        return { kind: 'frame', frame, followed };
      }
    }
    return nothing;
  }
}

class AsciiRequestReader implements RequestReader {
  readonly #frames = new AsciiFrames();

  push(chunk: Uint8Array): readonly LineFrame[] {
    return this.#frames.push(chunk).filter((frame) => typeof frame !== 'string');
  }

  /** A second may pass between two characters: a silence ends nothing. */
  silence(): readonly LineFrame[] {
    return [];
  }
}

/** ASCII: two characters for each byte. @see MODBUS over Serial Line V1.02, section 2.5.2 */
export const ascii: LineFraming = {
  size: frameSize,
  encode: encodeAscii,
  answerReader: (awaited, echo) => new AsciiAnswerReader(awaited, echo),
  requestReader: () => new AsciiRequestReader(),
};
