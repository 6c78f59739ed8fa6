import type { AccessInstance } from '../../access/access.ts';
import { base } from '../../fleet/hub-client.ts';
import { get, post } from '../../runtime/catalogue/case.ts';
import type { OwnCase } from './own-cases.ts';

const running = { source: { kind: 'running' }, name: 'oven' };

async function done(access: AccessInstance, path: string, body: object): Promise<void> {
  const token = await access.token('owner');
  const { status, text } = await access.nodeRed.request('POST', `${base}${path}`, body, { token });
  if (status !== 200) throw new Error(`POST ${path}: ${status} ${text}`);
}

const hubs = new WeakSet<AccessInstance>();
/** A hub with a release of what runs. */
async function hub(access: AccessInstance): Promise<void> {
  if (hubs.has(access)) return;
  hubs.add(access);
  await done(access, '/hub', { mode: 'one-key' });
  await done(access, '/releases', running);
}

const ofHub = (row: string, path: string): OwnCase => ({
  row,
  async ask(access) {
    await hub(access);
    return get(`${base}${path}`);
  },
});

/** Reads of a hub that somebody asked for. */
export const fleetReads: readonly OwnCase[] = [
  ofHub('fleet.getSettings', '/settings'),
  ofHub('fleet.getTrust', '/hub/trust'),
  {
    row: 'fleet.makePlan',
    ask: () => post(`${base}/plans`, { ...running, selection: { kind: 'all' } }),
    besides: ['fleet.flows.read'],
  },
  ofHub('fleet.getManifest', '/releases/oven/1/manifest'),
  ofHub('fleet.exportRelease', '/releases/oven/1/bundle'),
  // Nothing has come through to this instance as a device.
  { row: 'fleet.compareOwn', ask: () => get(`${base}/own/drift`, 409), outcome: 'failed' },
];
