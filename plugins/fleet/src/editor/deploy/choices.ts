import { call, type Result } from '@millwright/editor';
import type { DeviceSummary } from '../../common/devices.ts';
import { deviceRoutes, releaseRoutes } from '../../common/routes.ts';
import { filterQuery, type ListFilter } from '../list/filter.ts';
import { savedSelections } from '../list/kept.ts';
import type { SavedSelection } from '../list/saved.ts';
import type { DeployChoices } from './choose-view.ts';
import type { DeployDraft } from './draft.ts';

const largestPage = 500;

/** What a deploy can be of, and for whom. */
export async function loadChoices(signal: AbortSignal, hasHistory: boolean): Promise<Result<DeployChoices>> {
  const [devices, labels, releases, adopted] = await Promise.all([
    call(deviceRoutes.listDevices, { query: { limit: largestPage } }, { signal }),
    call(deviceRoutes.listLabels, {}, { signal }),
    call(releaseRoutes.listReleases, {}, { signal }),
    call(deviceRoutes.listAdopted, {}, { signal }),
  ]);
  if (!devices.ok) return devices;
  if (!labels.ok) return labels;
  if (!releases.ok) return releases;
  if (!adopted.ok) return adopted;
  return {
    ok: true,
    value: {
      devices: devices.value.devices,
      all: devices.value.counts.all,
      labels: labels.value.labels,
      releases: releases.value.releases,
      adopted: adopted.value.adopted,
      saved: savedSelections().all(),
      hasHistory,
    },
  };
}

/** A selection by labels stays one, so that the plan is for whoever has them then; everything else is for those that fit now. */
export async function resolveSaved(
  { filter }: SavedSelection,
  signal: AbortSignal,
): Promise<Result<Pick<DeployDraft, 'whom' | 'labels' | 'devices'>>> {
  if (isOnlyLabels(filter))
    return { ok: true, value: { whom: 'labels', labels: filter.labels, devices: [] } };
  const devices: DeviceSummary[] = [];
  let after: string | undefined;
  do {
    const query = { ...filterQuery(filter), limit: largestPage, ...(after === undefined ? {} : { after }) };
    const found = await call(deviceRoutes.listDevices, { query }, { signal });
    if (!found.ok) return found;
    devices.push(...found.value.devices);
    after = found.value.next;
  } while (after !== undefined);
  return { ok: true, value: { whom: 'devices', labels: [], devices: devices.map(({ id }) => id) } };
}

const isOnlyLabels = ({ text, labels, states, reach }: ListFilter): boolean =>
  labels.length > 0 && text === '' && states.length === 0 && reach === 'any';
