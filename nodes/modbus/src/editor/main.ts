import { definePlugin, offerNodes, registerNode } from '@millwright/editor';
import { connectionExtras } from '../mw-modbus-connection/editor.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { readExtras } from '../mw-modbus-read/editor.ts';
import { readNode } from '../mw-modbus-read/schema.ts';
import { requestExtras } from '../mw-modbus-request/editor.ts';
import { requestNode } from '../mw-modbus-request/schema.ts';
import { serverExtras } from '../mw-modbus-server/editor.ts';
import { serverNode } from '../mw-modbus-server/schema.ts';
import { tagsExtras } from '../mw-modbus-tags/editor.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { watchExtras } from '../mw-modbus-watch/editor.ts';
import { watchNode } from '../mw-modbus-watch/schema.ts';
import { writeExtras } from '../mw-modbus-write/editor.ts';
import { writeNode } from '../mw-modbus-write/schema.ts';
import { showConnections } from './connections/connections.ts';
import { keepTexts } from './texts.ts';

definePlugin({
  packageName: '@millwright/node-red-modbus',
  entry: 'modbus',
  start(door, texts) {
    keepTexts(texts);
    return showConnections(door, texts);
  },
});

offerNodes({
  [connectionNode.type]: () => registerNode(connectionNode, connectionExtras),
  [tagsNode.type]: () => registerNode(tagsNode, tagsExtras),
  [readNode.type]: () => registerNode(readNode, readExtras),
  [writeNode.type]: () => registerNode(writeNode, writeExtras),
  [watchNode.type]: () => registerNode(watchNode, watchExtras),
  [requestNode.type]: () => registerNode(requestNode, requestExtras),
  [serverNode.type]: () => registerNode(serverNode, serverExtras),
});
