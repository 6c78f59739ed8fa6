import assert from 'node:assert/strict';
import { root } from '@millwright/testing';
import { draftNode } from './node.ts';
import { draftPlugin } from './plugin.ts';
import { Refusal } from './refusal.ts';

const refused: readonly (readonly [typeof draftPlugin, string, RegExp])[] = [
  [draftPlugin, 'HeatMap', /"HeatMap" cannot be the name of a plugin/],
  [draftPlugin, 'node_modules', /cannot be the name/],
  [draftPlugin, 'door', /means something else already/],
  [draftPlugin, 'model', /means something else already/],
  [draftNode, 'oven/schema', /means something else already/],
  [draftPlugin, 'history', /plugins\/history is there already/],
  [draftPlugin, 'modbus', /nodes\/modbus is there already/],
  [draftPlugin, 'store', /errors "store\.…" already/],
  ...[
    'settings',
    'flow',
    'flows',
    'nodes',
    'library',
    'context',
    'projects',
    'comms',
    'plugins',
    'diagnostics',
  ].map((name) => [draftPlugin, name, /operations of Node-RED itself/] as const),
  ...['module', 'inject', 'debug', 'http', 'live', 'credential', 'node-route', 'udp-ports'].map(
    (name) => [draftPlugin, name, /operations of Node-RED itself/] as const,
  ),
  [draftNode, 'flow/meter', /operations of Node-RED itself/],
  [draftNode, 'modbus', /does not name a pack and a node/],
  [draftNode, 'modbus/', /does not name a pack and a node/],
  [draftNode, '/write', /cannot be the name of a pack of nodes/],
  [draftNode, 'modbus/write/coil', /does not name a pack and a node/],
  [draftNode, 'modbus/Write', /cannot be the name of a node/],
  [draftNode, '../history/write', /does not name a pack and a node/],
  [draftNode, 'modbus/read', /has a node mw-modbus-read already/],
  [draftNode, 'dashboard/lamp', /holds widgets of Dashboard/],
  [draftNode, 'history/read', /plugins\/history is there already/],
];

describe('something new is refused', () => {
  for (const [draft, name, message] of refused) {
    it(`as ${draft === draftPlugin ? 'plugin' : 'node'} "${name}", with what to do instead`, () => {
      assert.throws(
        () => draft(root, name),
        (error) => error instanceof Refusal && message.test(error.message) && error.next.length > 20,
      );
    });
  }

  it('but a node may be called as an operation of Node-RED, since its pack stands before it', () => {
    assert.ok(draftNode(root, 'modbus/flow').paths.some((path) => path.includes('mw-modbus-flow')));
  });
});
