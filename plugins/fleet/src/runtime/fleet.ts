import type { Host } from '@millwright/runtime';
import { Connecting } from './connecting.ts';
import { openDevice } from './device/device.ts';
import { startHub } from './hub/hub.ts';

/** Wires both sides to Node-RED: an instance is a hub, a device, or both. Resolves once Node-RED may load its flows. */
export async function startFleet(host: Host, worker: URL): Promise<void> {
  const connecting = new Connecting(host, () => performance.now());
  const device = openDevice(host, connecting);
  startHub({ host, worker, connecting, own: () => device.state() });
  await device.start();
}
