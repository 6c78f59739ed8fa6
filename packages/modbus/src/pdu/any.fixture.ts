import fc from 'fast-check';
import { type Area, addressCount, areas, readLimit } from '../area.ts';
import { dataLength } from './read.ts';
import { done, type IdentificationLevel, type Request, type Response } from './request.ts';

export const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const plain = { noNullPrototype: true } as const;
const word = fc.integer({ min: 0, max: 0xffff });
const address = (quantity: number) => fc.integer({ min: 0, max: addressCount - quantity });
const quantity = (max: number) => fc.integer({ min: 1, max });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const registers = (max: number) => quantity(max).chain((count) => bytes(count * 2));

/** Any read that the specification allows. */
export const anyRead = fc.constantFrom<Area>(...areas).chain((area) =>
  quantity(readLimit(area)).chain((count) =>
    fc.record(
      {
        do: fc.constant('read' as const),
        area: fc.constant(area),
        address: address(count),
        quantity: fc.constant(count),
      },
      plain,
    ),
  ),
);

const file = fc.integer({ min: 1, max: 0xffff });
const record = (length: number) => fc.integer({ min: 0, max: 10_000 - length });

/** Records that together take no more than an answer has room for. */
const ranges = fc
  .array(
    quantity(110).chain((length) =>
      fc.record({ file, record: record(length), length: fc.constant(length) }, plain),
    ),
    { minLength: 1, maxLength: 35 },
  )
  .map((all) => {
    let room = 0xf5;
    return all.filter(({ length }, index) => {
      room -= 2 + length * 2;
      return index === 0 || room >= 0;
    });
  });

const records = fc
  .array(
    registers(122).chain((data) =>
      fc.record({ file, record: record(data.length / 2), data: fc.constant(data) }, plain),
    ),
    { minLength: 1, maxLength: 27 },
  )
  .map((all) => {
    let room = 0xfb;
    return all.filter(({ data }, index) => {
      room -= 7 + data.length;
      return index === 0 || room >= 0;
    });
  });

/** Any request that the specification allows. */
export const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  anyRead,
  fc.record({ do: fc.constant('write-coil' as const), address: address(1), value: fc.boolean() }, plain),
  fc.record({ do: fc.constant('write-register' as const), address: address(1), value: word }, plain),
  fc.array(fc.boolean(), { minLength: 1, maxLength: 1_968 }).chain((values) =>
    fc.record(
      {
        do: fc.constant('write-coils' as const),
        address: address(values.length),
        values: fc.constant(values),
      },
      plain,
    ),
  ),
  registers(123).chain((data) =>
    fc.record(
      {
        do: fc.constant('write-registers' as const),
        address: address(data.length / 2),
        data: fc.constant(data),
      },
      plain,
    ),
  ),
  fc.record({ do: fc.constant('mask-register' as const), address: address(1), and: word, or: word }, plain),
  fc.tuple(quantity(125), registers(121)).chain(([count, data]) =>
    fc.record(
      {
        do: fc.constant('read-write-registers' as const),
        address: address(count),
        quantity: fc.constant(count),
        write: fc.record({ address: address(data.length / 2), data: fc.constant(data) }, plain),
      },
      plain,
    ),
  ),
  fc.record({ do: fc.constant('read-file' as const), records: ranges }, plain),
  fc.record({ do: fc.constant('write-file' as const), records }, plain),
  fc.record({ do: fc.constant('read-queue' as const), address: address(1) }, plain),
  fc.constant({ do: 'report-server-id' } as const),
  fc.record(
    {
      do: fc.constant('read-identification' as const),
      level: fc.constantFrom<IdentificationLevel>(1, 2, 3, 4),
      object: fc.nat({ max: 0xff }),
    },
    plain,
  ),
);

const data = (length: number): fc.Arbitrary<Response> => bytes(length).map((each) => ({ data: each }));
const value = fc.uint8Array({ maxLength: 30 });

/** Any response to a request that the specification allows. */
export function anyResponse(request: Request): fc.Arbitrary<Response> {
  switch (request.do) {
    case 'read':
      return data(dataLength(request));
    case 'read-write-registers':
      return data(request.quantity * 2);
    case 'read-file':
      return fc
        .tuple(...request.records.map(({ length }) => bytes(length * 2)))
        .map((each) => ({ records: each }));
    case 'read-queue':
      return fc.nat({ max: 31 }).chain((count) => data(count * 2));
    case 'report-server-id':
      return quantity(251).chain(data);
    case 'read-identification': {
      const conformity = fc.constantFrom(1, 2, 3, 0x81, 0x82, 0x83);
      if (request.level === 4) {
        return fc.record(
          { conformity, objects: value.map((each) => [{ id: request.object, value: each }]) },
          plain,
        );
      }
      const object = fc.record({ id: fc.nat({ max: 0xff }), value }, plain);
      return fc.record(
        { conformity, objects: fc.array(object, { maxLength: 7 }), next: fc.nat({ max: 0xff }) },
        { ...plain, requiredKeys: ['conformity', 'objects'] },
      );
    }
    default:
      return fc.constant(done);
  }
}
