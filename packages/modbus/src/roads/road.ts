import type { Clock, NetworkPlace } from '@millwright/tags';

/** The ways that Modbus takes to a unit. */
export const roads = ['tcp', 'tls', 'udp', 'rtu-over-tcp', 'ascii-over-tcp', 'rtu', 'ascii'] as const;

export type Road = (typeof roads)[number];

interface Timing {
  /** Milliseconds that an answer may take, from the moment its request is sent. */
  readonly timeout: number;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
}

interface Network extends Timing, NetworkPlace {
  /** Milliseconds that connecting may take, the handshake of TLS included. */
  readonly connectTimeout: number;
  /** Milliseconds after which an idle connection is probed. Default: 10 s. */
  readonly keepAlive?: number;
}

interface Line {
  /** Milliseconds of silence between two messages. Default: 3.5 characters on a serial line, 2 ms over TCP. */
  readonly silence?: number;
  /** Milliseconds that units get to carry out a broadcast. Default: 100. */
  readonly turnaround?: number;
  /** Milliseconds between an answer and the next request, where one is asked before another. Default: 0. */
  readonly pause?: number;
}

interface Transactions {
  /** How many requests may be on their way at once. Default: 1. */
  readonly depth?: number;
}

/** What a secure connection rests on, as `tls.connect` has it. */
export interface TlsClientOptions {
  /** The certificates that sign the server's, PEM. Default: those that Node.js trusts. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** Our own certificate and its key, PEM: Modbus/TCP Security asks for both. */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly passphrase?: string;
  /** The name that the server's certificate has to carry. Default: the host. */
  readonly servername?: string;
  /** Only ever false where somebody has said that they accept any server. Default: true. */
  readonly rejectUnauthorized?: boolean;
}

export const parities = ['none', 'even', 'odd'] as const;

/** How characters go over a serial line. */
export interface SerialLine {
  /** `/dev/ttyUSB0`, `COM3` … */
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: (typeof parities)[number];
  readonly stopBits: 1 | 2;
}

export type RoadOptions =
  | ({ readonly road: 'tcp' | 'udp' } & Network & Transactions)
  | ({ readonly road: 'tls'; readonly tls: TlsClientOptions } & Network & Transactions)
  | ({ readonly road: 'rtu-over-tcp' | 'ascii-over-tcp' } & Network & Line)
  | ({ readonly road: 'rtu' | 'ascii'; readonly serial: SerialLine } & Timing & Line);

/** Bits of one character: start, data, parity, stop. */
function characterBits({ dataBits, parity, stopBits }: SerialLine): number {
  return 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits;
}

/** Milliseconds that so many characters take on a serial line. */
export function wireTime(line: SerialLine, characters: number): number {
  return (characters * characterBits(line) * 1_000) / line.baudRate;
}

/**
 * Milliseconds of silence that part two frames: 3.5 characters, or 1.75 ms on a quick line.
 * @see MODBUS over Serial Line V1.02, section 2.5.1.1
 */
export function frameSilence(line: SerialLine): number {
  return line.baudRate > 19_200 ? 1.75 : wireTime(line, 3.5);
}

/** Milliseconds between two messages of a line inside a TCP connection: what a gateway sends twice has come by then. */
const silenceOverTcp = 2;

/** Milliseconds of silence between two messages; 0 where they stand under the header of TCP. */
export function silenceOf(options: RoadOptions): number {
  if ('silence' in options && options.silence !== undefined) return options.silence;
  if ('serial' in options) return frameSilence(options.serial);
  return isUnderHeader(options) ? 0 : silenceOverTcp;
}

type UnderHeader = Extract<RoadOptions, { readonly road: 'tcp' | 'udp' } | { readonly road: 'tls' }>;

/** Whether messages stand under the header of TCP; a line has none. */
export function isUnderHeader(options: RoadOptions): options is UnderHeader {
  return options.road === 'tcp' || options.road === 'tls' || options.road === 'udp';
}

/** Units that the specification reserves on a serial line; some devices have them all the same. @see MODBUS over Serial Line V1.02, section 2.2 */
export function isReservedUnit(unit: number): boolean {
  return unit >= 248 && unit <= 255;
}
