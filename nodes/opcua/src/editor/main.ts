import { definePlugin, offerNodes, registerNode } from '@millwright/editor';
import { browseExtras } from '../mw-opcua-browse/editor.ts';
import { browseNode } from '../mw-opcua-browse/schema.ts';
import { callExtras } from '../mw-opcua-call/editor.ts';
import { callNode } from '../mw-opcua-call/schema.ts';
import { connectionExtras } from '../mw-opcua-connection/editor.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { eventsExtras } from '../mw-opcua-events/editor.ts';
import { eventsNode } from '../mw-opcua-events/schema.ts';
import { readExtras } from '../mw-opcua-read/editor.ts';
import { readNode } from '../mw-opcua-read/schema.ts';
import { tagsExtras } from '../mw-opcua-tags/editor.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import { watchExtras } from '../mw-opcua-watch/editor.ts';
import { watchNode } from '../mw-opcua-watch/schema.ts';
import { writeExtras } from '../mw-opcua-write/editor.ts';
import { writeNode } from '../mw-opcua-write/schema.ts';
import { showCertificates } from './certificates/section.ts';
import { showConnections } from './connections/connections.ts';
import { keepTexts } from './texts.ts';

definePlugin({
  packageName: '@millwright/node-red-opcua',
  entry: 'opcua',
  start(door, texts) {
    keepTexts(texts);
    const ends = [showConnections(door, texts), showCertificates(door, texts)];
    return () => {
      for (const end of ends) end();
    };
  },
});

offerNodes({
  [connectionNode.type]: () => registerNode(connectionNode, connectionExtras),
  [tagsNode.type]: () => registerNode(tagsNode, tagsExtras),
  [readNode.type]: () => registerNode(readNode, readExtras),
  [writeNode.type]: () => registerNode(writeNode, writeExtras),
  [watchNode.type]: () => registerNode(watchNode, watchExtras),
  [eventsNode.type]: () => registerNode(eventsNode, eventsExtras),
  [browseNode.type]: () => registerNode(browseNode, browseExtras),
  [callNode.type]: () => registerNode(callNode, callExtras),
});
