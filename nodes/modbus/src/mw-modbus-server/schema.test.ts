import assert from 'node:assert/strict';
import { networkRoads, serialRoads } from '../common/roads.ts';
import { serverNode } from './schema.ts';

const parse = (properties: object) =>
  serverNode.parse({ schema: 1, mode: 'messages', path: '/dev/ttyUSB0', ...properties });

describe('the unit of a Modbus server', () => {
  for (const road of serialRoads) {
    it(`is needed over ${road}, where others answer too`, () => {
      for (const unit of [undefined, '', 0]) {
        const result = parse({ road, unit });
        assert.deepEqual(result.ok ? [] : result.problems, [{ path: ['unit'], code: 'unit-on-line' }]);
      }
      assert.ok(parse({ road, unit: '17' }).ok);
    });
  }

  for (const road of networkRoads) {
    it(`may be any over ${road}`, () => {
      for (const unit of ['', 0, 17]) assert.ok(parse({ road, unit }).ok);
    });
  }
});

describe('what a Modbus server holds at its start', () => {
  const problemsOf = (row: object) => {
    const result = serverNode.parse({
      schema: 1,
      mode: 'table',
      road: 'tcp',
      tags: [{ name: 'tag', area: 'holding-register', address: '0', ...row }],
    });
    return result.ok ? [] : result.problems.map(({ path, code }) => [path.at(-1), code]);
  };

  for (const row of [
    { type: 'uint16', value: '65535' },
    { type: 'uint16', value: '' },
    { type: 'float32', value: '-21.5' },
    { type: 'uint64', value: '18446744073709551615' },
    { type: 'bcd16', value: '9999' },
    { type: 'bool', bit: 3, value: 'on' },
    { type: 'bool', area: 'coil', value: 'false' },
    { type: 'string', length: 2, value: 'full' },
  ])
    it(`may be ${row.value || 'nothing'} of ${row.type}`, () => {
      assert.deepEqual(problemsOf(row), []);
    });

  for (const row of [
    { type: 'uint16', value: '65536' },
    { type: 'uint16', value: '1.5' },
    { type: 'int16', value: 'many' },
    { type: 'bcd16', value: '10000' },
    { type: 'bool', bit: 3, value: '2' },
    { type: 'string', length: 2, value: 'too long' },
  ])
    it(`is refused while it is typed where it is ${row.value} of ${row.type}`, () => {
      assert.deepEqual(problemsOf(row), [['value', 'bad-value']]);
    });
});
