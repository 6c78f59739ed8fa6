import assert from 'node:assert/strict';
import { ascii, encodeAscii, lrc } from './ascii.ts';
import type { Arrival } from './framing.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const characters = (line: string): Uint8Array => Uint8Array.from(Buffer.from(line, 'latin1'));

function reader(request = '03 0000 0001') {
  const pdu = bytes(request);
  return ascii.answerReader({ unit: 1, pdu, sent: encodeAscii({ unit: 1, pdu }) }, { heard: false });
}

const found = (arrival: Arrival): string =>
  arrival.kind === 'frame' ? Buffer.from(arrival.frame.pdu).toString('hex') : arrival.kind;

describe('ASCII framing', () => {
  it('M-R-10: has the checksums and frames of the specification', () => {
    assert.equal(lrc(bytes('f7 03 1389 000a')), 0x60);
    assert.equal(text(encodeAscii({ unit: 0x11, pdu: bytes('03 006b 0003') })), ':1103006B00037E\r\n');
    assert.equal(text(encodeAscii({ unit: 1, pdu: bytes('04 02 ffff') })), ':010402FFFFFB\r\n');
  });

  it('M-R-10: carries the largest PDU in 513 characters, and takes no longer line', () => {
    const pdu = new Uint8Array(253).fill(0xaa);
    assert.equal(encodeAscii({ unit: 1, pdu }).length, 513);
    pdu[0] = 3;
    assert.equal(found(reader().push(encodeAscii({ unit: 1, pdu }))).length, 506);
    const longer = reader();
    longer.push(encodeAscii({ unit: 1, pdu: new Uint8Array(254).fill(3) }));
    assert.equal(found(longer.silence()), 'nothing');
  });

  for (const [what, line] of [
    ['a checksum that is wrong', ':0103020007F4\r\n'],
    ['lower-case digits, which the specification does not know', ':01030200aa50\r\n'],
    ['half a byte', ':0103020007F\r\n'],
    ['a character that is no digit', ':01030200G7F3\r\n'],
    ['nothing but a unit', ':01FF\r\n'],
  ] as const) {
    it(`M-R-10: takes nothing from a line with ${what}`, () => {
      const one = reader();
      assert.equal(one.push(characters(line)).kind, 'nothing');
      assert.equal(one.silence().kind, 'broken');
    });
  }

  it('M-R-10: waits for both characters that end a line, and begins anew at each colon', () => {
    const one = reader();
    assert.equal(one.push(characters(':0103020007F3')).kind, 'nothing');
    assert.equal(one.silence().kind, 'nothing');
    assert.equal(one.push(characters('\n:01030200')).kind, 'nothing');
    assert.equal(one.push(characters('xyz:0103020007F3\r')).kind, 'nothing');
    assert.equal(found(one.push(characters('\n'))), '03020007');
  });

  it('passes over other units, and over its own echo', () => {
    const pdu = bytes('03 0000 0001');
    const sent = encodeAscii({ unit: 1, pdu });
    const one = ascii.answerReader({ unit: 1, pdu, sent }, { heard: undefined });
    assert.equal(one.push(sent).kind, 'nothing');
    assert.equal(one.push(encodeAscii({ unit: 2, pdu: bytes('03 02 1111') })).kind, 'nothing');
    assert.equal(found(one.push(encodeAscii({ unit: 1, pdu: bytes('03 02 0007') }))), '03020007');
  });

  it('hands over the requests of a line, whatever stands between them', () => {
    const requests = ascii.requestReader();
    const line = `noise${text(encodeAscii({ unit: 1, pdu: bytes('03 0000 0001') }))}:0103FF\r\n`;
    const frames = [...line].flatMap((character) => requests.push(characters(character)));
    assert.deepEqual(frames, [{ unit: 1, pdu: bytes('03 0000 0001') }]);
  });
});
