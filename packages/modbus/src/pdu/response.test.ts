import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import fc from 'fast-check';
import type { Area } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { statusOfError } from '../status.ts';
import { anyRequest, anyResponse, seed } from './any.fixture.ts';
import { decodeResponse, encodeException, encodeRequest, encodeResponse, functionCodeOf } from './pdu.ts';
import type { Request, Response, ResponseTo } from './request.ts';
import { done } from './request.ts';
import { packBits, unpackBits, unpackRegisters } from './words.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
const read = <A extends Area>(area: A, quantity: number) =>
  ({ do: 'read', area, address: 0x6b, quantity }) as const;

/** What decoding throws. */
function failure(request: Request, pdu: string): Error {
  try {
    decodeResponse(request, bytes(pdu));
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  assert.fail(`${pdu} was taken for an answer`);
}

function noAnswer(request: Request, ...pdus: readonly string[]): void {
  for (const pdu of pdus) {
    const error = failure(request, pdu);
    assert.ok(modbusErrors.badResponse.is(error), `${pdu}: ${error}`);
    assert.equal(statusOfError(error).name, 'BadDecodingError');
  }
}

function otherEcho(request: Request, ...pdus: readonly string[]): void {
  for (const pdu of pdus) {
    const error = failure(request, pdu);
    assert.ok(modbusErrors.echoDiffers.is(error), `${pdu}: ${error}`);
    assert.equal(statusOfError(error).name, 'BadDeviceFailure');
  }
}

/** Every run of bytes that a response hands out. */
function handedOut(response: Response): readonly Uint8Array[] {
  if ('data' in response) return [response.data];
  if ('records' in response) return response.records;
  return 'objects' in response ? response.objects.map(({ value }) => value) : [];
}

describe(`responses (seed ${seed})`, () => {
  it('M-C-03: hands out the 250 bytes of 125 registers', () => {
    const data = Uint8Array.from({ length: 250 }, (_, index) => index);
    assert.deepEqual(
      decodeResponse(read('holding-register', 125), Uint8Array.of(3, 250, ...data)).data,
      data,
    );
    assert.deepEqual(
      unpackRegisters(decodeResponse(read('holding-register', 3), bytes('0306 022b 0000 0064')).data),
      [555, 0, 100],
    );
  });

  it('M-C-15: takes no queue of more than 31 registers', () => {
    const request = { do: 'read-queue', address: 0x4de } as const;
    assert.equal(hex(decodeResponse(request, bytes('18 0006 0002 01b8 1284')).data), '01b81284');
    assert.equal(decodeResponse(request, bytes('18 0002 0000')).data.length, 0);
    assert.equal(decodeResponse(request, bytes(`18 0040 001f ${'00'.repeat(62)}`)).data.length, 62);
    noAnswer(
      request,
      `18 0042 0020 ${'00'.repeat(64)}`,
      '18 0006 0003 01b8 1284',
      '18 0008 0002 01b8 1284',
      '18 0006 0002 01b8',
      '18 0006 0002 01b8 1284 00',
      '18 00',
    );
  });

  it('M-C-16: hands out the objects of an identification, and whether more follow', () => {
    const request = { do: 'read-identification', level: 1, object: 0 } as const;
    const part = decodeResponse(request, bytes('2b 0e 01 81 ff 02 02 00 02 4d57 01 01 31'));
    assert.deepEqual(part, {
      conformity: 0x81,
      next: 2,
      objects: [
        { id: 0, value: bytes('4d57') },
        { id: 1, value: bytes('31') },
      ],
    });
    noAnswer(
      request,
      '2b 0e 02 81 00 00 00',
      '2b 0d 01 81 00 00 00',
      '2b 0e 01 81 01 00 00',
      '2b 0e 01 81 00 00 01',
      '2b 0e 01 81 00 00 01 00 02 4d',
      '2b 0e 01 81 00 00 01 00 01 4d 00',
      '2b 0e 01 81 00 00',
    );
    const single = { do: 'read-identification', level: 4, object: 5 } as const;
    assert.deepEqual(decodeResponse(single, bytes('2b 0e 04 83 00 00 01 05 01 58')).objects, [
      { id: 5, value: bytes('58') },
    ]);
    noAnswer(single, '2b 0e 04 83 00 00 01 04 01 58', '2b 0e 04 83 00 00 00');
  });

  it('M-C-17: hands out exactly nine values for nine coils', () => {
    const { data } = decodeResponse(read('coil', 9), bytes('0102 ffff'));
    assert.deepEqual(unpackBits(data, 9), new Array(9).fill(true));
    const expected = '1011001111010110101'.split('').map((bit) => bit === '1');
    const specified = decodeResponse(read('coil', 19), bytes('0103 cd6b05')).data;
    assert.deepEqual(unpackBits(specified, 19), expected);
    assert.equal(hex(packBits(expected)), 'cd6b05');
  });

  it('M-C-18: takes no bits of another byte count', () => {
    noAnswer(read('coil', 9), '0101 ff', '0103 ffffff', '0102 ff', '0102 ffffff', '0100');
    noAnswer(read('discrete-input', 8), '0202 ffff');
  });

  it('M-C-19: takes nothing from beyond a byte count that lies', () => {
    noAnswer(read('holding-register', 2), '0304 0007', '0308 00070008', '0304 00070008 1985', '0304', '03');
    const serverId = { do: 'report-server-id' } as const;
    assert.equal(hex(decodeResponse(serverId, bytes('11 03 0aff01')).data), '0aff01');
    noAnswer(serverId, '11 04 0aff01', '11 02 0aff01', '11 00', '11');
  });

  it('M-C-20: takes no registers of byte count 0 or of an odd one', () => {
    noAnswer(read('input-register', 1), '0400', '0401 00', '0403 000000');
    noAnswer(read('holding-register', 3), '0305 022b000000');
  });

  it('M-C-21: takes another echo of a single write for a failure', () => {
    const coil = { do: 'write-coil', address: 0xac, value: true } as const;
    assert.equal(decodeResponse(coil, bytes('05 00ac ff00')), done);
    otherEcho(coil, '05 00ad ff00', '05 00ac 0000');
    noAnswer(coil, '05 00ac ff', '05 00ac ff00 00');
    const register = { do: 'write-register', address: 1, value: 3 } as const;
    assert.equal(decodeResponse(register, bytes('06 0001 0003')), done);
    otherEcho(register, '06 0002 0003', '06 0001 0004');
    const mask = { do: 'mask-register', address: 4, and: 0xf2, or: 0x25 } as const;
    otherEcho(mask, '16 0004 00f2 0026');
  });

  it('M-C-22: takes another echo of a write of many for a failure', () => {
    const coils = { do: 'write-coils', address: 0x13, values: new Array<boolean>(10).fill(true) } as const;
    assert.equal(decodeResponse(coils, bytes('0f 0013 000a')), done);
    otherEcho(coils, '0f 0014 000a', '0f 0013 0009');
    const registers = { do: 'write-registers', address: 1, data: new Uint8Array(4) } as const;
    assert.equal(decodeResponse(registers, bytes('10 0001 0002')), done);
    otherEcho(registers, '10 0002 0002', '10 0001 0001');
    const file = { do: 'write-file', records: [{ file: 4, record: 7, data: bytes('06af') }] } as const;
    assert.equal(decodeResponse(file, bytes('15 09 06 0004 0007 0001 06af')), done);
    otherEcho(file, '15 09 06 0004 0007 0001 06ae');
  });

  const exceptions: readonly [number, string, string][] = [
    [1, 'illegal function', 'BadNotSupported'],
    [2, 'illegal data address', 'BadConfigurationError'],
    [3, 'illegal data value', 'BadConfigurationError'],
    [4, 'server device failure', 'BadDeviceFailure'],
    [5, 'acknowledge', 'BadRequestNotComplete'],
    [6, 'server device busy', 'BadServerTooBusy'],
    [8, 'memory parity error', 'BadDeviceFailure'],
    [10, 'gateway path unavailable', 'BadNoCommunication'],
    [11, 'gateway target device failed to respond', 'BadNoCommunication'],
    [0x63, 'not in the specification', 'BadUnknownResponse'],
  ];
  for (const [code, name, status] of exceptions) {
    it(`M-C-23: names exception ${code}, keeps its number and makes it ${status}`, () => {
      const pdu = encodeException(3, code);
      const error = failure(read('holding-register', 1), hex(pdu));
      assert.ok(modbusErrors.exception.is(error));
      assert.deepEqual((error.details as { exception: number }).exception, code);
      assert.match(error.message, new RegExp(`exception ${code} \\(${name}\\)`));
      assert.equal(statusOfError(error).name, status);
    });
  }

  it('M-C-24: takes nothing from an answer of another function', () => {
    noAnswer(read('holding-register', 1), '0402 0001', '8402', '0102 0001', '8302 00', '83', '');
    noAnswer({ do: 'write-register', address: 1, value: 3 }, '10 0001 0003', '8602 00');
  });

  it('hands out each record of a file', () => {
    const request = {
      do: 'read-file',
      records: [
        { file: 4, record: 1, length: 2 },
        { file: 3, record: 9, length: 2 },
      ],
    } as const;
    const { records } = decodeResponse(request, bytes('14 0c 05 06 0dfe0020 05 06 33cd0040'));
    assert.deepEqual(records.map(hex), ['0dfe0020', '33cd0040']);
    noAnswer(
      request,
      '14 0c 03 06 0dfe 07 06 33cd00400000',
      '14 0c 05 05 0dfe0020 05 06 33cd0040',
      '14 06 05 06 0dfe0020',
      '14 0c 05 06 0dfe0020 05 06 33cd',
    );
  });

  const pairs = anyRequest.chain((request) => fc.tuple(fc.constant(request), anyResponse(request)));

  it('come back whole from the server', () => {
    fc.assert(
      fc.property(pairs, ([request, response]) => {
        const pdu = encodeResponse(request, response as ResponseTo<Request>);
        const back = decodeResponse(request, pdu);
        if (request.do !== 'read-identification' || request.level !== 4) assert.deepEqual(back, response);
        else assert.deepEqual(handedOut(back), handedOut(response));
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('that were spoiled hand out nothing that does not stand in them, or fail with a code', () => {
    const spoiled = pairs.chain(([request, response]) => {
      const pdu = encodeResponse(request, response as ResponseTo<Request>);
      return fc.tuple(
        fc.constant(request),
        fc.oneof(
          fc
            .tuple(fc.nat({ max: pdu.length - 1 }), fc.nat({ max: 0xff }))
            .map(([at, byte]) => pdu.with(at, byte)),
          fc.nat({ max: pdu.length }).map((length) => pdu.slice(0, length)),
          fc.uint8Array({ minLength: 1, maxLength: 4 }).map((more) => Uint8Array.of(...pdu, ...more)),
          fc.uint8Array({ maxLength: 260 }),
          fc.uint8Array({ maxLength: 260 }).map((rest) => Uint8Array.of(functionCodeOf(request), ...rest)),
        ),
      );
    });
    fc.assert(
      fc.property(spoiled, ([request, pdu]) => {
        let response: Response;
        try {
          response = decodeResponse(request, pdu);
        } catch (error) {
          assert.ok(isCodedError(error), String(error));
          return;
        }
        for (const part of handedOut(response)) {
          assert.equal(part.buffer, pdu.buffer);
          assert.ok(part.byteOffset >= pdu.byteOffset);
          assert.ok(part.byteOffset + part.length <= pdu.byteOffset + pdu.length);
        }
        // What is accepted is what a server would send, byte by byte, but for the marks that say nothing.
        if (!('objects' in response)) {
          assert.deepEqual(encodeResponse(request, response as ResponseTo<Request>), pdu);
        }
        assert.ok(encodeRequest(request));
      }),
      { seed, numRuns: 10_000 },
    );
  });

  it('that do not fit their request are not sent', () => {
    const wrong: readonly [Request, unknown][] = [
      [read('holding-register', 2), { data: new Uint8Array(3) }],
      [read('coil', 9), { data: new Uint8Array(1) }],
      [{ do: 'read-queue', address: 0 }, { data: new Uint8Array(64) }],
      [{ do: 'report-server-id' }, { data: new Uint8Array(252) }],
      [{ do: 'read-file', records: [{ file: 1, record: 0, length: 1 }] }, { records: [] }],
      [
        { do: 'read-identification', level: 1, object: 0 },
        { conformity: 1, objects: [{ id: 0, value: new Uint8Array(250) }] },
      ],
    ];
    for (const [request, response] of wrong) {
      assert.throws(
        () => encodeResponse(request, response as ResponseTo<Request>),
        modbusErrors.badAnswer.is,
      );
    }
  });
});
