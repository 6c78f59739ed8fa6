import assert from 'node:assert/strict';
import { variableChanges } from './environment.ts';

const rate = { name: 'RATE', type: 'num', value: '5' };

describe('an environment that differs', () => {
  it('lists the variables that came, went, or are others', () => {
    const site = { name: 'SITE', type: 'str', value: 'north' };
    assert.deepEqual(
      variableChanges([rate, { name: 'OLD', type: 'str', value: '' }], [{ ...rate, value: '6' }, site]),
      [
        { name: 'RATE', before: rate, after: { ...rate, value: '6' } },
        { name: 'SITE', after: site },
        { name: 'OLD', before: { name: 'OLD', type: 'str', value: '' } },
      ],
    );
  });

  it('shows a value of another kind as JSON', () => {
    const [change] = variableChanges(undefined, [{ name: 'A', type: 'json', value: { x: 1 } }]) ?? [];
    assert.deepEqual(change, { name: 'A', after: { name: 'A', type: 'json', value: '{"x":1}' } });
  });

  it('is left to others where it is no list of variables, or only its order differs', () => {
    assert.equal(variableChanges({ RATE: 5 }, [rate]), undefined);
    assert.equal(variableChanges([{ type: 'num' }], [rate]), undefined);
    assert.equal(variableChanges([rate, { ...rate, name: 'B' }], [{ ...rate, name: 'B' }, rate]), undefined);
  });
});
