import { definePlugin, offerNodes, registerNode } from '@millwright/editor';
import { connectionExtras } from '../mw-s7-connection/editor.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { readExtras } from '../mw-s7-read/editor.ts';
import { readNode } from '../mw-s7-read/schema.ts';
import { tagsExtras } from '../mw-s7-tags/editor.ts';
import { tagsNode } from '../mw-s7-tags/schema.ts';
import { watchExtras } from '../mw-s7-watch/editor.ts';
import { watchNode } from '../mw-s7-watch/schema.ts';
import { writeExtras } from '../mw-s7-write/editor.ts';
import { writeNode } from '../mw-s7-write/schema.ts';
import { showConnections } from './connections/connections.ts';
import { keepTexts } from './texts.ts';

definePlugin({
  packageName: '@millwright/node-red-s7',
  entry: 's7',
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
});
