import assert from 'node:assert/strict';
import { lineRoads, numberedRoads } from '../common/roads.ts';
import { ReservedUnits } from './reserved-units.ts';

describe('units that a line does not have', () => {
  for (const road of lineRoads)
    it(`M-R-06: are warned of once, on ${road}`, () => {
      const said: string[] = [];
      const reserved = new ReservedUnits(road, { warn: (line) => said.push(line) });
      for (const unit of [0, 1, 247, 248, 255, 248]) reserved.note(unit);
      assert.deepEqual(
        said.map((line) => /^Unit (\d+)/.exec(line)?.[1]),
        ['248', '255'],
      );
    });

  for (const road of numberedRoads)
    it(`are units as any other on ${road}`, () => {
      const reserved = new ReservedUnits(road, { warn: (line) => assert.fail(line) });
      reserved.note(255);
    });
});
