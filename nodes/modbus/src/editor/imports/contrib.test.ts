import assert from 'node:assert/strict';
import { readContrib } from './contrib.ts';

const read = (text: string) =>
  readContrib(
    text,
    (_area, address) => String(address),
    (reason) => JSON.stringify(reason),
  );

const line = (name: string, valueAddress: string): string => JSON.stringify({ name, valueAddress });

/** Area, address, type and bit of the only tag of a file. */
const tagOf = (name: string, valueAddress: string): unknown => {
  const { area, address, type, bit } = read(line(name, valueAddress))?.rows[0]?.cells ?? {};
  return [area, address, type, ...(bit === undefined ? [] : [bit])];
};

describe('the io-config files of node-red-contrib-modbus', () => {
  it('become tags, line by line', () => {
    const text = `${line('fVolts', '%QD30001')}\r\n\r\n${line('iCount', '%IW4')}\n`;
    assert.deepEqual(read(text), {
      format: 'node-red-contrib-modbus',
      rows: [
        {
          line: 1,
          cells: {
            name: 'fVolts',
            area: 'input-register',
            address: '0',
            type: 'float32',
            byteOrder: 'ABCD',
          },
        },
        {
          line: 3,
          cells: {
            name: 'iCount',
            area: 'holding-register',
            address: '4',
            type: 'int16',
            byteOrder: 'ABCD',
          },
        },
      ],
      refused: [],
      unknown: [],
    });
  });

  it('have the type in the first letter of a name, and its length in the address', () => {
    assert.deepEqual(tagOf('wState', '%QW2'), ['input-register', '2', 'uint16']);
    assert.deepEqual(tagOf('uParts', '%QD2'), ['input-register', '2', 'uint32']);
    assert.deepEqual(tagOf('iOffset', '%ID2'), ['holding-register', '2', 'int32']);
    assert.deepEqual(tagOf('rSpeed', '%ID2'), ['holding-register', '2', 'float32']);
    assert.deepEqual(tagOf('dEnergy', '%QD2'), ['input-register', '2', 'float64']);
  });

  it('have bits in registers, by byte and bit', () => {
    assert.deepEqual(tagOf('bRun', '%QX2.0'), ['input-register', '1', 'bool', 0]);
    assert.deepEqual(tagOf('bStop', '%IX3.7'), ['holding-register', '1', 'bool', 15]);
  });

  it('may have the numbers of a manual', () => {
    assert.deepEqual(tagOf('iCount', '40001'), ['holding-register', '0', 'int16']);
    assert.deepEqual(tagOf('fVolts', '300003'), ['input-register', '2', 'float32']);
    assert.deepEqual(tagOf('bRun', '00002'), ['coil', '1', 'bool']);
    assert.deepEqual(tagOf('bDoor', '10001'), ['discrete-input', '0', 'bool']);
    // Of the other area it is an address like any.
    assert.deepEqual(tagOf('iCount', '%IW30001'), ['holding-register', '30001', 'int16']);
  });

  it('say of each other line why it becomes no tag', () => {
    const text = [
      line('fVolts', '%QD0'),
      '{"name":"fVolts"',
      '{"name":"fVolts"}',
      line('xVolts', '%QW0'),
      line('lTotal', '%QD0'),
      line('fVolts', '%MW0'),
      line('bRun', '%QX0'),
      line('bRun', '%QX0.8'),
      line('wLast', '%QW65536'),
      'null',
    ].join('\n');
    assert.deepEqual(
      read(text)?.refused.map(({ line: at, reason }) => [at, JSON.parse(reason)]),
      [
        [2, { kind: 'line' }],
        [3, { kind: 'line' }],
        [4, { kind: 'letter', letter: 'x' }],
        [5, { kind: 'letter', letter: 'l' }],
        [6, { kind: 'address', address: '%MW0' }],
        [7, { kind: 'address', address: '%QX0' }],
        [8, { kind: 'address', address: '%QX0.8' }],
        [9, { kind: 'address', address: '%QW65536' }],
        [10, { kind: 'line' }],
      ],
    );
  });

  it('are not seen in other texts', () => {
    assert.equal(read('name;address\na;1'), undefined);
    assert.equal(read('[{"name":"a"}]'), undefined);
    assert.equal(read(''), undefined);
  });
});
