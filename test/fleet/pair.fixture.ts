import assert from 'node:assert/strict';
import {
  type NodeRedOptions,
  type NodeRedProcess,
  type PostgresLogIn,
  startNodeRed,
  waitFor,
} from '@millwright/testing';

/** What the routes of the fleet answer, as far as tests look at it; see `common/` of the plugin. */
export interface Own {
  readonly stage: 'none' | 'enrolling' | 'words' | 'enrolled';
  readonly device?: string;
  readonly words?: readonly string[];
  readonly connection?: { readonly road: 'socket' | 'poll' | 'none'; readonly trouble?: Trouble };
  readonly machine?: { readonly phase: string; readonly committed?: { readonly version: number } };
  readonly trouble?: Trouble;
}
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly online: boolean;
  readonly trouble?: Trouble;
  readonly unreached?: Trouble;
}

const fleet = '/millwright/fleet';

export interface HubOptions extends NodeRedOptions {
  /** Opens the release key. Without one the hub signs alone. */
  readonly passphrase?: string | undefined;
  /** In place of SQLite. */
  readonly postgres?: PostgresLogIn | undefined;
}

/** A real Node-RED as a hub. */
export async function startHub({
  passphrase,
  postgres,
  ...options
}: HubOptions = {}): Promise<NodeRedProcess> {
  const hub = await startNodeRed({ only: ['node-red-fleet'], ...options });
  if (postgres) await asked(hub, 'PUT', `${fleet}/settings`, { postgres: { ...postgres, ssl: false } });
  const mode = passphrase === undefined ? { mode: 'one-key' } : { mode: 'sealed', passphrase };
  await asked(hub, 'POST', `${fleet}/hub`, mode);
  return hub;
}

/** A request that has to go well. */
export async function asked<T>(
  nodeRed: NodeRedProcess,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await nodeRed.request<T>(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

export const ownOf = (device: NodeRedProcess): Promise<Own> => asked(device, 'GET', `${fleet}/own`);

export const devicesOf = async (hub: NodeRedProcess): Promise<readonly Device[]> =>
  (await asked<{ devices: readonly Device[] }>(hub, 'GET', `${fleet}/devices`)).devices;

/** @param url where the device finds the hub, which may be a proxy. Default: the hub itself */
export const makeCode = async (hub: NodeRedProcess, url: string = hub.adminUrl): Promise<string> =>
  (await asked<{ code: string }>(hub, 'POST', `${fleet}/codes`, { url })).code;

/** Enrols a device and compares the words, as two people do. @returns its id */
export async function enrol(hub: NodeRedProcess, device: NodeRedProcess, code: string): Promise<string> {
  await asked(device, 'POST', `${fleet}/own/enrol`, { code, name: 'Oven' });
  const { words, device: id = '' } = await waitFor('the words of the device', async () => {
    const own = await ownOf(device);
    return own.words && own;
  });
  const known = await asked<{ words?: readonly string[] }>(hub, 'GET', `${fleet}/devices/${id}`);
  assert.deepEqual(known.words, words);
  await asked(hub, 'POST', `${fleet}/devices/${id}/confirm`);
  return id;
}

export interface Deploy {
  readonly id: string;
  readonly release: { readonly name: string; readonly version: number };
  readonly state: 'waits-for-signature' | 'under-way' | 'done';
  readonly devices: readonly { readonly id: string; readonly at: string; readonly error?: Trouble }[];
}

export interface DeployOptions {
  /** Milliseconds. */
  readonly deadline?: number;
  readonly windowSeconds?: number;
  readonly passphrase?: string | undefined;
}

/** Makes a release of what the hub runs, deploys it to all devices, and waits until each has an outcome. */
export async function deployRunning(
  hub: NodeRedProcess,
  name: string,
  { deadline = 60_000, windowSeconds = 1, passphrase }: DeployOptions = {},
): Promise<Deploy> {
  const draft = {
    source: { kind: 'running' },
    name,
    selection: { kind: 'all' },
    health: { windowSeconds },
  };
  const plan = await asked<{ id: string; devices: readonly { readonly problems: readonly Trouble[] }[] }>(
    hub,
    'POST',
    `${fleet}/plans`,
    draft,
  );
  assert.deepEqual(
    plan.devices.flatMap(({ problems }) => problems),
    [],
  );
  const { id } = await asked<Deploy>(hub, 'POST', `${fleet}/deploys`, { plan: plan.id, passphrase });
  return waitFor(
    'the outcomes of all devices',
    async () => {
      const deploy = await asked<Deploy>(hub, 'GET', `${fleet}/deploys/${id}`);
      return deploy.state === 'done' && deploy;
    },
    { deadline },
  );
}
