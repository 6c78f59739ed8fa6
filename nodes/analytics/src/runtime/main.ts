import { definePlugin, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { createAlarm } from '../mw-alarm/mw-alarm.ts';
import { alarmNode } from '../mw-alarm/schema.ts';
import { createAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { alarmEngineNode } from '../mw-alarm-engine/schema.ts';
import { createRecord } from '../mw-record/mw-record.ts';
import { recordNode } from '../mw-record/schema.ts';
import { createSampleStore } from '../mw-sample-store/mw-sample-store.ts';
import { sampleStoreNode } from '../mw-sample-store/schema.ts';

export const entries = {
  // Only plugins hear that their package is removed, so a package of nodes has one too.
  analytics: definePlugin({
    id: 'analytics',
    area: 'analytics',
    ...ownPackage(import.meta.url),
    start() {},
  }),
  [sampleStoreNode.type]: (RED: NodesRed) => registerNode(RED, sampleStoreNode, createSampleStore),
  [recordNode.type]: (RED: NodesRed) => registerNode(RED, recordNode, createRecord),
  [alarmEngineNode.type]: (RED: NodesRed) => registerNode(RED, alarmEngineNode, createAlarmEngine),
  [alarmNode.type]: (RED: NodesRed) => registerNode(RED, alarmNode, createAlarm),
};
