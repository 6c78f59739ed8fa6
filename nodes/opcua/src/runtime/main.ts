import { WriteRecord } from '@millwright/plc/runtime';
import { definePlugin, livingNodes, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { systemClock } from '@millwright/tags';
import { writeEvents } from '../common/events.ts';
import { createBrowse } from '../mw-opcua-browse/mw-opcua-browse.ts';
import { browseNode } from '../mw-opcua-browse/schema.ts';
import { createCall } from '../mw-opcua-call/mw-opcua-call.ts';
import { callNode } from '../mw-opcua-call/schema.ts';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { createEvents } from '../mw-opcua-events/mw-opcua-events.ts';
import { eventsNode } from '../mw-opcua-events/schema.ts';
import { createRead } from '../mw-opcua-read/mw-opcua-read.ts';
import { readNode } from '../mw-opcua-read/schema.ts';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import { createWatch } from '../mw-opcua-watch/mw-opcua-watch.ts';
import { watchNode } from '../mw-opcua-watch/schema.ts';
import { createWrite } from '../mw-opcua-write/mw-opcua-write.ts';
import { writeNode } from '../mw-opcua-write/schema.ts';
import { serveBrowseRoutes } from './browse-routes.ts';
import { certificateSource } from './certificate-source.ts';
import { keptStore } from './certificates/kept-store.ts';
import { serveCertificates } from './certificates/routes.ts';
import type { OpcUaRecord } from './opcua-record.ts';
import { serveRoutes } from './routes.ts';

const record: OpcUaRecord = new WriteRecord(systemClock, writeEvents);

export const entries = {
  opcua: definePlugin({
    id: 'opcua',
    area: 'opcua',
    ...ownPackage(import.meta.url),
    start(host) {
      record.attach(host);
      keptStore.attach(host);
      certificateSource.provide(async () => (await keptStore.open()).store);
      serveRoutes(host, systemClock);
      serveBrowseRoutes(host, systemClock);
      serveCertificates(host, () => livingNodes(createConnection).length > 0);
    },
  }),
  [connectionNode.type]: (RED: NodesRed) => registerNode(RED, connectionNode, createConnection),
  [tagsNode.type]: (RED: NodesRed) => registerNode(RED, tagsNode, createTags),
  [readNode.type]: (RED: NodesRed) => registerNode(RED, readNode, createRead),
  [writeNode.type]: (RED: NodesRed) => registerNode(RED, writeNode, createWrite(record)),
  [watchNode.type]: (RED: NodesRed) => registerNode(RED, watchNode, createWatch),
  [eventsNode.type]: (RED: NodesRed) => registerNode(RED, eventsNode, createEvents),
  [browseNode.type]: (RED: NodesRed) => registerNode(RED, browseNode, createBrowse),
  [callNode.type]: (RED: NodesRed) => registerNode(RED, callNode, createCall(record)),
};
