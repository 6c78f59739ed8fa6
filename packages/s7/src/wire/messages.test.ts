import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { decodeValue } from '../value/decode.ts';
import { encodeData } from './cotp.ts';
import { encodeMessage, type Message, messageKind, readMessage } from './message.ts';
import { encodeRead, readAnswers } from './read.ts';
import { encodeSetup, readSetup } from './setup.ts';
import { encodeNextPart, encodeUserData, readUserData } from './user-data.ts';
import { encodeWrite, readConfirmations } from './write.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function message(hex: string): Message {
  const read = readMessage(bytes(hex));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const job = (reference: number, parameter: Uint8Array, data?: Uint8Array): Uint8Array =>
  encodeData(encodeMessage(messageKind.job, reference, parameter, data));

describe('the agreement on sizes', () => {
  it('is asked for as Snap7 does', () => {
    const known = bytes('03 00 00 19 02 f0 80 32 01 00 00 04 00 00 08 00 00 f0 00 00 01 00 01 01 e0');
    deepEqual(job(0x0400, encodeSetup({ pdu: 480, jobs: 1 })), known);
  });

  it('S-P-01: is the smaller of what was asked for and what was answered', () => {
    const asked = { pdu: 960, jobs: 8 };
    const answer = message('32 03 00 00 04 00 00 08 00 00 00 00 f0 00 00 01 00 01 00 f0').parameter;
    deepEqual(readSetup(answer, asked), { pdu: 240, jobs: 1 });
    for (const [pdu, jobs] of [
      [480, 2],
      [960, 8],
    ] as const)
      deepEqual(readSetup(encodeSetup({ pdu, jobs }), asked), { pdu, jobs });
  });

  it('S-P-02: never has no room and no jobs, and never more than was asked for', () => {
    const asked = { pdu: 960, jobs: 8 };
    for (const pdu of [0, 16, 111])
      throws(() => readSetup(encodeSetup({ pdu, jobs: 1 }), asked), { code: 's7.bad-agreement' });
    deepEqual(readSetup(encodeSetup({ pdu: 65_535, jobs: 0 }), asked), { pdu: 960, jobs: 1 });
    deepEqual(readSetup(encodeSetup({ pdu: 112, jobs: 65_535 }), asked), { pdu: 112, jobs: 8 });
    throws(() => readSetup(Uint8Array.of(0xf0, 0), asked), { code: 's7.bad-agreement' });
  });
});

describe('reading', () => {
  const item = { area: 'DB', db: 1, start: 0, length: 4 } as const;

  it('asks as Wireshark takes it apart', () => {
    const known = bytes(
      '03 00 00 1f 02 f0 80 32 01 00 00 05 00 00 0e 00 00 04 01 12 0a 10 02 00 04 00 01 84 00 00 00',
    );
    deepEqual(job(0x0500, encodeRead([item])), known);
  });

  it('asks for every area, with bits in the address, and for timers and counters by their numbers', () => {
    const asked = (hex: string) => bytes(`04 01 12 0a 10 ${hex}`);
    const known = [
      [{ area: 'I', start: 2, length: 1 }, '02 00 01 00 00 81 00 00 10'],
      [{ area: 'Q', start: 4, length: 2 }, '02 00 02 00 00 82 00 00 20'],
      [{ area: 'M', start: 8_192, length: 2 }, '02 00 02 00 00 83 01 00 00'],
      [{ area: 'PI', start: 256, length: 2 }, '02 00 02 00 00 80 00 08 00'],
      [{ area: 'V', start: 1, length: 2 }, '02 00 02 00 01 84 00 00 08'],
      [{ area: 'T', start: 5, length: 2 }, '1d 00 02 00 00 1d 00 00 05'],
      [{ area: 'C', start: 3, length: 1 }, '1c 00 01 00 00 1c 00 00 03'],
    ] as const;
    for (const [place, hex] of known) deepEqual(encodeRead([place]), asked(hex));
  });

  it('refuses to ask for what no request can say', () => {
    throws(() => encodeRead([]), { code: 's7.bad-request' });
    throws(() => encodeRead(new Array(256).fill(item)), { code: 's7.bad-request' });
    for (const wrong of [
      { start: 2 ** 21 },
      { start: -1 },
      { length: 0 },
      { length: 65_536 },
      { db: 65_536 },
    ])
      throws(() => encodeRead([{ ...item, ...wrong }]), { code: 's7.bad-request' });
  });

  it('S-R-07: skips what fills an odd item up, and nothing behind the last', () => {
    const answer = message(
      '32 03 00 00 05 00 00 02 00 11 00 00 04 03 ff 04 00 08 aa 00 ff 09 00 01 bb 00 ff 04 00 08 cc',
    );
    const items = [1, 1, 1].map((length) => ({ ...item, length }));
    deepEqual(
      readAnswers(items, answer).map((answered) => ('data' in answered ? [...answered.data] : answered)),
      [[0xaa], [0xbb], [0xcc]],
    );
  });

  it('S-R-08: has the bytes of an item whether its transport size counts bits or bytes', () => {
    // 03 BIT, 04 BYTE/WORD/DWORD and 05 INTEGER count bits; 06 DINTEGER, 07 REAL and 09 OCTET STRING count bytes.
    const sizes = ['03 00 20', '04 00 20', '05 00 20', '06 00 04', '07 00 04', '09 00 04'];
    for (const size of sizes) {
      const answer = message(`32 03 00 00 05 00 00 02 00 08 00 00 04 01 ff ${size} 41 ac 00 00`);
      const [answered] = readAnswers([item], answer);
      if (answered === undefined || !('data' in answered)) throw new Error(`${size} is no answer`);
      equal(decodeValue(answered.data, { type: 'REAL' }), 21.5);
    }
    // A bit alone is one byte.
    const [bit] = readAnswers(
      [{ ...item, length: 1 }],
      message('32 03 00 00 05 00 00 02 00 05 00 00 04 01 ff 03 00 01 01'),
    );
    deepEqual(bit, { data: Uint8Array.of(1) });
  });

  it('S-R-11: takes fewer items than were asked for as they are', () => {
    const answer = message('32 03 00 00 05 00 00 02 00 05 00 00 04 01 ff 04 00 08 aa');
    equal(readAnswers([{ ...item, length: 1 }, item, item], answer).length, 1);
  });

  it('S-R-12: has no value where there are more items, or an item is longer or shorter than asked for', () => {
    const two = '32 03 00 00 05 00 00 02 00 10 00 00 04 02 ff 04 00 20 01 02 03 04 ff 04 00 20 01 02 03 04';
    throws(() => readAnswers([item], message(two)), { code: 's7.bad-answer', message: /2 items where 1/ });
    for (const length of [3, 5])
      throws(() => readAnswers([{ ...item, length }, item], message(two)), {
        code: 's7.bad-answer',
        message: /item 1 has 4 bytes/,
      });
  });

  it('S-R-13: has no value where the data end too soon', () => {
    const whole = bytes(
      '32 03 00 00 05 00 00 02 00 10 00 00 04 02 ff 04 00 20 01 02 03 04 ff 04 00 20 01 02 03 04',
    );
    for (let missing = 1; missing <= 16; missing += 1) {
      const short = Uint8Array.from(whole.subarray(0, whole.length - missing));
      short[9] = 16 - missing;
      const read = readMessage(short);
      if (typeof read === 'string') throw new Error(read);
      throws(() => readAnswers([item, item], read), {
        code: 's7.bad-answer',
        message: /end before the end of item/,
      });
    }
  });

  it('gives each item that is refused its reason, and the others their bytes', () => {
    const answer = message(
      '32 03 00 00 05 00 00 02 00 18 00 00 04 04 0a 00 00 00 ff 04 00 20 01 02 03 04 05 00 00 04 ff 04 00 20 05 06 07 08',
    );
    deepEqual(
      readAnswers([item, item, item, item], answer).map((answered) =>
        'data' in answered ? [...answered.data] : (answered.error as Error & { code: string }).code,
      ),
      ['s7.object-missing', [1, 2, 3, 4], 's7.address-error', [5, 6, 7, 8]],
    );
  });
});

describe('writing', () => {
  it('S-W-01: a bit is one bit, in a transport of bits', () => {
    const { parameter, data } = encodeWrite([{ area: 'M', start: 10, bit: 3, value: true }]);
    deepEqual(parameter, bytes('05 01 12 0a 10 01 00 01 00 00 83 00 00 53'));
    deepEqual(data, bytes('00 03 00 01 01'));
  });

  it('S-W-05: odd items are filled up between each other, and not behind the last', () => {
    const place = { area: 'DB', db: 1, start: 0 } as const;
    const items = [
      { ...place, bytes: bytes('01') },
      { ...place, bytes: bytes('02 03') },
      { ...place, bit: 0, value: false },
      { ...place, bytes: bytes('04 05 06') },
    ];
    const { data } = encodeWrite(items);
    deepEqual(data, bytes('00 04 00 08 01 00 00 04 00 10 02 03 00 03 00 01 00 00 00 04 00 18 04 05 06'));
  });

  it('counts timers and counters as what they are', () => {
    const { parameter, data } = encodeWrite([{ area: 'C', start: 3, bytes: bytes('00 12 00 34') }]);
    deepEqual(parameter, bytes('05 01 12 0a 10 1c 00 02 00 00 1c 00 00 03'));
    deepEqual(data, bytes('00 09 00 04 00 12 00 34'));
  });

  it('says of each item what became of it', () => {
    const items = [0, 1, 2].map((start) => ({ area: 'M', start, bytes: bytes('00') }) as const);
    const told = readConfirmations(items, message('32 03 00 00 05 00 00 02 00 03 00 00 05 03 ff 0a 07'));
    deepEqual(
      told.map((error) => (error as { code?: string } | undefined)?.code),
      [undefined, 's7.object-missing', 's7.type-inconsistent'],
    );
    throws(() => readConfirmations(items, message('32 03 00 00 05 00 00 02 00 02 00 00 05 03 ff ff')), {
      code: 's7.bad-answer',
    });
  });
});

describe('userdata', () => {
  const szl = { group: 4, function: 1, data: bytes('00 11 00 01') };

  it('asks for a list as Wireshark takes it apart, and for its next part', () => {
    const { parameter, data } = encodeUserData(szl);
    deepEqual(parameter, bytes('00 01 12 04 11 44 01 00'));
    deepEqual(data, bytes('ff 09 00 04 00 11 00 01'));
    const next = encodeNextPart(szl, { data, isLast: false, sequence: 3, unit: 7 });
    deepEqual(next.parameter, bytes('00 01 12 08 12 44 01 03 07 00 00 00'));
    deepEqual(next.data, bytes('0a 00 00 00'));
  });

  it('has the data of an answer, and says whether more is to come', () => {
    const head = '32 07 00 00 02 00 00 0c 00 06 00 01 12 08 12 84 01 05 07';
    const { data, ...part } = readUserData(szl, message(`${head} 01 00 00 ff 09 00 02 ab cd`));
    deepEqual([...data], [0xab, 0xcd]);
    deepEqual(part, { isLast: false, sequence: 5, unit: 7 });
    equal(readUserData(szl, message(`${head} 00 00 00 ff 09 00 02 ab cd`)).isLast, true);
  });

  it('says why it was refused', () => {
    const refused = message('32 07 00 00 02 00 00 0c 00 04 00 01 12 08 12 84 01 05 00 00 d4 01 0a 00 00 00');
    throws(() => readUserData(szl, refused), { code: 's7.refused', message: /0xD401/ });
    const denied = message('32 07 00 00 02 00 00 0c 00 04 00 01 12 08 12 84 01 05 00 00 00 00 03 00 00 00');
    throws(() => readUserData(szl, denied), { code: 's7.refused', message: /0x0003/ });
    const other = message('32 07 00 00 02 00 00 0c 00 04 00 01 12 08 12 87 01 05 00 00 00 00 ff 09 00 00');
    throws(() => readUserData(szl, other), { code: 's7.bad-answer' });
  });
});

describe('the header of a message', () => {
  it('S-H-02: says lengths that fit, or it is none', () => {
    const whole = '32 03 00 00 05 00 00 02 00 05 00 00 04 01 ff 04 00 08 aa';
    equal(typeof readMessage(bytes(whole)), 'object');
    for (const wrong of [`${whole} 00`, whole.slice(0, -3), whole.replace('00 02 00 05', 'ff ff ff ff')])
      match(String(readMessage(bytes(wrong))), /^a message of \d+ bytes says/);
    match(String(readMessage(bytes('32 03'))), /2 bytes/);
    match(String(readMessage(bytes('72 03 00 00 05 00 00 02 00 05'))), /identifier 0x72 where 0x32/);
  });

  it('S-H-03: of a kind that nobody knows is no reason to end', () => {
    deepEqual({ ...message('32 09 00 00 05 00 00 02 00 05') }.kind, 9);
  });
});
