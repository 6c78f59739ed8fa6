import { freePort, type Scene, startNodeRed, waitFor } from '@millwright/testing';
import { AuditClient } from '../audit/client.ts';

const tab = (label: string) => ({ id: 'filler', type: 'tab', label });
const day = 86_400_000;

/** A log with an anchor that has it all, a receiver that is away, a hold, and a check that was made. */
export async function startTrust(): Promise<Scene> {
  const nodeRed = await startNodeRed({ heavyNodes: 'all', only: ['node-red-audit'], flows: [tab('Filler')] });
  const client = new AuditClient(nodeRed);
  for (const label of ['Filler 1', 'Filler 2', 'Filler 3']) await nodeRed.deploy([tab(label)]);
  const settings = await client.settings();
  await client.setSettings({
    ...settings,
    instance: 'press-2',
    holds: [
      {
        id: 'hold-1',
        reason: 'Complaint 2026-118 of customer Heller, legal department',
        since: Date.now() - 90 * day,
      },
    ],
    destinations: [
      {
        id: 'archive',
        kind: 'file',
        name: 'Archive of the plant',
        enabled: true,
        classes: ['change', 'log-in', 'system'],
        anchor: true,
        directory: 'audit-archive',
      },
      {
        id: 'siem',
        kind: 'syslog',
        name: 'SIEM',
        enabled: true,
        classes: ['change', 'log-in'],
        anchor: true,
        host: '127.0.0.1',
        port: await freePort(),
        transport: 'tcp',
        facility: 13,
      },
      {
        id: 'broker',
        kind: 'mqtt',
        name: 'Plant broker',
        enabled: false,
        classes: [],
        anchor: true,
        url: 'mqtts://broker.plant.example:8883',
        topic: 'plant/line-2/audit',
        user: 'press-2',
        password: 'never shown',
      },
    ],
  });
  await client.checkpoint();
  await waitFor('the anchor to have it', async () => {
    const [archive, siem] = (await client.health()).destinations;
    return (archive?.anchored ?? 0) > 0 && siem?.state === 'waiting';
  });
  await client.startVerification();
  await waitFor('the check to end', async () => (await client.verification()).state === 'done');
  return { nodeRed };
}
