import assert from 'node:assert/strict';
import { isBitArea } from '@millwright/modbus';
import { registersOf } from '@millwright/tags';
import { Filler, packml } from './filler.ts';
import { fillerPoints } from './filler-map.ts';

describe("the filler's register map", () => {
  it('names each value of the machine once', () => {
    const names = fillerPoints.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual([...names].sort(), Object.keys(new Filler(1).values()).sort());
  });

  it('lists exactly the states that the machine knows', () => {
    const [state] = fillerPoints.filter(({ name }) => name === 'filler.state');
    const states = Object.entries(packml).map(([name, number]) => `${number} ${name}`);
    assert.equal(state?.description, `PackML state: ${states.join(', ')}`);
  });

  it('lets no two points lie on one address, and bools only in bit areas', () => {
    const taken = new Set<string>();
    for (const point of fillerPoints) {
      const { name, area, address, type } = point;
      assert.equal(type === 'bool', isBitArea(area), name);
      for (let at = address; at < address + registersOf(point); at += 1) {
        assert.ok(!taken.has(`${area} ${at}`), name);
        taken.add(`${area} ${at}`);
      }
    }
  });
});
