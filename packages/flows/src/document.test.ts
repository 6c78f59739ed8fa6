import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { divideFlows, flowsItems, flowsText, withoutCredentials } from './document.ts';
import { flowItems, parameters } from './flows.fixture.ts';

const keysOf = (items: readonly unknown[]) =>
  divideFlows(items).parts.map((part) => `${part.key} ${part.texts.length}`);

describe('a flow document', () => {
  it('is put together byte by byte as it was, whatever it holds', () => {
    fc.assert(
      fc.property(flowItems, (items) => {
        const text = JSON.stringify(items);
        const document = divideFlows(items);
        assert.equal(flowsText(document), text);
        assert.equal(JSON.stringify(flowsItems(document)), text);
        assert.equal(new Set(document.parts.map((part) => part.key)).size, document.parts.length);
      }),
      parameters,
    );
  });

  it('has a part per tab, per subflow, for configuration and for the global environment', () => {
    assert.deepEqual(
      keysOf([
        { id: 't1', type: 'tab', label: 'Oven 3' },
        { id: 's1', type: 'subflow', name: 'Scale' },
        { id: 'b1', type: 'mqtt-broker' },
        { id: 'n1', type: 'inject', z: 't1' },
        { id: 'g1', type: 'group', z: 't1' },
        { id: 'n2', type: 'function', z: 's1' },
        { id: 'c1', type: 'mqtt-broker', z: 't1' },
        { id: 'e1', type: 'global-config', env: [] },
      ]),
      ['tab:t1 4', 'subflow:s1 2', 'configuration: 1', 'global: 1'],
    );
  });

  it('names its parts as the user did', () => {
    const { parts } = divideFlows([
      { id: 'n1', type: 'inject', z: 't1', name: 'not this' },
      { id: 't1', type: 'tab', label: 'Oven <b>3</b>' },
      { id: 's1', type: 'subflow', name: 'Scale' },
    ]);
    assert.deepEqual(
      parts.map((part) => part.label),
      ['Oven <b>3</b>', 'Scale'],
    );
  });

  it('takes a node of an unknown tab as on a tab of that id, as Node-RED does', () => {
    assert.deepEqual(keysOf([{ id: 'n1', type: 'inject', z: 'gone' }]), ['tab:gone 1']);
  });

  it('takes over the parts that are written as before', () => {
    const items = [
      { id: 't1', type: 'tab' },
      { id: 't2', type: 'tab' },
      { id: 'n1', type: 'inject', z: 't2', name: 'one' },
    ];
    const before = divideFlows(items);
    const after = divideFlows([items[0], items[1], { ...items[2], name: 'two' }], before);
    assert.equal(after.parts[0], before.parts[0]);
    assert.notEqual(after.parts[1], before.parts[1]);
  });

  it('keeps no hold of the items it was made from', () => {
    const item = { id: 'n1', type: 'inject', name: 'one' };
    const document = divideFlows([item]);
    item.name = 'two';
    assert.equal(flowsText(document), '[{"id":"n1","type":"inject","name":"one"}]');
  });

  it('leaves out the credentials that an editor sends, and nothing else', () => {
    const odd = JSON.parse('{"__proto__":{"a":1},"id":"n2","credentials":{"password":"secret"}}') as object;
    const items = [{ id: 'n1', credentials: '' }, odd, null, 5];
    assert.equal(
      JSON.stringify(withoutCredentials(items)),
      '[{"id":"n1","credentials":""},{"__proto__":{"a":1},"id":"n2"},null,5]',
    );
    assert.ok('credentials' in odd);
  });
});
