import { WriteRecord } from '@millwright/plc/runtime';
import { definePlugin, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { systemClock } from '@millwright/tags';
import { writeEvents } from '../common/events.ts';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { createRead } from '../mw-modbus-read/mw-modbus-read.ts';
import { readNode } from '../mw-modbus-read/schema.ts';
import { createRequest } from '../mw-modbus-request/mw-modbus-request.ts';
import { requestNode } from '../mw-modbus-request/schema.ts';
import { createServer as serverIn } from '../mw-modbus-server/mw-modbus-server.ts';
import { serverNode } from '../mw-modbus-server/schema.ts';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { createWatch } from '../mw-modbus-watch/mw-modbus-watch.ts';
import { watchNode } from '../mw-modbus-watch/schema.ts';
import { createWrite } from '../mw-modbus-write/mw-modbus-write.ts';
import { writeNode } from '../mw-modbus-write/schema.ts';
import type { ModbusRecord } from './modbus-record.ts';
import { serveRoutes } from './routes.ts';

const record: ModbusRecord = new WriteRecord(systemClock, writeEvents);
/** Where what has to outlive a restart is kept; known once the plugin has started. */
let directory: (() => string) | undefined;

const createServer = serverIn(() => directory?.());

export const entries = {
  modbus: definePlugin({
    id: 'modbus',
    area: 'modbus',
    ...ownPackage(import.meta.url),
    start(host) {
      record.attach(host);
      directory = () => host.directory();
      serveRoutes(host, systemClock, createServer);
    },
  }),
  [connectionNode.type]: (RED: NodesRed) => registerNode(RED, connectionNode, createConnection),
  [tagsNode.type]: (RED: NodesRed) => registerNode(RED, tagsNode, createTags),
  [readNode.type]: (RED: NodesRed) => registerNode(RED, readNode, createRead),
  [writeNode.type]: (RED: NodesRed) => registerNode(RED, writeNode, createWrite(record)),
  [watchNode.type]: (RED: NodesRed) => registerNode(RED, watchNode, createWatch),
  [requestNode.type]: (RED: NodesRed) => registerNode(RED, requestNode, createRequest(record)),
  [serverNode.type]: (RED: NodesRed) => registerNode(RED, serverNode, createServer),
};
