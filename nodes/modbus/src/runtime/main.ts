import { definePlugin, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { createRead } from '../mw-modbus-read/mw-modbus-read.ts';
import { readNode } from '../mw-modbus-read/schema.ts';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { createWatch } from '../mw-modbus-watch/mw-modbus-watch.ts';
import { watchNode } from '../mw-modbus-watch/schema.ts';

export const entries = {
  // Only plugins hear that their package is removed, so a package of nodes has one too.
  modbus: definePlugin({
    id: 'modbus',
    area: 'modbus',
    ...ownPackage(import.meta.url),
    start() {},
  }),
  [connectionNode.type]: (RED: NodesRed) => registerNode(RED, connectionNode, createConnection),
  [tagsNode.type]: (RED: NodesRed) => registerNode(RED, tagsNode, createTags),
  [readNode.type]: (RED: NodesRed) => registerNode(RED, readNode, createRead),
  [watchNode.type]: (RED: NodesRed) => registerNode(RED, watchNode, createWatch),
};
