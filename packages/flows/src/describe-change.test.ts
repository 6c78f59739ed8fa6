import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changeBetween } from './change-between.ts';
import { changeTextKeys, describeChange } from './describe-change.ts';
import { divideFlows } from './document.ts';

const looked = new Set<string>();
const translate = (key: string, values: Readonly<Record<string, number>> = {}) => {
  looked.add(key);
  return [key.split('.').at(-1), ...Object.values(values)].join(' ');
};
const lines = (before: readonly object[], after: readonly object[]) =>
  describeChange(changeBetween(divideFlows(before), divideFlows(after)).parts, translate).map(
    ({ name, details }) => `${name}: ${details}`,
  );

describe('a change in words', () => {
  it('has a line per part', () => {
    const oven = { id: 't1', type: 'tab', label: 'Oven 3' };
    const scale = { id: 's1', type: 'subflow' };
    const node = { id: 'n1', type: 'inject', z: 't1', x: 1 };
    const broker = { id: 'b1', type: 'mqtt-broker' };
    assert.deepEqual(lines([oven, node, broker], [oven, { ...node, name: 'x' }, { ...node, id: 'n2' }]), [
      'Oven 3: changed 1, added 1',
      'configuration: removed 1',
    ]);
    assert.deepEqual(lines([oven], [{ ...oven, label: 'Oven 4' }, scale]), [
      'Oven 4: renamed',
      'subflow: added',
    ]);
    assert.deepEqual(
      lines(
        [oven, node],
        [
          { ...oven, disabled: true },
          { ...node, x: 2 },
        ],
      ),
      ['Oven 3: properties, moved 1'],
    );
    assert.deepEqual(lines([oven, scale], [scale]), ['Oven 3: removed']);
    const press = { id: 't2', type: 'tab' };
    assert.deepEqual(lines([oven, press], [press, oven]), ['tab: moved']);
    lines([], [{ id: 'e', type: 'global-config' }]);
  });

  it('looks up the listed keys only', () => {
    assert.deepEqual(
      [...looked].filter((key) => !changeTextKeys.some((known) => known === key)),
      [],
    );
  });
});
