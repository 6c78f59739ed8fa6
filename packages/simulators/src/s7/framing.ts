/** The bytes that say how long a packet is. @see RFC 1006 section 6 */
const packetHeader = 4;

/** The kinds of a TPDU, without their credit. @see RFC 905 section 13 */
export const tpduKind = { connect: 0xe0, confirm: 0xd0, disconnect: 0x80, data: 0xf0 } as const;

/** Why a connection is refused or ended. @see RFC 905 section 13.5.3 */
export const disconnectReason = { unspecified: 0, congested: 1, notAttached: 2, unknownAddress: 3 } as const;

const parameter = { size: 0xc0, calling: 0xc1, called: 0xc2 } as const;

/** A TPDU in its packet. @see RFC 1006 section 6 */
export function packet(tpdu: Uint8Array): Buffer {
  const bytes = Buffer.alloc(packetHeader + tpdu.length);
  bytes.writeUInt8(3);
  bytes.writeUInt16BE(bytes.length, 2);
  bytes.set(tpdu, packetHeader);
  return bytes;
}

/** Cuts a stream into packets, and hands out what is in them. */
export class PacketReader {
  #rest: Buffer = Buffer.alloc(0);

  /** @throws RangeError where what comes are no packets */
  *push(data: Buffer): Generator<Buffer> {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, data]) : data;
    while (this.#rest.length >= packetHeader) {
      const length = this.#rest.readUInt16BE(2);
      if (this.#rest.readUInt8(0) !== 3 || length < packetHeader + 3)
        throw new RangeError('this is no TPKT packet');
      if (this.#rest.length < length) return;
      const tpdu = this.#rest.subarray(packetHeader, length);
      this.#rest = this.#rest.subarray(length);
      yield tpdu;
    }
  }
}

/** What a client asks for when it connects. @see RFC 905 section 13.3 */
export interface ConnectRequest {
  readonly reference: number;
  /** Of the client, as a number: 0x0100. */
  readonly calling: number | undefined;
  /** Of the PLC: 0x0102 is a PG at rack 0, slot 2. */
  readonly called: number | undefined;
  /** The exponent of 2: 7 is 128 bytes, 13 is 8,192. */
  readonly size: number | undefined;
}

/** @throws RangeError */
export function readConnect(tpdu: Buffer): ConnectRequest {
  const end = tpdu.readUInt8(0) + 1;
  const reference = tpdu.readUInt16BE(4);
  let calling: number | undefined;
  let called: number | undefined;
  let size: number | undefined;
  for (let at = 7; at < end; at += 2 + tpdu.readUInt8(at + 1)) {
    const [code, length] = [tpdu.readUInt8(at), tpdu.readUInt8(at + 1)];
    const value = tpdu.subarray(at + 2, at + 2 + length);
    if (code === parameter.size) size = value.readUInt8(0);
    else if (code === parameter.calling) calling = value.readUIntBE(0, length);
    else if (code === parameter.called) called = value.readUIntBE(0, length);
  }
  return { reference, calling, called, size };
}

/** @param size undefined: none is said; `tsaps`: whether it repeats the addresses, which it need not */
export function confirmation(request: ConnectRequest, size: number | undefined, tsaps: boolean): Buffer {
  const value = (code: number, tsap: number | undefined): readonly number[] =>
    tsap === undefined ? [] : [code, 2, tsap >> 8, tsap & 0xff];
  const parameters = [
    ...(size === undefined ? [] : [parameter.size, 1, size]),
    ...(tsaps
      ? [...value(parameter.calling, request.calling), ...value(parameter.called, request.called)]
      : []),
  ];
  const { reference } = request;
  return Buffer.from([
    6 + parameters.length,
    tpduKind.confirm,
    reference >> 8,
    reference & 0xff,
    0x00,
    0x01,
    0,
    ...parameters,
  ]);
}

/** @see RFC 905 section 13.5 */
export function disconnection(reference: number, reason: number): Buffer {
  return Buffer.from([6, tpduKind.disconnect, reference >> 8, reference & 0xff, 0x00, 0x01, reason]);
}

/**
 * A message in as many data TPDUs as its size needs; only the last one says that it ends.
 * @param size bytes of a TPDU, its three of header included
 */
export function dataTpdus(
  message: Uint8Array,
  size = Number.POSITIVE_INFINITY,
  ends = true,
): readonly Buffer[] {
  const room = size - 3;
  const tpdus: Buffer[] = [];
  for (let from = 0; from === 0 || from < message.length; from += room) {
    const last = ends && from + room >= message.length;
    tpdus.push(Buffer.from([2, tpduKind.data, last ? 0x80 : 0, ...message.subarray(from, from + room)]));
  }
  return tpdus;
}
