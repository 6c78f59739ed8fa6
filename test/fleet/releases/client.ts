import type * as v from 'valibot';
import type { keysState } from '../../../plugins/fleet/src/common/fleet.ts';
import type { Deploy, Plan, ReleaseSummary } from '../../../plugins/fleet/src/common/releases.ts';
import { base, HubClient } from '../hub-client.ts';

/** Those routes of a hub that make and deploy releases. */
export class ReleaseClient extends HubClient {
  setUpAs(body: object): Promise<v.InferOutput<typeof keysState>> {
    return this.done('POST', '/hub', body);
  }

  trust(): Promise<{ readonly chain: readonly string[]; readonly draft?: string }> {
    return this.done('GET', '/hub/trust');
  }

  plan(
    name: string,
    source: object = { kind: 'running' },
    selection: object = { kind: 'all' },
  ): Promise<Plan> {
    return this.done('POST', '/plans', { source, name, selection });
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
