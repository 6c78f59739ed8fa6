import { isShown } from '@millwright/schema';
import type { DeviceDetails } from '../../common/devices.ts';
import type { DriftPolicy, Label } from '../../common/fields.ts';
import { type LabelDraft, readLabels } from '../words/labels.ts';

/** What can be changed of a device, as it is typed. */
export interface DeviceDraft {
  readonly name: string;
  readonly labels: readonly LabelDraft[];
  readonly driftPolicy: DriftPolicy;
}

export const driftPolicies: readonly DriftPolicy[] = ['report', 'revert', 'adopt'];

export const draftOf = ({ name, labels, driftPolicy }: DeviceDetails): DeviceDraft => ({
  name,
  labels,
  driftPolicy,
});

/** Only what is another than before: what somebody else changed meanwhile stays. */
export interface DeviceChanges {
  readonly name?: string;
  readonly labels?: Label[];
  readonly driftPolicy?: DriftPolicy;
}

/** Why a device cannot be called so. */
export const nameProblem = (name: string): 'missing' | 'unshown' | undefined => {
  if (name.trim() === '') return 'missing';
  return isShown(name) ? undefined : 'unshown';
};

/** What is to be sent; undefined while something of it cannot be. */
export function changesOf(before: DeviceDraft, draft: DeviceDraft): DeviceChanges | undefined {
  const name = draft.name.trim();
  const read = readLabels(draft.labels);
  if (nameProblem(name) !== undefined || !read.ok) return undefined;
  const isOther = JSON.stringify(read.labels) !== JSON.stringify(before.labels);
  return {
    ...(name === before.name ? {} : { name }),
    ...(isOther ? { labels: read.labels } : {}),
    ...(draft.driftPolicy === before.driftPolicy ? {} : { driftPolicy: draft.driftPolicy }),
  };
}

export const isChanged = (before: DeviceDraft, draft: DeviceDraft): boolean =>
  JSON.stringify(before) !== JSON.stringify(draft);
