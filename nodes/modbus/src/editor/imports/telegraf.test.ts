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
      { line: 20, reason: '{"kind":"type","type":"UINT8L"}' },
      { line: 25, reason: '{"kind":"unit","unit":"2"}' },
    ]);
  });

  it('are not seen in other texts', () => {
    assert.equal(read('name;address\na;1'), undefined);
  });
});
