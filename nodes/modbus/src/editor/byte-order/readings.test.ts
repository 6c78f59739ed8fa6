import assert from 'node:assert/strict';
import {
  type ByteOrder,
  byteOrders,
  decodeValue,
  encodeValue,
  isValue,
  planReads,
  type TagType,
} from '@millwright/tags';
import { placeOf, widthOf } from '../plan.ts';
import { asked, cellFor, nearest, orderNow, ordersOf, type Reading, readingsOf, sameAs } from './readings.ts';

const row = (type: TagType, more: object = {}) => ({
  name: 'temperature',
  area: 'holding-register',
  address: '10',
  type,
  byteOrder: 'table',
  access: 'read-write',
  ...more,
});

const sampleOf = (value: boolean | number | string | null, more: object = {}) => ({
  tag: '',
  value,
  quality: 'good' as const,
  ts: 0,
  address: '10',
  ...more,
});

/** What registers that hold a value in one order read as in each. */
function readingsFrom(
  type: TagType,
  value: unknown,
  byteOrder: ByteOrder,
  more: object = {},
): readonly Reading[] {
  const bytes = encodeValue(value, { type, byteOrder, ...more });
  const samples = ordersOf({ type }).map((order) => {
    const decoded = decodeValue(bytes, { type, byteOrder: order, ...more });
    return isValue(decoded)
      ? sampleOf(typeof decoded === 'bigint' ? String(decoded) : decoded)
      : sampleOf(null, { quality: 'uncertain', ...decoded });
  });
  const found = readingsOf({ type }, samples);
  assert.ok(Array.isArray(found), 'the registers were read');
  return found as readonly Reading[];
}

describe('the readings of a tag in each byte order', () => {
  it('are asked for at once, as the row is otherwise', () => {
    assert.deepEqual(
      asked(row('float32', { factor: '0.1' })).map(({ name, byteOrder, access, factor, address }) => [
        name,
        byteOrder,
        access,
        factor,
        address,
      ]),
      byteOrders.map((order) => [order, order, 'read', '0.1', '10']),
    );
  });

  it('take one request, so that all of them come from the same moment', () => {
    const members = asked(row('float64')).map((cells) => ({
      area: 'holding-register',
      start: placeOf(cells)?.address ?? -1,
      length: widthOf(cells),
    }));
    const { blocks } = planReads(members, { limitOf: () => 125, gapOf: () => 0 });
    assert.deepEqual(
      blocks.map(({ start, length, members: inside }) => [start, length, inside.length]),
      [[10, 4, 4]],
    );
  });

  it('are two where there is one register, a bit or a text', () => {
    for (const type of ['int16', 'uint16', 'bcd16', 'bool', 'string'] as const)
      assert.deepEqual(ordersOf({ type }), ['ABCD', 'BADC'], type);
    for (const type of ['int32', 'uint64', 'float64', 'bcd32'] as const)
      assert.deepEqual(ordersOf({ type }), byteOrders, type);
    assert.equal(sameAs('CDAB', ['ABCD', 'BADC']), 'ABCD');
    assert.equal(sameAs('DCBA', ['ABCD', 'BADC']), 'BADC');
  });

  it('show the order in which a value lies there, whichever it is', () => {
    for (const type of ['float32', 'float64', 'int32', 'uint32', 'uint64', 'bcd32'] as const)
      for (const order of byteOrders) {
        const value = type.startsWith('float') ? 21.5 : 2150;
        assert.deepEqual(
          nearest({ type }, readingsFrom(type, value, order), String(value)),
          { kind: 'found', orders: [order] },
          `${type} in ${order}`,
        );
      }
  });

  it('need not be exactly what is expected, and a comma will do', () => {
    const readings = readingsFrom('float32', 21.5, 'CDAB');
    for (const typed of ['21', ' 22,4 ', '30', '2.2e1'])
      assert.deepEqual(nearest({ type: 'float32' }, readings, typed), { kind: 'found', orders: ['CDAB'] });
    assert.deepEqual(nearest({ type: 'float32' }, readings, '1000'), { kind: 'found', orders: [] });
    assert.deepEqual(nearest({ type: 'float32' }, readings, '-21.5'), { kind: 'found', orders: [] });
    assert.deepEqual(nearest({ type: 'float32' }, readings, ' '), { kind: 'nothing-expected' });
    assert.deepEqual(nearest({ type: 'float32' }, readings, 'warm'), { kind: 'not-understood' });
  });

  it('are all the nearest where they are the same', () => {
    assert.deepEqual(nearest({ type: 'uint32' }, readingsFrom('uint32', 0, 'ABCD'), '0'), {
      kind: 'found',
      orders: byteOrders,
    });
  });

  it('are those of wide integers, bits and texts too', () => {
    const wide = readingsFrom('uint64', 2n ** 60n, 'DCBA', { wide: 'string' });
    assert.deepEqual(nearest({ type: 'uint64' }, wide, '1152921504606846976'), {
      kind: 'found',
      orders: ['DCBA'],
    });
    const bit = readingsFrom('bool', true, 'BADC', { bit: 3 });
    assert.deepEqual(nearest({ type: 'bool' }, bit, '1'), { kind: 'found', orders: ['BADC'] });
    assert.deepEqual(nearest({ type: 'bool' }, bit, 'on'), { kind: 'not-understood' });
    const text = readingsFrom('string', 'FILLER-7', 'BADC', { length: 4 });
    assert.deepEqual(nearest({ type: 'string' }, text, 'filler'), { kind: 'found', orders: ['BADC'] });
    assert.deepEqual(nearest({ type: 'string' }, text, 'oven'), { kind: 'found', orders: [] });
  });

  it('say why the registers could not be read', () => {
    const status = { code: 0x808a_0000, name: 'BadNotConnected', reason: 'nobody listens' };
    const lost = ordersOf({ type: 'int16' }).map(() => sampleOf(null, { quality: 'bad', status }));
    assert.equal(readingsOf({ type: 'int16' }, lost), status);
  });

  it('are read though they are no values', () => {
    const absent = { code: 0x8040_0000, name: 'BadNotImplemented', reason: 'not there' };
    const noNumber = { code: 0x4093_0000, name: 'UncertainSensorNotAccurate', reason: 'NaN' };
    const samples = [
      sampleOf(null, { quality: 'bad', status: absent }),
      sampleOf(null, { quality: 'uncertain', status: noNumber, text: 'NaN' }),
    ];
    const readings = readingsOf({ type: 'int16' }, samples) as readonly Reading[];
    assert.deepEqual(
      readings.map(({ order }) => order),
      ['ABCD', 'BADC'],
    );
    assert.deepEqual(nearest({ type: 'int16' }, readings, '0'), { kind: 'found', orders: [] });
  });
});

describe('the order of a row', () => {
  const others = { byteOrder: 'CDAB' };

  it('is its own or that of its table', () => {
    assert.equal(orderNow({ byteOrder: 'table' }, others), 'CDAB');
    assert.equal(orderNow({}, others), 'CDAB');
    assert.equal(orderNow({ byteOrder: 'DCBA' }, others), 'DCBA');
    assert.equal(orderNow({}, {}), 'ABCD');
  });

  it('is that of the table wherever it reads the same', () => {
    assert.equal(cellFor('CDAB', { type: 'float32' }, others), 'table');
    assert.equal(cellFor('ABCD', { type: 'float32' }, others), 'ABCD');
    assert.equal(cellFor('ABCD', { type: 'int16' }, others), 'table');
    assert.equal(cellFor('BADC', { type: 'int16' }, others), 'BADC');
  });
});
