import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Area, areas, isBitArea, readLimit } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { bitAt, dataLength, decodeReadResponse, encodeReadRequest, type ReadRequest } from './read.ts';
import { decodeRequest, encodeException, encodeReadResponse, packBits } from './serve.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');
const read = (area: Area, address: number, quantity: number): ReadRequest => ({ area, address, quantity });

const anyRequest = fc.constantFrom(...areas).chain((area) =>
  fc.integer({ min: 1, max: readLimit(area) }).chain((quantity) =>
    fc.record(
      {
        area: fc.constant(area),
        quantity: fc.constant(quantity),
        address: fc.integer({ min: 0, max: 65_536 - quantity }),
      },
      { noNullPrototype: true },
    ),
  ),
);

describe(`read requests (seed ${seed})`, () => {
  it('stand on the wire as the specification shows', () => {
    assert.equal(hex(encodeReadRequest(read('coil', 0x13, 0x13))), '0100130013');
    assert.equal(hex(encodeReadRequest(read('discrete-input', 0xc4, 0x16))), '0200c40016');
    assert.equal(hex(encodeReadRequest(read('holding-register', 0x6b, 3))), '03006b0003');
    assert.equal(hex(encodeReadRequest(read('input-register', 8, 1))), '0400080001');
    assert.equal(hex(encodeReadRequest(read('coil', 0, 2_000))), '01000007d0');
    assert.equal(hex(encodeReadRequest(read('holding-register', 65_411, 125))), '03ff83007d');
  });

  const refused: readonly [Area, number, number][] = [
    ['coil', 0, 0],
    ['discrete-input', 0, 2_001],
    ['holding-register', 0, 0],
    ['input-register', 0, 126],
    ['holding-register', 65_535, 2],
    ['coil', 65_536, 1],
    ['holding-register', -1, 1],
    ['holding-register', 0.5, 1],
    ['holding-register', 0, Number.NaN],
  ];
  for (const [area, address, quantity] of refused) {
    it(`are refused before anything is sent: ${quantity} from ${area} ${address}`, () => {
      assert.throws(() => encodeReadRequest(read(area, address, quantity)), modbusErrors.badRequest.is);
    });
  }

  it('are understood by the server as they were meant', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        assert.deepEqual(decodeRequest(encodeReadRequest(request)), { request });
      }),
      { seed },
    );
  });
});

describe(`answers to reads (seed ${seed})`, () => {
  it('stand on the wire as the specification shows', () => {
    const coils = decodeReadResponse(read('coil', 0x13, 19), bytes('0103cd6b05'));
    const expected = '1011001111010110101'.split('').map((bit) => bit === '1');
    assert.deepEqual(
      Array.from({ length: 19 }, (_, index) => bitAt(coils, index)),
      expected,
    );
    assert.equal(hex(packBits(expected)), 'cd6b05');
    const registers = decodeReadResponse(read('holding-register', 0x6b, 3), bytes('0306022b00000064'));
    assert.equal(hex(registers), '022b00000064');
  });

  it('come back whole from the server', () => {
    fc.assert(
      fc.property(anyRequest, fc.infiniteStream(fc.nat({ max: 255 })), (request, stream) => {
        const data = Uint8Array.from({ length: dataLength(request) }, () => stream.next().value);
        assert.deepEqual(decodeReadResponse(request, encodeReadResponse(request, data)), data);
      }),
      { seed },
    );
  });

  it('of an exception carry its number, name and meaning', () => {
    const fails = (code: string): unknown => {
      try {
        return decodeReadResponse(read('holding-register', 0, 1), bytes(code));
      } catch (error) {
        return error;
      }
    };
    const illegal = fails('8302');
    assert.ok(modbusErrors.exception.is(illegal));
    assert.match(illegal.message, /exception 2 \(illegal data address\)/);
    const unknown = fails('8363');
    assert.ok(modbusErrors.exception.is(unknown));
    assert.deepEqual((unknown.details as { exception: number }).exception, 0x63);
  });

  const wrong: readonly [string, string][] = [
    ['another function code', '0406022b00000064'],
    ['the exception of another function', '8402'],
    ['a byte count that is too large', '0308022b00000064'],
    ['a byte count that is too small', '0304022b00000064'],
    ['a byte count of 0', '0300'],
    ['an odd byte count', '0305022b000000'],
    ['fewer bytes than counted', '0306022b000000'],
    ['more bytes than counted', '0306022b0000006400'],
    ['a function code alone', '03'],
    ['nothing', ''],
    ['an exception that goes on', '830200'],
  ];
  for (const [what, answer] of wrong) {
    it(`are no answer with ${what}`, () => {
      assert.throws(
        () => decodeReadResponse(read('holding-register', 0x6b, 3), bytes(answer)),
        modbusErrors.badResponse.is,
      );
    });
  }

  it('never become values from random bytes of another shape', () => {
    fc.assert(
      fc.property(anyRequest, fc.uint8Array({ maxLength: 260 }), (request, answer) => {
        let data: Uint8Array;
        try {
          data = decodeReadResponse(request, answer);
        } catch (error) {
          assert.ok(modbusErrors.badResponse.is(error) || modbusErrors.exception.is(error));
          return;
        }
        assert.equal(data.length, dataLength(request));
        assert.equal(answer.length, 2 + data.length);
      }),
      { seed },
    );
  });
});

describe('what a server makes of a bad request', () => {
  const cases: readonly [string, string, string][] = [
    ['an unknown function', '2b0e0100', 'ab01'],
    ['no function at all', '', '8001'],
    ['a quantity of 0', '0300000000', '8303'],
    ['126 registers', '030000007e', '8303'],
    ['2001 bits', '01000007d1', '8103'],
    ['addresses beyond the last', '03ffff0002', '8302'],
    ['a PDU that is too short', '03000000', '8303'],
    ['a PDU that is too long', '030000000100', '8303'],
  ];
  for (const [what, request, answer] of cases) {
    it(`is ${answer} for ${what}`, () => {
      const understood = decodeRequest(bytes(request));
      assert.ok('exception' in understood);
      assert.equal(hex(encodeException(understood.functionCode, understood.exception)), answer);
    });
  }

  it('knows bit areas from register areas', () => {
    assert.deepEqual(areas.filter(isBitArea), ['coil', 'discrete-input']);
  });
});
