import { sameLabel } from '../list/filter.ts';
import type { DeployChoices } from './choose-view.ts';
import type { DeployDraft } from './draft.ts';

/** What has to be known of the devices to say who is meant. */
interface Known extends Pick<DeployChoices, 'all'> {
  readonly devices: readonly Pick<DeployChoices['devices'][number], 'labels'>[];
  readonly labels: readonly unknown[];
}
type Whom = Pick<DeployDraft, 'whom' | 'labels' | 'devices'>;

/** How many devices are meant; undefined where not all devices are known. */
export function countMeant(
  { devices, all }: Known,
  { whom, labels, devices: ticked }: Whom,
): number | undefined {
  if (whom === 'all') return all;
  if (whom === 'devices') return ticked.length;
  if (labels.length === 0) return 0;
  if (devices.length < all) return undefined;
  return devices.filter((device) =>
    labels.every((label) => device.labels.some((each) => sameLabel(each, label))),
  ).length;
}

/** Why no device is meant; undefined where one is, or may be. */
export function whyNobody(
  known: Known,
  whom: Whom,
): 'noDevices' | 'noLabels' | 'noLabelTicked' | 'noDeviceTicked' | 'noneFits' | undefined {
  if (known.all === 0) return 'noDevices';
  if (countMeant(known, whom) !== 0) return undefined;
  if (whom.whom === 'devices') return 'noDeviceTicked';
  if (known.labels.length === 0) return 'noLabels';
  return whom.labels.length === 0 ? 'noLabelTicked' : 'noneFits';
}
