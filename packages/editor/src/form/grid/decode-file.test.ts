import assert from 'node:assert/strict';
import { decodeFile } from './decode-file.ts';

const text = 'Name\tAdresse\r\nFüllstand 😀\t%MD4\r\n';
const littleEndian = (given: string): Uint8Array => new Uint8Array(Buffer.from(given, 'utf16le'));
const bigEndian = (given: string): Uint8Array => new Uint8Array(Buffer.from(given, 'utf16le').swap16());
const refused = { code: 'import.not-text' };

describe('the text of a file', () => {
  for (const [title, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\u{feff}${text}`)],
    ['UTF-16 of little endian', littleEndian(`\u{feff}${text}`)],
    ['UTF-16 of big endian', bigEndian(`\u{feff}${text}`)],
  ] as const)
    it(`is read from ${title}`, () => assert.equal(decodeFile(bytes), text));

  it('is read as Windows writes it where it is no UTF-8', () => {
    assert.equal(decodeFile(Buffer.from('"Füllstand","MW    10"', 'latin1')), '"Füllstand","MW    10"');
    // Two of its letters would be one of UTF-8.
    const degrees = Uint8Array.from([0xfc, 0x53, 0x70, 0x61, 0xdf, 0xb0, 0x43]);
    assert.equal(decodeFile(degrees), 'üSpaß°C');
  });

  it('is nothing where there is nothing but a mark', () => {
    for (const mark of [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]])
      assert.equal(decodeFile(Uint8Array.from(mark)), '');
  });

  for (const [title, bytes] of [
    ['UTF-16 that was cut within a character', littleEndian(`\u{feff}${text}`).subarray(0, -1)],
    ['UTF-16 with half of a pair', littleEndian('\u{feff}a\u{d83d}b')],
    ['UTF-8 by its mark, with what is none', Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xf6])],
    ['UTF-8 with one byte that is none', Buffer.concat([Buffer.from(text), Buffer.from([0xfc, 0x0a])])],
    ['UTF-8 that was cut within a character', Buffer.from('Füllstand;Größe').subarray(0, -2)],
    ['what DOS wrote', Uint8Array.from([0x46, 0x81, 0x6c, 0x6c, 0x65])],
    ['UTF-16 without a mark', littleEndian('Name\tAddress')],
    ['text of four bytes a letter', Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ] as const)
    it(`is refused of ${title}`, () => assert.throws(() => decodeFile(bytes), refused));
});
