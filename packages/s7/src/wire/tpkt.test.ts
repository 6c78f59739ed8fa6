import { deepEqual, equal, match } from 'node:assert/strict';
import fc from 'fast-check';
import { PacketReader } from './tpkt.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const packet = (...tpdu: number[]): Uint8Array =>
  Uint8Array.of(3, 0, (tpdu.length + 4) >> 8, (tpdu.length + 4) & 0xff, ...tpdu);

function read(reader: PacketReader, ...chunks: Uint8Array[]) {
  const tpdus: number[][] = [];
  const broken = chunks.map((chunk) => reader.push(chunk, (tpdu) => tpdus.push([...tpdu])));
  return { tpdus, broken: broken.find((reason) => reason !== undefined) };
}

describe(`packets of RFC 1006 (seed ${seed})`, () => {
  for (const [what, bytes] of [
    ['another version', [2, 0, 0, 7, 2, 0xf0, 0x80]],
    ['what speaks HTTP', [...Buffer.from('HTTP/1.1 400 Bad Request')]],
    ...[0, 1, 2, 3, 4, 5, 6].map((length) => [`a length of ${length}`, [3, 0, 0, length]] as const),
    ['a length of 65,535', [3, 0, 0xff, 0xff]],
  ] as const)
    it(`S-T-01: end at ${what}, at once and for good`, () => {
      const reader = new PacketReader();
      const first = read(reader, packet(2, 0xf0, 0x80), Uint8Array.from(bytes));
      equal(first.tpdus.length, 1);
      match(first.broken ?? '', /^a packet of (version|\d+ bytes)/);
      const later = read(reader, packet(2, 0xf0, 0x80));
      deepEqual(later, { tpdus: [], broken: first.broken });
    });

  it('S-T-02: come out whole however the network divided them', () => {
    const anyTpdu = fc.array(fc.nat(255), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(anyTpdu, { maxLength: 6 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (sent, cuts) => {
          const stream = Buffer.concat(sent.map((tpdu) => packet(...tpdu)));
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < stream.length; ) {
            const length = cuts.next().value;
            chunks.push(stream.subarray(at, at + length));
            at += length;
          }
          deepEqual(read(new PacketReader(), ...chunks), { tpdus: sent, broken: undefined });
        },
      ),
      { seed },
    );
  });

  it('S-T-02: come out byte by byte, and five of one segment', () => {
    const one = packet(2, 0xf0, 0x80, 0x32, 3);
    const bytes = [...one].map((byte) => Uint8Array.of(byte));
    equal(read(new PacketReader(), ...bytes).tpdus.length, 1);
    equal(read(new PacketReader(), Buffer.concat([one, one, one, one, one])).tpdus.length, 5);
  });
});
