import assert from 'node:assert/strict';
import { readTelegraf } from './telegraf.ts';

const conf = `
[[inputs.modbus]]
  name = "press" # not a tag
  [[inputs.modbus.request]]
    ## coils
    slave_id = 1
    register = "coil"
    fields = [
      { address=0, name="run #1"},
      { address=2, name="stop", omit=true},
    ]
    [inputs.modbus.request.tags]
      machine = "press"
  [[inputs.modbus.request]]
    slave_id = 1
    byte_order = "DCBA"
    register = "holding"
    fields = [
      { address=0, name="voltage",      type="INT16",   scale=0.1   },
      { address=5, name="energy", type="FLOAT32" }, { address=7, name="low", type="UINT8L" },
    ]
  [[inputs.modbus.request]]
    slave_id = 2
    register = "input"
    fields = [ { address=0, name="other", type="INT16" } ]
`;

/** Of our own, in the older style: the input itself has a list for each area, and an address for each register. */
const registers = `
[[inputs.modbus]]
  name = "boiler"
  slave_id = 1
  controller = "tcp://192.168.1.20:502"
  configuration_type = "register"
  discrete_inputs = [ { name = "door", address = [3] } ]
  coils = [
    { name = "burner", address = [0] },
    { name = "pumps", address = [1,2] },
  ]
  holding_registers = [
    { name = "setpoint", byte_order = "AB", data_type = "FIXED", scale=0.1, address = [100] },
    { name = "gas", byte_order = "CDAB", data_type = "FLOAT32", scale=0.001, address = [5, 6] },
    { name = "heat", byte_order = "GHEFCDAB", data_type = "UINT64", scale=1.0, address = [10,11,12,13] },
    { name = "torn", byte_order = "ABCD", data_type = "INT32", scale=1.0, address = [20,22] },
    { name = "wide", byte_order = "ABCD", data_type = "INT16", scale=1.0, address = [30,31] },
    { name = "odd", byte_order = "ABCD", data_type = "UFIXED", scale=1.0, address = [30,31,32] },
    name = "lost", address = [40]
  ]
  input_registers = [
    { name = "flow, \\"net\\"", byte_order = "BADC", data_type = "FLOAT32-IEEE", scale=1.0, address = [0,1] },
    { name = "alarm", byte_order = "BA", data_type = "BIT", bit = 3, address = [7] },
    { name = "half", byte_order = "AB", data_type = "INT8H", scale=1.0, address = [8] },
    { name = "small", byte_order = "AB", data_type = "FLOAT16-IEEE", scale=1.0, address = [9] },
  ]
  [inputs.modbus.workarounds]
    pause_after_connect = "100ms"
[[inputs.cpu]]
  coils = [ { name = "none", address = [0] } ]
`;
const read = (text: string) =>
  readTelegraf(
    text,
    '1',
    (_area, address) => String(address),
    (reason) => JSON.stringify(reason),
  );

describe('the tables of Telegraf', () => {
  it('become tags, field by field', () => {
    assert.deepEqual(read(conf)?.rows, [
      { line: 9, cells: { name: 'run #1', area: 'coil', address: '0', type: 'bool' } },
      {
        line: 19,
        cells: {
          name: 'voltage',
          area: 'holding-register',
          address: '0',
          type: 'int16',
          byteOrder: 'DCBA',
          factor: '0.1',
        },
      },
      {
        line: 20,
        cells: {
          name: 'energy',
          area: 'holding-register',
          address: '5',
          type: 'float32',
          byteOrder: 'DCBA',
        },
      },
    ]);
  });

  it('say of each other field why it becomes none', () => {
    assert.deepEqual(read(conf)?.refused, [
      { line: 10, reason: '{"kind":"omitted"}' },
      { line: 20, reason: '{"kind":"half","type":"UINT8L"}' },
      { line: 25, reason: '{"kind":"unit","unit":"2"}' },
    ]);
  });

  it('become tags list by list in the register style, as wide as they have addresses', () => {
    assert.deepEqual(
      read(registers)?.rows.map(({ line, cells }) => [line, ...Object.values(cells)]),
      [
        [7, 'door', 'discrete-input', '3', 'bool'],
        [9, 'burner', 'coil', '0', 'bool'],
        [13, 'setpoint', 'holding-register', '100', 'int16', 'ABCD', '0.1'],
        [14, 'gas', 'holding-register', '5', 'uint32', 'CDAB', '0.001'],
        [15, 'heat', 'holding-register', '10', 'uint64', 'CDAB'],
        [22, 'flow, "net"', 'input-register', '0', 'float32', 'BADC'],
        [23, 'alarm', 'input-register', '7', 'bool', 'DCBA', '3'],
      ],
    );
  });

  it('say of the register style too what is none, by its line', () => {
    assert.deepEqual(
      read(registers)
        ?.refused.map(({ line, reason }) => [line, JSON.parse(reason)])
        .toSorted(([a], [b]) => a - b),
      [
        [10, { kind: 'count', addresses: '1,2', type: 'bool' }],
        [16, { kind: 'gap', addresses: '20,22' }],
        [17, { kind: 'count', addresses: '30,31', type: 'INT16' }],
        [18, { kind: 'count', addresses: '30,31,32', type: 'UFIXED' }],
        [19, { kind: 'line' }],
        [24, { kind: 'half', type: 'INT8H' }],
        [25, { kind: 'type', type: 'FLOAT16-IEEE' }],
      ],
    );
  });

  it('have one style in each input, and its unit wherever it stands', () => {
    const two = `
[[inputs.modbus]]
  configuration_type = "metric"
  coils = [ { name = "a", address = [0] } ]
  [[inputs.modbus.metric]]
    fields = [ { register = "coil", address = 1, name = "b" }, { address = 4, name = "c", type = "STRING", length = 8 } ]
    slave_id = 1
  [[inputs.modbus.metric]]
    fields = [ { address = 1, name = "d", type = "INT16" } ]
    slave_id = 7
`;
    const file = read(two);
    assert.deepEqual(
      file?.rows.map(({ cells }) => Object.values(cells)),
      [
        ['b', 'coil', '1', 'bool'],
        ['c', 'holding-register', '4', 'string', 'ABCD', '8'],
      ],
    );
    assert.deepEqual(file?.refused, [
      { line: 4, reason: '{"kind":"style","style":"metric"}' },
      { line: 9, reason: '{"kind":"unit","unit":"7"}' },
    ]);
  });

  it('say first or last what holds for their fields, and lose none that is written over two lines', () => {
    const file = readTelegraf(
      `[[inputs.modbus.request]]
  fields = [
    { address = 3, name = "a", type = "INT32" },
    { address = 5,
      name = "b", type = "INT16" },
  ]
  register = "input"
  byte_order = "DCBA"
  slave_id = 5
`,
      '5',
      (_area, address) => String(address),
      ({ kind }) => kind,
    );
    assert.deepEqual(
      file?.rows.map(({ cells }) => Object.values(cells)),
      [['a', 'input-register', '3', 'int32', 'DCBA']],
    );
    assert.deepEqual(file?.refused, [
      { line: 4, reason: 'line' },
      { line: 5, reason: 'line' },
    ]);
  });

  it('are not seen in other texts', () => {
    assert.equal(read('name;address\na;1'), undefined);
  });
});
