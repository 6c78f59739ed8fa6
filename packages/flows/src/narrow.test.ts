import assert from 'node:assert/strict';
import { changeBetween } from './change-between.ts';
import { divideFlows } from './document.ts';
import { narrowTo } from './narrow.ts';

const tab = (id: string) => ({ id, type: 'tab', label: id });
const node = (id: string, z: string, more: object = {}) => ({ id, type: 'debug', z, ...more });
const all = divideFlows([
  tab('t1'),
  tab('t2'),
  node('a', 't1'),
  node('b', 't1'),
  node('c', 't2'),
  { id: 'broker', type: 'mqtt-broker' },
  { id: 'other', type: 'mqtt-broker' },
]);

describe('flows narrowed to what others hold', () => {
  const changes = (items: readonly object[]) => {
    const given = divideFlows(items);
    const { parts } = changeBetween(narrowTo(all, given), given);
    return parts.map(({ key, state, nodes }) => [
      key,
      state,
      nodes.map((each) => `${each.id} ${each.state}`),
    ]);
  };

  it('keep a tab whole that the others hold, and configuration nodes by id', () => {
    const config = { id: 'broker', type: 'mqtt-broker' };
    assert.deepEqual(changes([tab('t1'), node('a', 't1'), node('b', 't1'), config]), []);
    assert.deepEqual(changes([tab('t1'), node('a', 't1', { name: 'x' }), { ...config, host: 'x' }]), [
      ['tab:t1', 'changed', ['a changed', 'b removed']],
      ['configuration:', 'changed', ['broker changed']],
    ]);
  });

  it('keep single nodes where the others do not hold their tab', () => {
    assert.deepEqual(changes([node('a', 't1')]), []);
    assert.deepEqual(changes([node('a', 't1', { name: 'x' })]), [['tab:t1', 'changed', ['a changed']]]);
  });

  it('say what only the others hold', () => {
    assert.deepEqual(changes([tab('t3'), { id: 'new', type: 'mqtt-broker' }]), [
      ['tab:t3', 'added', []],
      ['configuration:', 'changed', ['new added']],
    ]);
  });
});
