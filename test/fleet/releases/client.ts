import type { NodeRedProcess } from '@millwright/testing';
import type { Deploy, Plan, ReleaseSummary } from '../../../plugins/fleet/src/common/releases.ts';

export const base = '/millwright/fleet';

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The routes of a hub on a real Node-RED. */
export class HubClient {
  readonly #nodeRed: NodeRedProcess;

  constructor(nodeRed: NodeRedProcess) {
    this.#nodeRed = nodeRed;
  }

  ask<Answer>(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    return this.#nodeRed.request<Answer & Refusal>(
      method,
      `${base}${path}`,
      body,
      headers ? { headers } : {},
    );
  }

  /** @throws what was refused */
  async get<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.ask<Answer>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  setUp(body: object) {
    return this.get<{ mode: string; hub: string; release: string; trust?: number }>('POST', '/hub', body);
  }

  trust() {
    return this.get<{ chain: string[]; draft?: string }>('GET', '/hub/trust');
  }

  plan(name: string, source: object = { kind: 'running' }, selection: object = { kind: 'all' }) {
    return this.get<Plan>('POST', '/plans', { source, name, selection });
  }

  make(name: string, more: object = {}) {
    return this.get<ReleaseSummary>('POST', '/releases', { source: { kind: 'running' }, name, ...more });
  }

  async releases(): Promise<readonly ReleaseSummary[]> {
    return (await this.get<{ releases: ReleaseSummary[] }>('GET', '/releases')).releases;
  }

  deploy(plan: string, more: object = {}) {
    return this.get<Deploy>('POST', '/deploys', { plan, ...more });
  }

  /** The bytes of an exported release. */
  async bundle(name: string, version: number): Promise<Buffer> {
    const response = await fetch(`${this.#nodeRed.adminUrl}${base}/releases/${name}/${version}/bundle`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }
}
