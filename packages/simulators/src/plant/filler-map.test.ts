import assert from 'node:assert/strict';
import { isBitArea } from '@millwright/modbus';
import { bytesOf } from '@millwright/tags';
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
    for (const { name, area, address, type } of fillerPoints) {
      assert.equal(type === 'bool', isBitArea(area), name);
      const width = type === 'bool' ? 1 : bytesOf(type) / 2;
      for (let at = address; at < address + width; at += 1) {
        assert.ok(!taken.has(`${area} ${at}`), name);
        taken.add(`${area} ${at}`);
      }
    }
  });
});
