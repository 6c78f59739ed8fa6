import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeBetween } from './change-between.ts';
import { differenceBetween } from './difference-between.ts';
import { divideFlows, emptyDocument } from './document.ts';
import { flowItems, parameters } from './flows.fixture.ts';

const tab = { id: 't1', type: 'tab', label: 'Oven 3', env: [] };
const broker = { id: 'b1', type: 'mqtt-broker', name: 'plant' };
const out = { id: 'm1', type: 'mqtt out', z: 't1', name: 'send', broker: 'b1', x: 1, y: 1, wires: [] };
const code = {
  id: 'f1',
  type: 'function',
  z: 't1',
  name: 'scale',
  func: 'return 1;',
  x: 1,
  y: 1,
  wires: [['m1']],
};
const items = [tab, broker, code, out];

const difference = (before: readonly object[], after: readonly object[]) =>
  differenceBetween(divideFlows(before), divideFlows(after));
const properties = (before: object, after: object) =>
  difference([tab, before], [tab, after]).parts[0]?.nodes[0]?.properties ?? [];

describe('the difference in full', () => {
  it('goes from part to node to property, and names the ids that occur', () => {
    const after = [
      { ...tab, env: [{ name: 'LINE', value: '3', type: 'str' }] },
      broker,
      { ...code, func: 'return 2;', x: 5, wires: [['m1', 'd1']] },
      { ...out, broker: 'b2' },
      { id: 'd1', type: 'debug', z: 't1', name: 'see', active: true, x: 2, y: 2, wires: [] },
      { id: 'b2', type: 'mqtt-broker', name: 'spare' },
    ];
    const { parts, names, reordered } = difference(items, after);
    assert.equal(reordered, false);
    assert.deepEqual(
      parts.map(({ kind, id, label, state }) => [kind, id, label, state]),
      [
        ['tab', 't1', 'Oven 3', 'changed'],
        ['configuration', '', '', 'changed'],
      ],
    );
    const [oven, configuration] = parts;
    assert.deepEqual(oven?.properties, [
      {
        name: 'env',
        kind: 'environment',
        before: [],
        after: [{ name: 'LINE', value: '3', type: 'str' }],
      },
    ]);
    assert.deepEqual(oven?.nodes, [
      {
        id: 'f1',
        type: 'function',
        label: 'scale',
        state: 'changed',
        properties: [
          { name: 'func', kind: 'code', language: 'javascript', before: 'return 1;', after: 'return 2;' },
          { name: 'x', kind: 'place', before: 1, after: 5 },
          { name: 'wires', kind: 'wires', before: [['m1']], after: [['m1', 'd1']] },
        ],
      },
      {
        id: 'm1',
        type: 'mqtt out',
        label: 'send',
        state: 'changed',
        properties: [{ name: 'broker', kind: 'value', before: 'b1', after: 'b2' }],
      },
      {
        id: 'd1',
        type: 'debug',
        label: 'see',
        state: 'added',
        properties: [
          { name: 'name', kind: 'value', after: 'see' },
          { name: 'active', kind: 'value', after: true },
          { name: 'x', kind: 'place', after: 2 },
          { name: 'y', kind: 'place', after: 2 },
          { name: 'wires', kind: 'wires', after: [] },
        ],
      },
    ]);
    assert.deepEqual(
      configuration?.nodes.map(({ id, state }) => [id, state]),
      [['b2', 'added']],
    );
    assert.deepEqual(names, {
      m1: { type: 'mqtt out', label: 'send' },
      d1: { type: 'debug', label: 'see' },
      b1: { type: 'mqtt-broker', label: 'plant' },
      b2: { type: 'mqtt-broker', label: 'spare' },
    });
  });

  it('knows what is code, and in which language', () => {
    const kinds = (type: string, before: object, after: object) =>
      properties({ id: 'n', z: 't1', type, ...before }, { id: 'n', z: 't1', type, ...after }).map(
        ({ name, kind, language }) => [name, kind, ...(language ? [language] : [])],
      );
    assert.deepEqual(kinds('function', {}, { finalize: 'x' }), [['finalize', 'code', 'javascript']]);
    assert.deepEqual(kinds('template', { format: 'css' }, { format: 'css', template: 'a {}' }), [
      ['template', 'code', 'css'],
    ]);
    assert.deepEqual(kinds('template', { format: 'constructor' }, { format: 'constructor', template: '' }), [
      ['template', 'code', 'text'],
    ]);
    assert.deepEqual(kinds('inject', { payloadType: 'json' }, { payload: '{}', payloadType: 'json' }), [
      ['payload', 'code', 'json'],
    ]);
    assert.deepEqual(kinds('postgresql', { query: 'select 1' }, { query: 'select 2' }), [
      ['query', 'code', 'sql'],
    ]);
    assert.deepEqual(kinds('http request', { query: 'a' }, { query: 'b' }), [['query', 'value']]);
    assert.deepEqual(kinds('comment', { info: 'a' }, { info: 'a\nb' }), [['info', 'code', 'markdown']]);
    assert.deepEqual(kinds('other', { note: 'a' }, { note: 'a\nb' }), [['note', 'code', 'text']]);
    assert.deepEqual(kinds('other', {}, { note: '{\n"a": 1}' }), [['note', 'code', 'json']]);
    assert.deepEqual(kinds('other', { note: 1 }, { note: 'a\nb' }), [['note', 'value']]);
    assert.deepEqual(kinds('link out', { links: [] }, { links: ['x'] }), [['links', 'wires']]);
  });

  it('takes a property called __proto__ for what it is', () => {
    const odd = (value: string): object => JSON.parse(`{"id":"n","z":"t1","type":"x","__proto__":${value}}`);
    const [only] = properties(odd('{"a":1}'), odd('{"a":2}'));
    assert.deepEqual([only?.name, only?.before, only?.after], ['__proto__', { a: 1 }, { a: 2 }]);
    assert.equal(({} as { a?: number }).a, undefined);
  });

  it('says of whatever documents the same states as the change in short, and properties for each change', () => {
    const short = (nodes: readonly { id: string; type: string; label: string; state: string }[]) =>
      nodes.map(({ id, type, label, state }) => ({ id, type, label, state }));
    fc.assert(
      fc.property(flowItems, flowItems, (one, other) => {
        const [before, after] = [divideFlows(one), divideFlows(other)];
        const full = differenceBetween(before, after);
        const change = changeBetween(before, after);
        assert.equal(full.reordered, change.reordered);
        full.parts.forEach((part, index) => {
          const expected = change.parts[index];
          assert.deepEqual(
            [part.id, part.state, part.label],
            [expected?.id, expected?.state, expected?.label],
          );
          if (part.kind !== 'global' && expected?.state === 'changed') {
            assert.deepEqual(short(part.nodes), short(expected.nodes));
          }
          for (const node of part.nodes) if (node.state === 'changed') assert.ok(node.properties.length > 0);
        });
      }),
      parameters,
    );
  });

  it('is nothing between a document and itself, and everything from an empty one', () => {
    const document = divideFlows(items);
    assert.deepEqual(differenceBetween(document, document), { parts: [], reordered: false, names: {} });
    assert.deepEqual(
      differenceBetween(emptyDocument, document).parts.map(({ state, nodes }) => [state, nodes.length]),
      [
        ['added', 2],
        ['changed', 1],
      ],
    );
  });
});
