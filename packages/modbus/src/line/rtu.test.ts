import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc16 } from './crc.ts';
import type { Arrival, Echo } from './framing.ts';
import { encodeRtu, rtu } from './rtu.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** A request for one register of unit 1, and what finds its answer. */
function reader(request = '03 0000 0001', echo: Echo = { heard: false }) {
  const pdu = bytes(request);
  return rtu.answerReader({ unit: 1, pdu, sent: encodeRtu({ unit: 1, pdu }) }, echo);
}

const answer = (pdu: string, unit = 1): Uint8Array => encodeRtu({ unit, pdu: bytes(pdu) });
const found = (arrival: Arrival): string =>
  arrival.kind === 'frame' ? hex(arrival.frame.pdu) : arrival.kind;

describe(`RTU framing (seed ${seed})`, () => {
  for (const [frame, crc] of [
    ['01 03 0000 000a', 'c5cd'],
    ['11 03 006b 0003', '7687'],
    ['01 04 02 ffff', 'b880'],
    ['02 07', '4112'],
  ] as const) {
    it(`M-R-01: gives ${frame} the checksum ${crc}`, () => {
      const [unit = 0, ...pdu] = bytes(frame);
      assert.equal(hex(encodeRtu({ unit, pdu: Uint8Array.from(pdu) })), frame.replaceAll(' ', '') + crc);
      assert.equal(crc16(bytes(frame + crc)), 0);
    });
  }

  it('M-R-01: carries the largest PDU in 256 bytes, and takes no longer frame', () => {
    assert.equal(encodeRtu({ unit: 1, pdu: new Uint8Array(253) }).length, 256);
    const long = reader('03 0000 007d');
    assert.equal(found(long.push(answer(`03 fc ${'00'.repeat(252)}`))), 'nothing');
    assert.equal(found(long.silence()), 'nothing');
  });

  it('M-R-02: takes nothing from a frame with a wrong checksum', () => {
    const frame = answer('03 02 0007');
    fc.assert(
      fc.property(fc.nat(frame.length * 8 - 1), (bit) => {
        const spoiled = Uint8Array.from(frame);
        spoiled[bit >> 3] = (spoiled[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const one = reader();
        assert.equal(one.push(spoiled).kind, 'nothing');
        assert.notEqual(one.silence().kind, 'frame');
      }),
      { seed },
    );
    const one = reader();
    one.push(answer('03 02 0007').map((byte, at) => (at === 4 ? byte ^ 1 : byte)));
    assert.deepEqual(one.silence(), { kind: 'broken', reason: 'its checksum is wrong' });
  });

  it('M-R-02: takes nothing from a frame that is cut off', () => {
    const frame = answer('03 02 0007');
    for (let length = 0; length < frame.length; length += 1) {
      const one = reader();
      assert.equal(one.push(frame.slice(0, length)).kind, 'nothing');
      assert.equal(one.silence().kind, 'nothing');
    }
  });

  it('M-R-02: finds the frame behind bytes that are none of it', () => {
    for (const garbage of ['00', 'ff', '01', '03', '0000', 'ffff01']) {
      const one = reader();
      const arrival = one.push(bytes(garbage + hex(answer('03 02 0007'))));
      assert.equal(found(arrival.kind === 'nothing' ? one.silence() : arrival), '03020007', garbage);
    }
  });

  it('M-R-02: passes over the echo of its own request, and learns that there is one', () => {
    const echo: Echo = { heard: undefined };
    const sent = encodeRtu({ unit: 1, pdu: bytes('03 0000 0001') });
    const one = reader('03 0000 0001', echo);
    assert.equal(one.push(sent.slice(0, 5)).kind, 'nothing');
    assert.equal(one.push(sent.slice(5)).kind, 'nothing');
    assert.equal(found(one.push(answer('03 02 0007'))), '03020007');
    assert.equal(echo.heard, true);
    // A write is answered by itself: only the second of the two is the answer.
    const write = reader('06 0000 0007', echo);
    assert.equal(write.push(answer('06 0000 0007')).kind, 'nothing');
    assert.equal(found(write.push(answer('06 0000 0007'))), '0600000007');
  });

  it('passes over the answer of another unit, and an answer to another function', () => {
    const one = reader();
    assert.equal(one.push(answer('03 02 1111', 2)).kind, 'nothing');
    assert.equal(one.push(answer('04 02 2222')).kind, 'nothing');
    assert.equal(found(one.push(answer('03 02 0007'))), '03020007');
  });

  it('takes data for data that looks like an answer, however it comes', () => {
    const inner = hex(answer('03 02 dead'));
    const outer = answer(`03 08 ${inner}00`);
    fc.assert(
      fc.property(fc.nat(outer.length), (cut) => {
        const one = reader('03 0000 0004');
        const first = one.push(outer.slice(0, cut));
        const last = first.kind === 'nothing' ? one.push(outer.slice(cut)) : first;
        assert.equal(found(last), hex(outer.slice(1, -2)));
      }),
      { seed },
    );
  });

  for (const [code, request, pdu] of [
    ['FC22', '16 0004 00f2 0025', '16 0004 00f2 0025'],
    ['FC23', '17 0000 0001 0000 01 02 0007', '17 02 0007'],
    ['FC24', '18 0000', '18 0006 0002 01b8 1284'],
    ['FC43', '2b 0e 01 00', '2b 0e 01 01 00 00 02 00 03 414243 01 01 44'],
    ['FC17', '11', '11 03 01ff41'],
    ['FC20', '14 07 06 0004 0001 0002', '14 06 05 06 0dfe0020'],
    ['FC21', '15 09 06 0004 0007 0001 06af', '15 09 06 0004 0007 0001 06af'],
    ['an exception to FC43', '2b 0e 01 00', 'ab 02'],
  ] as const) {
    it(`M-R-04: knows where the answer to ${code} ends, byte by byte`, () => {
      const one = reader(request);
      const frame = answer(pdu);
      const arrivals = [...frame].map((byte) => one.push(Uint8Array.of(byte)));
      assert.deepEqual(arrivals.map(found), [
        ...new Array<string>(frame.length - 1).fill('nothing'),
        pdu.replaceAll(' ', ''),
      ]);
    });
  }

  it('lets the silence end an answer whose function code says nothing of its length', () => {
    const one = reader('64 01');
    assert.equal(one.push(answer('64 010203')).kind, 'nothing');
    assert.equal(found(one.silence()), '64010203');
  });
});

describe('RTU requests', () => {
  const request = (unit: number, pdu: string): Uint8Array => answer(pdu, unit);

  it('are found among the requests to other units and their answers', () => {
    const requests = rtu.requestReader();
    const line = [
      request(2, '03 0000 0001'),
      answer('03 02 0007', 2),
      request(1, '10 0000 0001 02 0007'),
      request(2, '06 0001 0007'),
      answer('06 0001 0007', 2),
    ];
    const frames = line.flatMap((chunk) => requests.push(chunk));
    assert.deepEqual(
      frames.map(({ unit, pdu }) => `${unit} ${hex(pdu)}`),
      ['2 0300000001', '1 10000000010200 07'.replace(' 07', '07'), '2 0600010007', '2 0600010007'],
    );
  });

  it('are found behind noise where nothing follows them, and nothing is found inside a write', () => {
    const requests = rtu.requestReader();
    const frames = [...requests.push(bytes(`00${hex(request(1, '03 0000 0001'))}`)), ...requests.silence()];
    assert.deepEqual(
      frames.map(({ pdu }) => hex(pdu)),
      ['0300000001'],
    );
    const inner = hex(request(1, '06 0000 dead'));
    const write = request(1, `10 0000 0005 0a ${inner}0000`);
    const cut = write.length - 4;
    assert.deepEqual(requests.push(write.slice(0, cut)), []);
    assert.deepEqual(
      requests.push(write.slice(cut)).map(({ pdu }) => pdu[0]),
      [16],
    );
  });
});
