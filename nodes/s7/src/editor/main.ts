import { definePlugin, isSet, offerNodes, registerNode } from '@millwright/editor';
import { controlSetting } from '../common/control.ts';
import { connectionExtras } from '../mw-s7-connection/editor.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { controlExtras } from '../mw-s7-control/editor.ts';
import { controlNode } from '../mw-s7-control/schema.ts';
import { infoExtras } from '../mw-s7-info/editor.ts';
import { infoNode } from '../mw-s7-info/schema.ts';
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
  [infoNode.type]: () => registerNode(infoNode, infoExtras),
  [controlNode.type]: () => {
    // Its html is in the page all the same: Node-RED takes it as it lies there.
    if (isSet(controlSetting)) registerNode(controlNode, controlExtras);
  },
});
