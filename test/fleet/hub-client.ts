import type { NodeRedProcess } from '@millwright/testing';
import type * as v from 'valibot';
import type { DeviceDetails, DevicePage, EnrolmentCode } from '../../plugins/fleet/src/common/devices.ts';
import type { FleetState, keysState } from '../../plugins/fleet/src/common/fleet.ts';
import type { Deploy, Plan, ReleaseSummary } from '../../plugins/fleet/src/common/releases.ts';

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

  /** Makes the instance a hub; without more, one whose one key signs everything. */
  setUp(body: object = { mode: 'one-key' }): Promise<v.InferOutput<typeof keysState>> {
    return this.done('POST', '/hub', body);
  }

  trust(): Promise<{ readonly chain: readonly string[]; readonly draft?: string }> {
    return this.done('GET', '/hub/trust');
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

  /** Of what runs, for all, unless it says otherwise. */
  plan(name: string, more: object = {}): Promise<Plan> {
    const draft = { source: { kind: 'running' }, name, selection: { kind: 'all' }, ...more };
    return this.done('POST', '/plans', draft);
  }

  make(name: string, more: object = {}): Promise<ReleaseSummary> {
    return this.done('POST', '/releases', { source: { kind: 'running' }, name, ...more });
  }

  async releases(): Promise<readonly ReleaseSummary[]> {
    return (await this.done<{ releases: ReleaseSummary[] }>('GET', '/releases')).releases;
  }

  deploy(plan: string, more: object = {}): Promise<Deploy> {
    return this.done('POST', '/deploys', { plan, ...more });
  }

  /** The bytes of an exported release. */
  async bundle(name: string, version: number): Promise<Buffer> {
    const response = await fetch(`${this.nodeRed.adminUrl}${base}/releases/${name}/${version}/bundle`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }
}
