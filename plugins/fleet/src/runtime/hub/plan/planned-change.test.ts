import assert from 'node:assert/strict';
import { divideFlows, type FlowItem } from '@millwright/flows';
import { plannedChange } from './planned-change.ts';

const tab = { id: 't', type: 'tab', label: 'Filler' };
const valve = { id: 'v', type: 'function', z: 't', name: 'Valve', func: 'return 1', x: 10, wires: [] };
const scales = { id: 's', type: 'inject', z: 't', name: 'Scales', x: 10, wires: [] };
const change = (before: readonly FlowItem[], after: readonly FlowItem[]) =>
  plannedChange(divideFlows(before), divideFlows(after));

describe('what a device would get otherwise', () => {
  it('names nodes and properties, and no value of them', () => {
    const report = { id: 'r', type: 'debug', z: 't', name: '', wires: [] };
    const [part] = change(
      [tab, valve, scales],
      [{ ...tab, disabled: true }, { ...valve, func: 'return 2' }, { ...scales, x: 200 }, report],
    );
    assert.deepEqual(
      [part?.properties, part?.nodes],
      [['disabled'], { added: 1, changed: 1, removed: 0, moved: 1 }],
    );
    assert.deepEqual(
      part?.named.map(({ name, type, state, properties }) => [name, type, state, properties]),
      [
        ['Valve', 'function', 'changed', ['func']],
        ['', 'debug', 'added', []],
      ],
    );
    assert.doesNotMatch(JSON.stringify(part), /return/);
  });

  it('names none of a part that is all new or gone, and not more than people read', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ ...scales, id: `n${at}`, name: `Scales ${at}` }));
    const [added] = change([], [tab, ...many]);
    assert.deepEqual([added?.state, added?.nodes.added, added?.named], ['added', 100, []]);
    const [changed] = change([tab], [tab, ...many]);
    assert.deepEqual([changed?.nodes.added, changed?.named.length], [100, 30]);
  });
});
