import { deepEqual, equal, match } from 'node:assert/strict';
import { encodeConnect, encodeData, longestMessage, MessageJoiner, readTpdu, sizeFor } from './cotp.ts';
import { PacketReader } from './tpkt.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** What RFC 1006 puts before each TPDU of these. */
const tpdu = (hex: string): Uint8Array => bytes(hex).subarray(4);

describe('TPDUs of RFC 905', () => {
  it('S-T-04: a confirmation of 22 bytes, with TSAPs, and one of 14, without them, are both one', () => {
    // Both as S7 CPUs send them: the first stands in Wireshark's sample captures of S7comm.
    const long = tpdu('03 00 00 16 11 d0 00 01 00 02 00 c0 01 0a c1 02 01 00 c2 02 01 02');
    const short = tpdu('03 00 00 0e 09 d0 00 01 00 02 00 c0 01 0a');
    deepEqual(readTpdu(long), { kind: 'confirm', size: 1_024 });
    deepEqual(readTpdu(short), { kind: 'confirm', size: 1_024 });
  });

  it('S-T-05: a confirmation says a size of 128 to 8,192 bytes, or none', () => {
    for (let exponent = 7; exponent <= 13; exponent += 1) {
      const confirmation = tpdu('03 00 00 0e 09 d0 00 01 00 02 00 c0 01 00');
      confirmation[confirmation.length - 1] = exponent;
      deepEqual(readTpdu(confirmation), { kind: 'confirm', size: 2 ** exponent });
    }
    deepEqual(readTpdu(tpdu('03 00 00 0b 06 d0 00 01 00 02 00')), { kind: 'confirm', size: undefined });
    for (const exponent of ['06', '0e', 'ff'])
      equal(readTpdu(tpdu(`03 00 00 0e 09 d0 00 01 00 02 00 c0 01 ${exponent}`)).kind, 'broken');
  });

  it('S-T-05: a message goes out in as many pieces as the size needs, and only the last one ends it', () => {
    const message = Uint8Array.from({ length: 480 }, (_, index) => index & 0xff);
    for (const [size, pieces] of [
      [128, 4],
      [256, 2],
      [483, 1],
      [8_192, 1],
      [undefined, 1],
    ] as const) {
      const sent: Uint8Array[] = [];
      equal(
        new PacketReader().push(encodeData(message, size), (piece) => sent.push(piece)),
        undefined,
      );
      equal(sent.length, pieces);
      const joiner = new MessageJoiner();
      const joined = sent.map((piece) => {
        const data = readTpdu(piece);
        if (data.kind !== 'data') throw new Error(data.kind);
        equal(piece.length <= (size ?? Number.POSITIVE_INFINITY), true);
        return joiner.take(data.data, data.isLast);
      });
      deepEqual(joined, [...new Array(pieces - 1).fill(undefined), message]);
    }
  });

  it('asks for a size that holds the messages', () => {
    deepEqual([240, 960, 1_021, 1_022, 4_000, 65_535].map(sizeFor), [10, 10, 10, 11, 12, 13]);
  });

  it('S-T-06: a disconnect request has a reason', () => {
    deepEqual(readTpdu(tpdu('03 00 00 0b 06 80 00 01 00 00 03')), { kind: 'disconnect', reason: 3 });
    equal(readTpdu(tpdu('03 00 00 0a 05 80 00 01 00 00')).kind, 'broken');
  });

  it('S-T-07: pieces become a message, and never one of more than 64 KiB', () => {
    const joiner = new MessageJoiner();
    const piece = new Uint8Array(1_000).fill(7);
    equal(joiner.take(piece, false), undefined);
    deepEqual(joiner.take(Uint8Array.of(8), true), Uint8Array.of(...piece, 8));
    deepEqual(joiner.take(Uint8Array.of(9), true), Uint8Array.of(9));
    let taken = 0;
    while (joiner.take(piece, false) === undefined) taken += piece.length;
    equal(taken <= longestMessage && taken > longestMessage - 2 * piece.length, true);
  });

  it('S-T-07: pieces without a byte, which some CPUs send between answers, are nothing', () => {
    const joiner = new MessageJoiner();
    const empty = new Uint8Array(0);
    for (let count = 0; count < 100_000; count += 1) equal(joiner.take(empty, count % 2 === 0), undefined);
    deepEqual(joiner.take(Uint8Array.of(1), true), Uint8Array.of(1));
    equal(joiner.take(Uint8Array.of(2), false), undefined);
    equal(joiner.take(empty, false), undefined);
    deepEqual(joiner.take(empty, true), Uint8Array.of(2));
  });

  it('S-T-08: the request for a connection is that of Snap7 and of the captures, but for our reference', () => {
    // PG at rack 0, slot 2, from Wireshark's sample captures of S7comm.
    const known = bytes('03 00 00 16 11 e0 00 00 00 01 00 c0 01 0a c1 02 01 00 c2 02 01 02');
    deepEqual(encodeConnect({ reference: 1, local: 0x0100, remote: 0x0102, size: 10 }), known);
  });

  it('says of everything else why it is none', () => {
    for (const hex of [
      '03 00 00 07 02 50 00',
      '03 00 00 07 ff f0 80',
      '03 00 00 09 04 70 00 01 02',
      '03 00 00 07 00 00 00',
    ])
      match(JSON.stringify(readTpdu(tpdu(hex))), /"kind":"broken","reason":"/);
    const longer = readTpdu(tpdu('03 00 00 0d 08 d0 00 01 00 02 00 c1 09'));
    match(JSON.stringify(longer), /goes past its end/);
  });
});
