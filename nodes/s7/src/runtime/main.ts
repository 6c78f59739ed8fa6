import { WriteRecord } from '@millwright/plc/runtime';
import {
  definePlugin,
  type NodesRed,
  ownPackage,
  ownSettings,
  registerNode,
  withholdNode,
} from '@millwright/runtime';
import { systemClock } from '@millwright/tags';
import { controlSetting, isControlAllowed, whyNoControl } from '../common/control.ts';
import { writeEvents } from '../common/events.ts';
import { createConnection } from '../mw-s7-connection/mw-s7-connection.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { createControl } from '../mw-s7-control/mw-s7-control.ts';
import { controlNode } from '../mw-s7-control/schema.ts';
import { createInfo } from '../mw-s7-info/mw-s7-info.ts';
import { infoNode } from '../mw-s7-info/schema.ts';
import { createRead } from '../mw-s7-read/mw-s7-read.ts';
import { readNode } from '../mw-s7-read/schema.ts';
import { createTags } from '../mw-s7-tags/mw-s7-tags.ts';
import { tagsNode } from '../mw-s7-tags/schema.ts';
import { createWatch } from '../mw-s7-watch/mw-s7-watch.ts';
import { watchNode } from '../mw-s7-watch/schema.ts';
import { createWrite } from '../mw-s7-write/mw-s7-write.ts';
import { writeNode } from '../mw-s7-write/schema.ts';
import { serveRoutes } from './routes.ts';
import type { S7Record } from './s7-record.ts';

const record: S7Record = new WriteRecord(systemClock, writeEvents);

const allowsControl = (RED: NodesRed): boolean => isControlAllowed(ownSettings(RED, 's7'));

export const entries = {
  s7: definePlugin({
    id: 's7',
    area: 's7',
    ...ownPackage(import.meta.url),
    start(host) {
      record.attach(host);
      serveRoutes(host, systemClock);
    },
  }),
  [connectionNode.type]: (RED: NodesRed) =>
    registerNode(RED, connectionNode, createConnection, { told: { [controlSetting]: allowsControl(RED) } }),
  [tagsNode.type]: (RED: NodesRed) => registerNode(RED, tagsNode, createTags),
  [readNode.type]: (RED: NodesRed) => registerNode(RED, readNode, createRead),
  [writeNode.type]: (RED: NodesRed) => registerNode(RED, writeNode, createWrite(record)),
  [watchNode.type]: (RED: NodesRed) => registerNode(RED, watchNode, createWatch),
  [infoNode.type]: (RED: NodesRed) => registerNode(RED, infoNode, createInfo),
  [controlNode.type]: (RED: NodesRed) => {
    if (allowsControl(RED)) registerNode(RED, controlNode, createControl(record));
    else withholdNode(RED, controlNode.type, whyNoControl);
  },
};
