import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { changeBetween, noChange } from './change-between.ts';
import { divideFlows, flowsText } from './document.ts';
import { flowItems, parameters } from './flows.fixture.ts';

const tab = (id: string, label = id) => ({ id, type: 'tab', label });
const node = (id: string, z: string, more: object = {}) => ({
  id,
  type: 'inject',
  z,
  name: id,
  x: 1,
  y: 1,
  ...more,
});

const between = (before: readonly object[], after: readonly object[]) =>
  changeBetween(divideFlows(before), divideFlows(after));

const short = (before: readonly object[], after: readonly object[]) =>
  between(before, after).parts.map(
    ({ key, state, properties, added, changed, removed, moved }) =>
      `${key} ${state} +${added} ~${changed} -${removed} >${moved}${properties ? ' properties' : ''}`,
  );

const plant = [
  tab('t1'),
  tab('t2'),
  node('n1', 't1'),
  node('n2', 't1'),
  node('n3', 't2'),
  { id: 'b', type: 'mqtt-broker' },
];

describe('the change between two documents', () => {
  it('is none between a document and itself', () => {
    fc.assert(
      fc.property(flowItems, (items) => {
        assert.equal(changeBetween(divideFlows(items), divideFlows(items)), noChange);
      }),
      parameters,
    );
  });

  it('is some between documents whose text differs', () => {
    fc.assert(
      fc.property(flowItems, flowItems, (before, after) => {
        const [one, other] = [divideFlows(before), divideFlows(after)];
        const { parts, reordered } = changeBetween(one, other);
        assert.equal(parts.length === 0 && !reordered, flowsText(one) === flowsText(other));
      }),
      parameters,
    );
  });

  it('counts what was added, changed, removed and moved on a tab', () => {
    const after = [
      tab('t1'),
      tab('t2'),
      node('n1', 't1', { x: 50 }),
      node('new', 't1'),
      node('n3', 't2', { repeat: '5' }),
      { id: 'b', type: 'mqtt-broker' },
    ];
    assert.deepEqual(short(plant, after), ['tab:t1 changed +1 ~0 -1 >1', 'tab:t2 changed +0 ~1 -0 >0']);
  });

  it('names the nodes', () => {
    const { parts } = between(plant, [...plant, { id: 'c', type: 'tls-config', name: 'Press' }]);
    assert.deepEqual(parts[0]?.nodes, [{ id: 'c', type: 'tls-config', label: 'Press', state: 'added' }]);
    assert.equal(parts[0]?.kind, 'configuration');
  });

  it('names what of a node is other, its former name, and the variables of an environment', () => {
    const variable = (name: string, value: string) => ({ name, value, type: 'str' });
    const before = [
      { ...tab('t1'), env: [variable('LINE', '1'), variable('SITE', 'a')] },
      node('n1', 't1', { repeat: '1', env: 'x' }),
      node('n2', 't1'),
    ];
    const after = [
      { ...tab('t1'), env: [variable('LINE', '2'), variable('SITE', 'a')], info: 'x' },
      node('n1', 't1', { name: 'Start', repeat: '5', env: 'y' }),
      node('n2', 't1', { x: 5 }),
    ];
    const [change] = between(before, after).parts;
    assert.deepEqual(change?.ownProperties, ['env.LINE', 'info']);
    assert.deepEqual(change?.nodes, [
      {
        id: 'n1',
        type: 'inject',
        label: 'Start',
        formerLabel: 'n1',
        state: 'changed',
        properties: ['name', 'repeat', 'env'],
      },
      { id: 'n2', type: 'inject', label: 'n2', state: 'moved' },
    ]);
  });

  it('tells tabs that come and go', () => {
    const after = [
      tab('t1'),
      tab('t4', 'Press'),
      node('n1', 't1'),
      node('n2', 't1'),
      node('n4', 't4'),
      plant[5] as object,
    ];
    assert.deepEqual(short(plant, after), ['tab:t4 added +1 ~0 -0 >0', 'tab:t2 removed +0 ~0 -1 >0']);
    assert.deepEqual(
      between(plant, after).parts.map(({ label }) => label),
      ['Press', 't2'],
    );
  });

  it('counts a node on another tab as removed there and added here', () => {
    const after = plant.map((item) => (item.id === 'n2' ? { ...item, z: 't2' } : item));
    assert.deepEqual(short(plant, after), ['tab:t1 changed +0 ~0 -1 >0', 'tab:t2 changed +1 ~0 -0 >0']);
  });

  it('is only a move when nothing but places changed', () => {
    const after = plant.map((item) => (item.id === 'n1' ? { ...item, y: 9 } : item));
    assert.deepEqual(short(plant, after), ['tab:t1 moved +0 ~0 -0 >1']);
  });

  it('names the fewest tabs that explain a new order', () => {
    const [one, two, three] = [tab('t1'), tab('t2'), tab('t3')];
    assert.deepEqual(short([one, two, three], [three, one, two]), ['tab:t3 moved +0 ~0 -0 >0']);
  });

  it('compares the order of ten thousand tabs without comparing each with each', function () {
    // Each with each would be a hundred million comparisons.
    this.timeout(20_000);
    const tabs = Array.from({ length: 10_000 }, (_, index) => tab(`t${index}`));
    const [first, ...others] = tabs;
    assert.deepEqual(short(tabs, [...others, first as object]), ['tab:t0 moved +0 ~0 -0 >0']);
  });

  it('tells a new name of a tab', () => {
    const [change] = between([tab('t1', 'Oven')], [tab('t1', 'Oven 3')]).parts;
    assert.equal(change?.formerLabel, 'Oven');
    assert.equal(change?.label, 'Oven 3');
    assert.equal(change?.properties, true);
    assert.equal(change?.state, 'changed');
  });

  it('does not count another order of keys as a change, but says that the text differs', () => {
    const after = plant.map((item) => Object.fromEntries(Object.entries(item).reverse()));
    assert.deepEqual(between(plant, after), { parts: [], reordered: true });
  });

  it('handles ids that stand twice', () => {
    const before = [node('n', 'a'), node('n', 'a', { name: 'twin' })];
    assert.deepEqual(short(before, [before[0] as object]), ['tab:a changed +0 ~0 -1 >0']);
    assert.deepEqual(short(before, [...before, node('n', 'a', { name: 'third' })]), [
      'tab:a changed +1 ~0 -0 >0',
    ]);
  });
});
