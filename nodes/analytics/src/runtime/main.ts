import { definePlugin, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { systemClock } from '@millwright/tags';
import { Alarms } from '../alarms/alarms.ts';
import { createAlarm } from '../mw-alarm/mw-alarm.ts';
import { alarmNode } from '../mw-alarm/schema.ts';
import { createAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { alarmEngineNode } from '../mw-alarm-engine/schema.ts';
import { createRecord } from '../mw-record/mw-record.ts';
import { recordNode } from '../mw-record/schema.ts';
import { createSampleStore } from '../mw-sample-store/mw-sample-store.ts';
import { sampleStoreNode } from '../mw-sample-store/schema.ts';
import { Stores } from './stores.ts';

/** Where samples are kept; known once the plugin has started. */
let directory: (() => string) | undefined;
const stores = new Stores();
const own = ownPackage(import.meta.url);
const createStore = createSampleStore(
  { directory: () => directory?.(), worker: workerBeside(import.meta.url), version: own.version },
  stores,
);

const alarms = new Alarms(systemClock, workerBeside(import.meta.url));
const createEngine = createAlarmEngine(alarms);

export const entries = {
  // Only plugins hear that their package is removed, so a package of nodes has one too.
  analytics: definePlugin({
    id: 'analytics',
    area: 'analytics',
    ...own,
    start(host) {
      directory = () => host.directory();
      host.provide('samples', stores);
      alarms.attach(host);
    },
  }),
  [sampleStoreNode.type]: (RED: NodesRed) => registerNode(RED, sampleStoreNode, createStore),
  [recordNode.type]: (RED: NodesRed) => registerNode(RED, recordNode, createRecord(createStore)),
  [alarmEngineNode.type]: (RED: NodesRed) => registerNode(RED, alarmEngineNode, createEngine),
  [alarmNode.type]: (RED: NodesRed) => registerNode(RED, alarmNode, createAlarm(createEngine, systemClock)),
};
