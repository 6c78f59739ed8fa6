import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modbusErrors } from '../errors.ts';
import { anyRequest, seed } from '../pdu/any.fixture.ts';
import { decodeResponse, encodeRequest, functionCodes } from '../pdu/pdu.ts';
import type { IdentificationObject, Request } from '../pdu/request.ts';
import { packRegisters, unpackBits, unpackRegisters } from '../pdu/words.ts';
import { answerTo, type Serve } from './answer.ts';
import { identificationPart } from './identification.ts';
import { answerFrom, MemoryStore } from './store.ts';

const client = { address: '127.0.0.1' };
const hex = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('hex');

function ask(serve: Serve, request: Request | string, faults: unknown[] = []): Uint8Array | undefined {
  const pdu = typeof request === 'string' ? Buffer.from(request, 'hex') : encodeRequest(request);
  const answer = answerTo(serve, 1, pdu, client, (error) => faults.push(error));
  assert.ok(!(answer instanceof Promise));
  return answer;
}

describe('answers of a server', () => {
  const store = new MemoryStore({
    coil: 20,
    'discrete-input': 20,
    'holding-register': 20,
    'input-register': 20,
  });
  const serve: Serve = (_unit, request) => answerFrom(store, request);
  const does = <R extends Request>(request: R) => {
    const answer = ask(serve, request);
    assert.ok(answer);
    return decodeResponse(request, answer);
  };
  const registersAt = (address: number, quantity: number) =>
    unpackRegisters(does({ do: 'read', area: 'holding-register', address, quantity } as const).data);
  const coilsAt = (address: number, quantity: number) =>
    unpackBits(does({ do: 'read', area: 'coil', address, quantity } as const).data, quantity);

  it('M-S-01: give back what was written, by every function', () => {
    does({ do: 'write-coil', address: 3, value: true });
    does({ do: 'write-coils', address: 5, values: [true, false, true] });
    assert.deepEqual(coilsAt(3, 5), [true, false, true, false, true]);
    does({ do: 'write-register', address: 4, value: 0x12 });
    does({ do: 'mask-register', address: 4, and: 0xf2, or: 0x25 });
    does({ do: 'write-registers', address: 5, data: packRegisters([7, 65_535]) });
    assert.deepEqual(registersAt(4, 3), [0x17, 7, 65_535]);
    const both = {
      do: 'read-write-registers',
      address: 5,
      quantity: 3,
      write: { address: 6, data: packRegisters([8, 9]) },
    } as const;
    assert.deepEqual(unpackRegisters(does(both).data), [7, 8, 9]);
    store.write('input-register', 0, 1, packRegisters([42]));
    const input = { do: 'read', area: 'input-register', address: 0, quantity: 1 } as const;
    assert.deepEqual(unpackRegisters(does(input).data), [42]);
  });

  it('M-S-03: are exception 2 outside the map, 1 for an unknown function, 4 where the handler throws', () => {
    assert.equal(hex(ask(serve, '0300130002')), '8302');
    assert.equal(hex(ask(serve, '060014ffff')), '8602');
    assert.equal(hex(ask(serve, '16001400000000')), '9602');
    assert.equal(hex(ask(serve, '170013000200000001020000')), '9702');
    assert.equal(hex(ask(serve, '17000000010014000102ffff')), '9702');
    assert.equal(hex(ask(serve, '0700')), '8701');
    assert.equal(hex(ask(serve, '1800 00'.replace(' ', ''))), '9801');
    const faults: unknown[] = [];
    const bug = new Error('bug');
    const throws = (): never => {
      throw bug;
    };
    assert.equal(hex(ask(throws, '0300000001', faults)), '8304');
    assert.deepEqual(faults, [bug]);
  });

  it('write nothing where what is to be read is not there', () => {
    const before = registersAt(0, 1);
    assert.equal(hex(ask(serve, '170013000200000001020bad')), '9702');
    assert.deepEqual(registersAt(0, 1), before);
  });

  it('are exception 4, and a fault, where they do not fit the request', () => {
    const faults: unknown[] = [];
    assert.equal(hex(ask(() => ({ data: new Uint8Array(3) }), '0300000001', faults)), '8304');
    assert.ok(modbusErrors.badAnswer.is(faults[0]));
  });

  it(`are PDUs to whatever bytes come, and nothing is thrown (seed ${seed})`, () => {
    const anyFunction = fc.constantFrom(...functionCodes, 0x63);
    const anything = fc
      .tuple(anyFunction, fc.uint8Array({ maxLength: 252 }))
      .map(([code, rest]) => Uint8Array.of(code, ...rest));
    const small = fc
      .tuple(anyFunction, fc.array(fc.nat({ max: 21 }), { minLength: 4, maxLength: 12 }))
      .map(([code, rest]) => Uint8Array.of(code, ...rest));
    const valid = anyRequest.map(encodeRequest);
    fc.assert(
      fc.property(fc.oneof(anything, small, valid), (pdu) => {
        const faults: unknown[] = [];
        const answer = answerTo(serve, 1, pdu, client, (error) => faults.push(error));
        assert.ok(answer instanceof Uint8Array && answer.length >= 2 && answer.length <= 253);
        assert.equal((answer[0] ?? 0) & 0x7f, pdu[0]);
        assert.deepEqual(faults, []);
      }),
      { seed, numRuns: 10_000 },
    );
  });

  it('may come late, and fail late', async () => {
    const pdu = encodeRequest({ do: 'read', area: 'holding-register', address: 0, quantity: 1 });
    const late = answerTo(async () => ({ data: Uint8Array.of(0, 42) }), 1, pdu, client);
    assert.equal(hex(await late), '0302002a');
    const silent = answerTo(async () => undefined, 1, pdu, client);
    assert.equal(await silent, undefined);
    const failed = answerTo(() => Promise.reject(new Error('bug')), 1, pdu, client);
    assert.equal(hex(await failed), '8304');
  });

  it('are silence or any exception where the handler says so, and it knows who asks', () => {
    const seen: unknown[] = [];
    const silent: Serve = (unit, request, from) => {
      seen.push(unit, request.do, from);
      return undefined;
    };
    assert.equal(ask(silent, '0300000001'), undefined);
    assert.deepEqual(seen, [1, 'read', client]);
    assert.equal(hex(ask(() => ({ exception: 0x0b }), '0300000001')), '830b');
  });
});

describe('identification of a device', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const objects: readonly IdentificationObject[] = [
    ...['Millwright', 'MW-1', '1.0'].map((each, id) => ({ id, value: text(each) })),
    { id: 5, value: text('Filler') },
    ...Array.from({ length: 6 }, (_, index) => ({ id: 0x80 + index, value: text('x'.repeat(100)) })),
  ];
  const serve: Serve = (_unit, request) =>
    request.do === 'read-identification' ? identificationPart(objects, request) : { exception: 1 };

  const part = (level: 1 | 2 | 3 | 4, object = 0) => {
    const request = { do: 'read-identification', level, object } as const;
    const answer = ask(serve, request);
    assert.ok(answer);
    return decodeResponse(request, answer);
  };

  it('M-C-16: tells of each level what belongs to it', () => {
    assert.deepEqual(
      part(1).objects.map(({ id }) => id),
      [0, 1, 2],
    );
    assert.deepEqual(
      part(2).objects.map(({ id }) => id),
      [0, 1, 2, 5],
    );
    assert.equal(part(1).conformity, 0x83);
    assert.deepEqual(
      part(4, 5).objects.map(({ id }) => id),
      [5],
    );
    assert.equal(hex(ask(serve, '2b0e0406')), 'ab02');
  });

  it('M-C-16: goes on where the last answer ended, until all is said', () => {
    const ids: number[] = [];
    let next: number | undefined = 0;
    let answers = 0;
    while (next !== undefined) {
      const { objects: some, next: following } = part(3, next);
      ids.push(...some.map(({ id }) => id));
      next = following;
      answers += 1;
    }
    assert.deepEqual(
      ids,
      objects.map(({ id }) => id),
    );
    assert.equal(answers, 3);
  });

  it('starts anew for an object that nobody has', () => {
    assert.equal(part(1, 0x40).objects[0]?.id, 0);
  });
});
