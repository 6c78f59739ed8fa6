import assert from 'node:assert/strict';
import { needsOf } from './needed.ts';

const brought: Readonly<Record<string, string>> = {
  inject: 'node-red',
  oven: 'node-red-contrib-oven',
  'oven-config': 'node-red-contrib-oven',
  'mw-modbus-read': '@millwright/node-red-modbus',
};
const needs = (...items: readonly object[]) =>
  needsOf(items as never, (type) => (Object.hasOwn(brought, type) ? brought[type] : undefined));

describe('the modules that flows need', () => {
  it('are those that bring the types of their nodes, each once, and not Node-RED itself', () => {
    const { modules, own, unknown } = needs(
      { id: 't', type: 'tab' },
      { id: 'g', type: 'group', z: 't' },
      { id: 'a', type: 'inject', z: 't' },
      { id: 'b', type: 'oven', z: 't' },
      { id: 'c', type: 'oven', z: 't', d: true },
      { id: 'd', type: 'oven-config' },
    );
    assert.deepEqual(modules, [{ name: 'node-red-contrib-oven', types: ['oven', 'oven-config'] }]);
    assert.deepEqual([own, unknown], [[], []]);
  });

  it('are those of function nodes, without what Node.js brings', () => {
    const libs = [
      { var: 'a', module: 'dayjs' },
      { var: 'b', module: '@acme/pad@^2.0.0' },
      { var: 'c', module: 'lodash/fp' },
      { var: 'd', module: 'node:fs' },
      { var: 'e', module: 'crypto' },
      { var: 'f' },
      null,
    ];
    const { modules } = needs({ id: 'f', type: 'function', libs }, { id: 'x', type: 'inject', libs });
    assert.deepEqual(
      modules.map(({ name }) => name),
      ['@acme/pad', 'dayjs', 'lodash'],
    );
  });

  it('are told apart from ours, and from types that nothing brings', () => {
    const { modules, own, unknown } = needs(
      { id: 'a', type: 'mw-modbus-read' },
      { id: 'b', type: 'lost' },
      { id: 's', type: 'subflow' },
      { id: 'c', type: 'subflow:s' },
      { id: 'd', type: 'subflow:gone' },
      { id: 'e', type: 'toString' },
      { id: 'f' },
    );
    assert.deepEqual(modules, []);
    assert.deepEqual(own, [{ name: '@millwright/node-red-modbus', types: ['mw-modbus-read'] }]);
    assert.deepEqual(unknown, ['lost', 'subflow:gone', 'toString']);
  });
});
