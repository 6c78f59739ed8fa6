import type { NodeRedProcess } from '@millwright/testing';
import type { DeviceDetails, DevicePage, EnrolmentCode } from '../../plugins/fleet/src/common/devices.ts';
import type { FleetState } from '../../plugins/fleet/src/common/fleet.ts';

export const base = '/millwright/fleet';

/** The hub's API on a real Node-RED, as the sidebar uses it. */
export class HubClient {
  readonly nodeRed: NodeRedProcess;
  readonly token: string | undefined;

  constructor(nodeRed: NodeRedProcess, token?: string) {
    this.nodeRed = nodeRed;
    this.token = token;
  }

  ask<T = { code?: string }>(method: string, path: string, body?: unknown) {
    return this.nodeRed.request<T>(method, `${base}${path}`, body, { token: this.token });
  }

  async done<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Makes the instance a hub whose one key signs everything. */
  setUp(): Promise<unknown> {
    return this.done('POST', '/hub', { mode: 'one-key' });
  }

  state(): Promise<FleetState> {
    return this.done('GET', '/state');
  }

  makeCode(draft: object = {}): Promise<EnrolmentCode & { readonly code: string }> {
    return this.done('POST', '/codes', draft);
  }

  devices(query: Readonly<Record<string, string>> = {}): Promise<DevicePage> {
    return this.done('GET', `/devices?${new URLSearchParams(query)}`);
  }

  device(id: string): Promise<DeviceDetails> {
    return this.done('GET', `/devices/${id}`);
  }

  act(id: string, action: 'confirm' | 'shut-out'): Promise<DeviceDetails> {
    return this.done('POST', `/devices/${id}/${action}`);
  }
}
