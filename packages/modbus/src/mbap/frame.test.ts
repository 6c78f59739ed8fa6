import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeFrame, type Frame, FrameReader } from './frame.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const refuse = (): void => assert.fail('a frame came out of a broken stream');

const anyFrame: fc.Arbitrary<Frame> = fc.record(
  {
    transaction: fc.nat({ max: 0xffff }),
    unit: fc.nat({ max: 255 }),
    pdu: fc.uint8Array({ minLength: 2, maxLength: 253 }),
  },
  { noNullPrototype: true },
);

/** What a reader makes of a stream that is cut at the given places. */
function readAll(
  stream: Uint8Array,
  cuts: readonly number[],
): { frames: Frame[]; broken: string | undefined } {
  const reader = new FrameReader(2);
  const frames: Frame[] = [];
  let broken: string | undefined;
  const places = [
    0,
    ...[...cuts].map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b),
    stream.length,
  ];
  for (let index = 1; index < places.length; index += 1) {
    broken = reader.push(stream.subarray(places[index - 1], places[index]), (frame) =>
      frames.push({ ...frame, pdu: Uint8Array.from(frame.pdu) }),
    );
  }
  return { frames, broken };
}

describe(`Modbus TCP framing (seed ${seed})`, () => {
  it('puts the header before the PDU as the specification shows', () => {
    const frame = { transaction: 0x1501, unit: 0xff, pdu: Uint8Array.of(3, 0, 4, 0, 1) };
    assert.equal(Buffer.from(encodeFrame(frame)).toString('hex'), '150100000006ff0300040001');
  });

  it('finds the same frames however the stream is cut and joined', () => {
    fc.assert(
      fc.property(
        fc.array(anyFrame, { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (frames, cuts) => {
          const stream = Buffer.concat(frames.map(encodeFrame));
          assert.deepEqual(readAll(stream, cuts), { frames, broken: undefined });
        },
      ),
      { seed },
    );
  });

  it('finds them byte by byte', () => {
    const frames = [
      { transaction: 1, unit: 1, pdu: Uint8Array.of(3, 2, 0, 7) },
      { transaction: 2, unit: 1, pdu: Uint8Array.of(0x83, 2) },
    ];
    const stream = Buffer.concat(frames.map(encodeFrame));
    const cuts = Array.from(stream, (_, index) => index);
    assert.deepEqual(readAll(stream, cuts), { frames, broken: undefined });
  });

  for (const length of [0, 1, 2, 255, 0xffff]) {
    it(`gives the stream up at a length of ${length}, and trusts nothing of the segment that brought it`, () => {
      const good = { transaction: 1, unit: 1, pdu: Uint8Array.of(3, 2, 0, 7) };
      const bad = Buffer.from(encodeFrame({ ...good, transaction: 2 }));
      bad.writeUInt16BE(length, 4);
      const { frames, broken } = readAll(Buffer.concat([encodeFrame(good), bad, encodeFrame(good)]), []);
      assert.deepEqual(frames, []);
      assert.match(broken ?? '', /length/);
    });
  }

  it('gives the stream up at another protocol identifier, for good', () => {
    const frame = Buffer.from(encodeFrame({ transaction: 1, unit: 1, pdu: Uint8Array.of(3, 2, 0, 7) }));
    frame.writeUInt16BE(5, 2);
    const reader = new FrameReader(2);
    assert.match(reader.push(frame, refuse) ?? '', /protocol identifier 5/);
    frame.writeUInt16BE(0, 2);
    assert.match(reader.push(frame, refuse) ?? '', /protocol identifier 5/);
  });

  it('survives any bytes, and never hands over a frame that is longer than a frame can be', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (chunks) => {
        const reader = new FrameReader(1);
        for (const chunk of chunks) {
          reader.push(chunk, ({ pdu }) => assert.ok(pdu.length >= 1 && pdu.length <= 253));
        }
      }),
      { seed },
    );
  });
});
