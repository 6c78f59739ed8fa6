import { offerNodes, registerNode } from '@millwright/editor';
import { alarmExtras } from '../mw-alarm/editor.ts';
import { alarmNode } from '../mw-alarm/schema.ts';
import { alarmEngineExtras } from '../mw-alarm-engine/editor.ts';
import { alarmEngineNode } from '../mw-alarm-engine/schema.ts';
import { recordExtras } from '../mw-record/editor.ts';
import { recordNode } from '../mw-record/schema.ts';
import { sampleStoreExtras } from '../mw-sample-store/editor.ts';
import { sampleStoreNode } from '../mw-sample-store/schema.ts';

offerNodes({
  [sampleStoreNode.type]: () => registerNode(sampleStoreNode, sampleStoreExtras),
  [recordNode.type]: () => registerNode(recordNode, recordExtras),
  [alarmEngineNode.type]: () => registerNode(alarmEngineNode, alarmEngineExtras),
  [alarmNode.type]: () => registerNode(alarmNode, alarmExtras),
});
