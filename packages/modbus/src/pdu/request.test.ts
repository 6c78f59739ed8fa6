import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Area, areas, isBitArea } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { statusOfError } from '../status.ts';
import { anyRequest, seed } from './any.fixture.ts';
import { checkPdu } from './checks.ts';
import { decodeRequest, encodeRequest, isWrite } from './pdu.ts';
import type { Request } from './request.ts';
import { maskRegister } from './write.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const sent = (request: Request): string => hex(encodeRequest(request));
const read = (area: Area, address: number, quantity: number): Request => ({
  do: 'read',
  area,
  address,
  quantity,
});
const registers = (count: number): Uint8Array => new Uint8Array(count * 2).fill(0x5a);
const coils = (count: number): readonly boolean[] => new Array<boolean>(count).fill(true);
const writeCoils = (count: number, address = 0): Request => ({
  do: 'write-coils',
  address,
  values: coils(count),
});
const writeRegisters = (count: number, address = 0): Request => ({
  do: 'write-registers',
  address,
  data: registers(count),
});
const readWrite = (quantity: number, count: number, address = 0, at = 0): Request => ({
  do: 'read-write-registers',
  address,
  quantity,
  write: { address: at, data: registers(count) },
});
const readFile = (...records: readonly object[]): Request => ({ do: 'read-file', records }) as Request;
const writeFile = (...records: readonly object[]): Request => ({ do: 'write-file', records }) as Request;

/** Anything at all, as a message may bring it. */
function refused(request: unknown): void {
  assert.throws(
    () => encodeRequest(request as Request),
    (error) => modbusErrors.badRequest.is(error) && statusOfError(error).name === 'BadConfigurationError',
    JSON.stringify(request),
  );
}

describe(`requests (seed ${seed})`, () => {
  it('M-C-01: asks for 1 and for 2000 coils', () => {
    assert.equal(sent(read('coil', 0, 1)), '0100000001');
    assert.equal(sent(read('coil', 0, 2_000)), '01000007d0');
    assert.equal(sent(read('discrete-input', 0xc4, 0x16)), '0200c40016');
  });

  it('M-C-02: asks for no bits and for 2001 bits never', () => {
    for (const area of areas.filter(isBitArea)) {
      refused(read(area, 0, 0));
      refused(read(area, 0, 2_001));
    }
  });

  it('M-C-03: asks for 1 and for 125 registers', () => {
    assert.equal(sent(read('holding-register', 0x6b, 1)), '03006b0001');
    assert.equal(sent(read('input-register', 65_411, 125)), '04ff83007d');
  });

  it('M-C-04: asks for no registers and for 126 registers never', () => {
    for (const area of areas.filter((each) => !isBitArea(each))) {
      for (const quantity of [0, 126, -1, 1.5, Number.NaN, '2', null, undefined]) {
        refused({ do: 'read', area, address: 0, quantity });
      }
    }
  });

  it('M-C-05: goes beyond the last address with no function', () => {
    for (const area of areas) {
      refused(read(area, 65_535, 2));
      refused(read(area, 65_536, 1));
      refused(read(area, -1, 1));
      refused(read(area, 0.5, 1));
      assert.ok(encodeRequest(read(area, 65_535, 1)));
    }
    refused(writeCoils(2, 65_535));
    refused(writeRegisters(2, 65_535));
    refused(readWrite(2, 1, 65_535));
    refused(readWrite(1, 2, 0, 65_535));
    refused({ do: 'write-coil', address: 65_536, value: true });
    refused({ do: 'write-register', address: 65_536, value: 1 });
  });

  it('M-C-06: sends a coil as FF00 or 0000 and as nothing else', () => {
    assert.equal(sent({ do: 'write-coil', address: 0xac, value: true }), '0500acff00');
    assert.equal(sent({ do: 'write-coil', address: 0xac, value: false }), '0500ac0000');
    for (const value of [1, 0, 'true', null, undefined]) refused({ do: 'write-coil', address: 0, value });
  });

  it('M-C-07: sends a register as 0 to 65535 and wraps or rounds nothing', () => {
    assert.equal(sent({ do: 'write-register', address: 1, value: 3 }), '0600010003');
    assert.equal(sent({ do: 'write-register', address: 1, value: 65_535 }), '060001ffff');
    for (const value of [-1, 70_000, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '12', null, true, 7n]) {
      assert.throws(
        () => encodeRequest({ do: 'write-register', address: 0, value } as unknown as Request),
        modbusErrors.badRequest.is,
      );
    }
  });

  it('M-C-08: packs coils into as few bytes as they take, with 0 in what is left over', () => {
    assert.equal(sent(writeCoils(1)), '0f000000010101');
    assert.equal(sent(writeCoils(9)), '0f0000000902ff01');
    const longest = encodeRequest(writeCoils(1_968));
    assert.equal(longest[5], 246);
    assert.equal(longest.length, 6 + 246);
  });

  it('M-C-09: writes no coils and 1969 coils never', () => {
    refused(writeCoils(0));
    refused(writeCoils(1_969));
    refused({ do: 'write-coils', address: 0, values: [1, 0] });
    refused({ do: 'write-coils', address: 0, values: 'true' });
  });

  it('M-C-10: counts two bytes for each register that it writes', () => {
    assert.equal(sent(writeRegisters(1, 1)), '1000010001025a5a');
    const longest = encodeRequest(writeRegisters(123));
    assert.equal(longest[5], 246);
    assert.equal(longest.length, 6 + 246);
  });

  it('M-C-11: writes no registers, 124 registers and half a register never', () => {
    refused(writeRegisters(0));
    refused(writeRegisters(124));
    refused({ do: 'write-registers', address: 0, data: new Uint8Array(3) });
    refused({ do: 'write-registers', address: 0, data: [1, 2] });
  });

  it('M-C-12: masks a register as the specification shows', () => {
    assert.equal(sent({ do: 'mask-register', address: 4, and: 0xf2, or: 0x25 }), '16000400f20025');
    assert.equal(maskRegister(0x12, 0xf2, 0x25), 0x17);
    assert.equal(maskRegister(0xffff, 0, 0xa5a5), 0xa5a5);
    refused({ do: 'mask-register', address: 4, and: -1, or: 0 });
    refused({ do: 'mask-register', address: 4, and: 0, or: 65_536 });
  });

  it('M-C-13: reads 125 while it writes 121, and no more', () => {
    const largest = encodeRequest(readWrite(125, 121));
    assert.equal(largest.length, 252);
    assert.equal(hex(largest.subarray(0, 10)), '170000007d00000079f2');
    refused(readWrite(126, 1));
    refused(readWrite(1, 122));
    refused(readWrite(0, 1));
    refused(readWrite(1, 0));
    refused({ do: 'read-write-registers', address: 0, quantity: 1 });
  });

  it('M-C-14: reads and writes no file records but those that there can be', () => {
    assert.equal(
      sent(readFile({ file: 4, record: 1, length: 2 }, { file: 3, record: 9, length: 2 })),
      '140e0600040001000206000300090002',
    );
    assert.equal(
      sent(writeFile({ file: 4, record: 7, data: Buffer.from('06af04be100d', 'hex') })),
      '150d0600040007000306af04be100d',
    );
    const good = { reference: 6, file: 1, record: 0, length: 1 };
    assert.ok(encodeRequest(readFile(good)));
    for (const bad of [
      { reference: 5 },
      { file: 0 },
      { record: 0x2710 },
      { record: 0x270f, length: 2 },
      { length: 0 },
    ]) {
      refused(readFile({ ...good, ...bad }));
      refused(writeFile({ ...good, data: registers(bad.length ?? 1), ...bad }));
    }
    refused(readFile());
    refused(writeFile());
    assert.equal(encodeRequest(readFile(...new Array(35).fill(good)))[1], 0xf5);
    refused(readFile(...new Array(36).fill(good)));
    refused(readFile({ ...good, length: 122 }));
    assert.equal(encodeRequest(writeFile({ file: 1, record: 0, data: registers(122) }))[1], 0xfb);
    refused(writeFile({ file: 1, record: 0, data: registers(123) }));
    refused(readFile(null as unknown as object));
    refused({ do: 'read-file', records: 'all' });
  });

  it('M-C-16: asks for each level of the identification', () => {
    for (const level of [1, 2, 3, 4] as const) {
      assert.equal(sent({ do: 'read-identification', level, object: 0x80 }), `2b0e0${level}80`);
    }
    refused({ do: 'read-identification', level: 5, object: 0 });
    refused({ do: 'read-identification', level: 1, object: 256 });
  });

  it('M-C-25: sends no PDU that is empty, too long or of no function', () => {
    assert.equal(checkPdu(new Uint8Array(253).fill(7)).length, 253);
    for (const pdu of [
      new Uint8Array(254).fill(7),
      new Uint8Array(0),
      Uint8Array.of(0),
      Uint8Array.of(0x83),
    ]) {
      assert.throws(() => checkPdu(pdu), modbusErrors.badRequest.is);
    }
    assert.throws(() => checkPdu([3] as unknown as Uint8Array), modbusErrors.badRequest.is);
  });

  it('stand on the wire as the specification shows', () => {
    assert.equal(sent({ do: 'report-server-id' }), '11');
    assert.equal(sent({ do: 'read-queue', address: 0x4de }), '1804de');
  });

  it('are refused where there is no such function or area', () => {
    for (const request of [
      {},
      { do: 'toString' },
      null,
      undefined,
      3,
      { do: 'read', area: 'timer', address: 0, quantity: 1 },
    ]) {
      refused(request);
    }
  });

  it('are understood by the server as they were meant, and never longer than a PDU', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const pdu = encodeRequest(request);
        assert.ok(checkPdu(pdu));
        assert.deepEqual(decodeRequest(pdu), { request });
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('change something or do not', () => {
    assert.equal(isWrite(read('coil', 0, 1)), false);
    assert.equal(isWrite({ do: 'read-queue', address: 0 }), false);
    assert.equal(isWrite(readWrite(1, 1)), true);
    assert.equal(isWrite(writeCoils(1)), true);
  });

  it('of any bytes are a request within the limits or one of four exceptions', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 260 }), (pdu) => {
        const understood = decodeRequest(pdu);
        if ('exception' in understood) assert.ok([1, 2, 3].includes(understood.exception));
        else assert.deepEqual(decodeRequest(encodeRequest(understood.request)), understood);
      }),
      { seed, numRuns: 10_000 },
    );
  });
});

describe('what a server makes of a bad request', () => {
  const cases: readonly [string, string, number][] = [
    ['an unknown function', '6300000001', 1],
    ['no function at all', '', 1],
    ['another MEI type', '2b0d0100', 1],
    ['a quantity of 0', '0300000000', 3],
    ['126 registers', '030000007e', 3],
    ['2001 bits', '01000007d1', 3],
    ['124 registers to write', `100000007cf8${'00'.repeat(248)}`, 3],
    ['1969 coils to write', `0f000007b1f7${'00'.repeat(247)}`, 3],
    ['122 registers to write while reading', `1700000001000000 7af4${'00'.repeat(244)}`.replace(' ', ''), 3],
    ['a coil that is neither on nor off', '050000ff01', 3],
    ['a byte count that lies', '1000000001040000', 3],
    ['a PDU that is too short', '03000000', 3],
    ['a PDU that is too long', '030000000100', 3],
    ['a level that there is not', '2b0e0500', 3],
    ['a file request without records', '1400', 3],
    ['file records cut short', '1406060004000100', 3],
    ['an answer of file records that cannot fit', '1407060001000000ff', 3],
    ['another reference type', '140705000400010002', 2],
    ['a record beyond the last', '140706000427100001', 2],
    ['a record to write of another reference type', '15090500040007000106af', 2],
    ['a record to write that ends early', '150906000400070002 06af'.replace(' ', ''), 3],
    ['addresses beyond the last', '03ffff0002', 2],
    ['registers to write beyond the last', '10ffff00020400000000', 2],
    ['registers to write while reading beyond the last', '1700000001ffff00020400000000', 2],
  ];
  for (const [what, request, exception] of cases) {
    it(`M-S-02: is exception ${exception} for ${what}`, () => {
      const pdu = Buffer.from(request, 'hex');
      assert.deepEqual(decodeRequest(pdu), { functionCode: pdu[0] ?? 0, exception });
    });
  }
});
