/** What kind of message. @see Wireshark's dissector of S7comm, `s7comm.header.rosctr` */
export const kind = { job: 1, acknowledge: 2, answer: 3, userData: 7 } as const;

/** What a job asks for. @see Wireshark's dissector of S7comm, `s7comm.param.func` */
export const jobs = { setUp: 0xf0, read: 0x04, write: 0x05, start: 0x28, stop: 0x29 } as const;

/** What stands for one variable in the answer to a read. */
export interface ItemAnswer {
  /** 0xff: here it is. */
  readonly code: number;
  readonly transport: number;
  readonly data: Uint8Array;
}

export interface Message {
  readonly kind: number;
  readonly reference: number;
  readonly parameter: Uint8Array;
  readonly data: Uint8Array;
  /** Class and code, of an answer: 0 where it is none. */
  readonly error?: number;
  /** Of the answer to a read: its data. */
  readonly items?: readonly ItemAnswer[];
  /** Of the answer to a read or a write: how many items were asked for. */
  readonly asked?: number;
}

const hasError = (rosctr: number): boolean => rosctr === kind.acknowledge || rosctr === kind.answer;

/** @throws RangeError where lengths do not fit */
export function readMessage(bytes: Buffer): Message {
  const rosctr = bytes.readUInt8(1);
  const [parameters, data] = [bytes.readUInt16BE(6), bytes.readUInt16BE(8)];
  const header = hasError(rosctr) ? 12 : 10;
  if (bytes.readUInt8(0) !== 0x32 || header + parameters + data !== bytes.length)
    throw new RangeError('this is no S7 message');
  return {
    kind: rosctr,
    reference: bytes.readUInt16BE(4),
    parameter: bytes.subarray(header, header + parameters),
    data: bytes.subarray(header + parameters),
  };
}

export function encodeMessage(message: Message): Buffer {
  const { parameter, error = 0 } = message;
  const data = message.items ? encodeItems(message.items) : message.data;
  const header = Buffer.alloc(hasError(message.kind) ? 12 : 10);
  header.writeUInt8(0x32);
  header.writeUInt8(message.kind, 1);
  header.writeUInt16BE(message.reference, 4);
  header.writeUInt16BE(parameter.length, 6);
  header.writeUInt16BE(data.length, 8);
  if (hasError(message.kind)) header.writeUInt16BE(error, 10);
  return Buffer.concat([header, parameter, data]);
}

/** Transport sizes whose length counts bits. @see Wireshark's dissector of S7comm, `s7comm.data.transportsize` */
const inBits: readonly number[] = [3, 4, 5];

/** Each begins at an even byte; none is filled up behind the last. */
export function encodeItems(items: readonly ItemAnswer[]): Buffer {
  const parts = items.flatMap(({ code, transport, data }, index) => {
    const length = inBits.includes(transport) && transport !== 3 ? data.length * 8 : data.length;
    const header = Buffer.from([code, transport, length >> 8, length & 0xff]);
    const fill = data.length % 2 === 1 && index < items.length - 1 ? [Buffer.alloc(1)] : [];
    return [header, data, ...fill];
  });
  return Buffer.concat(parts);
}
