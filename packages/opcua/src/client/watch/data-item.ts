import type { SampleValue, Scaling } from '@millwright/tags';
import { DataChangeFilter, DataChangeTrigger } from 'node-opcua-types';
import { attributes } from '../../attributes.ts';
import type { Enumeration } from '../values/data-type.ts';
import { Item, type ItemSettings, type ItemSink } from './item.ts';
import type { DataTrigger, Sampling, WatchedTag } from './watch.ts';

/** What was last told of a tag with a value. One object for each tag, written over: values come in thousands. */
export interface Known {
  value: SampleValue;
  ts: number;
  sourceTs: number | undefined;
}

/** The item of one tag. */
export class DataItem extends Item {
  readonly tag: WatchedTag;
  known: Known | undefined;
  /** The name of the status that it was told to be without a value by, while that stands. */
  toldBad: string | undefined;
  /** The names of its values, where its data type is an enumeration. */
  enumeration: Enumeration | undefined;
  /** In which message a value of it came last. */
  cameIn = 0;
  /** What is not newer than this was read before it was sent, where it comes in the same round as the reading. */
  readUntil: number | undefined;
  readIn = 0;

  constructor(tag: WatchedTag, defaults: Sampling, sink: ItemSink) {
    super(tag.address, attributes[tag.attribute ?? 'Value'], settingsOf(tag, defaults), sink);
    this.tag = tag;
  }
}

const triggers: Readonly<Record<DataTrigger, DataChangeTrigger>> = {
  status: DataChangeTrigger.Status,
  'status-value': DataChangeTrigger.StatusValue,
  'status-value-timestamp': DataChangeTrigger.StatusValueTimestamp,
};

/** @see OPC 10000-4 section 7.22.2 */
const deadbands = { none: 0, absolute: 1, percent: 2 } as const;

/** What a tag says of itself goes before what holds for all. */
export function settingsOf(tag: WatchedTag, defaults: Sampling): ItemSettings {
  const { samplingInterval = -1, queueSize = 1, discardOldest = true, indexRange } = { ...defaults, ...tag };
  const filter = filterOf(tag, defaults);
  return {
    samplingInterval,
    queueSize,
    discardOldest,
    ...(filter && { filter: () => filter }),
    ...(indexRange !== undefined && indexRange !== '' && { indexRange }),
  };
}

/** None where the server's usual one is meant: some servers know no filters at all. */
function filterOf(tag: WatchedTag, defaults: Sampling): DataChangeFilter | undefined {
  if ((tag.attribute ?? 'Value') !== 'Value') return undefined;
  const trigger = tag.trigger ?? defaults.trigger ?? 'status-value';
  const [kind, deadbandValue] = deadbandOf(tag, defaults);
  if (trigger === 'status-value' && kind === 'none') return undefined;
  return new DataChangeFilter({ trigger: triggers[trigger], deadbandType: deadbands[kind], deadbandValue });
}

/** As the server measures it: in its own numbers, or in percent of a range that it knows. */
function deadbandOf(
  tag: WatchedTag,
  defaults: Sampling,
): readonly [kind: 'none' | 'absolute' | 'percent', value: number] {
  const deadband = tag.deadband ?? defaults.deadband ?? { kind: 'none' };
  switch (deadband.kind) {
    case 'none':
      return ['none', 0];
    case 'absolute':
      return ['absolute', deadband.value / stretchOf(tag.scaling)];
    case 'percent': {
      if (!deadband.of) return ['percent', deadband.value];
      const [low, high] = deadband.of;
      return ['absolute', (Math.abs(high - low) * deadband.value) / 100 / stretchOf(tag.scaling)];
    }
  }
}

/** By how much a raw number grows when it is put into its tag's unit. */
function stretchOf(scaling: Scaling | undefined): number {
  if (!scaling) return 1;
  if (scaling.kind === 'factor') return Math.abs(scaling.factor);
  const [[rawLow, rawHigh], [low, high]] = [scaling.raw, scaling.scaled];
  return Math.abs((high - low) / (rawHigh - rawLow));
}
