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
