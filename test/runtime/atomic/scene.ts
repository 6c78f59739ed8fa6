import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeRedProcess, Registry, root, startNodeRed, type Target, waitFor } from '@millwright/testing';
import WebSocket from 'ws';
import { ProbeClient, tab } from '../probe-client.ts';
import { Probes } from '../probes.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';

const secret = 'test';
const here = join(root, 'test/runtime/atomic');
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(here, 'memory.cjs'))}),
runtimeState: { enabled: true, ui: true },
contextStorage: { default: { module: 'memory' }, file: { module: 'localfilesystem', config: { cache: false } } },`;

/** Fills each scope of both stores as it starts, and counts the messages that it gets. */
const counter = {
  id: 'counter',
  type: 'function',
  z: 'a',
  name: 'counts',
  func: "flow.set('count', (flow.get('count') || 0) + 1); return msg;",
  outputs: 1,
  timeout: 0,
  noerr: 0,
  initialize:
    "for (const scope of [global, flow, context]) { scope.set('kept', 1); scope.set('kept', 1, 'file'); }",
  finalize: '',
  libs: [],
  x: 300,
  y: 100,
  wires: [['debug']],
};

/** What each write finds: nodes with credentials, context in every scope, something to inject and to switch off. */
export const flows = [
  tab('a'),
  tab('b'),
  {
    id: 'inject',
    type: 'inject',
    z: 'a',
    name: '',
    props: [{ p: 'payload' }],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    payload: '1',
    payloadType: 'num',
    x: 100,
    y: 100,
    wires: [['counter']],
  },
  counter,
  {
    id: 'debug',
    type: 'debug',
    z: 'a',
    name: '',
    active: true,
    tosidebar: true,
    console: false,
    tostatus: false,
    complete: 'payload',
    targetType: 'msg',
    statusVal: '',
    statusType: 'auto',
    x: 500,
    y: 100,
    wires: [],
  },
  { id: 'palette', type: 'palette-routes', z: 'b', name: 'first', x: 100, y: 100, wires: [[]] },
  {
    id: 'broker',
    type: 'mqtt-broker',
    name: 'broker',
    broker: '127.0.0.1',
    port: '9',
    clientid: '',
    autoConnect: false,
    usetls: false,
    protocolVersion: '4',
    keepalive: '60',
    cleansession: true,
  },
] as const;

const credentials = { palette: { user: 'u', password: 'p' }, broker: { user: 'm', password: 'q' } };

export const extra = { name: 'node-red-contrib-extra', version: '1.0.0' };

/** A Node-RED that has one of everything that an operation can change. */
export class Scene {
  readonly nodeRed: NodeRedProcess;
  readonly probe: ProbeClient;
  /** A package that is not installed yet. */
  readonly tarball: string;
  readonly #close: () => Promise<void>;
  #live: WebSocket | undefined;

  private constructor(nodeRed: NodeRedProcess, tarball: string, close: () => Promise<void>) {
    this.nodeRed = nodeRed;
    this.probe = new ProbeClient(nodeRed);
    this.tarball = tarball;
    this.#close = close;
  }

  static async start(target: Target, projects: boolean): Promise<Scene> {
    const probes = new Probes();
    await probes.build();
    const scratch = await mkdtemp(join(tmpdir(), 'millwright-atomic-'));
    const folder = join(scratch, 'extra', 'package');
    await cp(join(here, 'extra'), folder, { recursive: true });
    const tarball = probes.pack(folder);
    const registry = await Registry.start([{ tarball, manifest: extra }]);
    const clean = async (): Promise<void> => {
      await registry.stop();
      await probes.remove();
      await rm(scratch, { recursive: true });
    };
    try {
      const nodeRed = await startNodeRed({
        target,
        projects,
        without: 'all',
        heavyNodes: ['mqtt-broker'],
        packages: [await probes.make({ id: 'probe' }), join(root, 'test/runtime/palette')],
        credentialSecret: secret,
        settings,
        environment: {
          npm_config_registry: registry.url,
          npm_config_cache: join(scratch, 'npm'),
          npm_config_update_notifier: 'false',
        },
      });
      return new Scene(nodeRed, tarball, clean);
    } catch (error) {
      await clean();
      throw error;
    }
  }

  /** The flows, credentials and context that each write starts from, whatever the one before it did. */
  async reset(): Promise<void> {
    const state = await this.nodeRed.request('POST', '/flows/state', { state: 'start' });
    if (state.status !== 200) throw new Error(state.text);
    const from = this.nodeRed.log.length;
    const { status, text } = await this.nodeRed.deploy(flows, { credentials });
    if (status !== 200) throw new Error(text);
    await this.nodeRed.waitForLog(/Started flows/, { from });
  }

  async ask(method: string, path: string, body?: unknown): Promise<void> {
    const { status, text } = await this.nodeRed.request(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  }

  /**
   * Sends a live message of an editor, which nobody answers: resolves with 403 once its operation says that it was
   * refused, else with 200.
   */
  async tell(topic: string): Promise<{ readonly status: number; readonly text: string }> {
    const from = (await this.probe.operations()).length;
    if (!this.#live) throw new Error('No editor has been opened');
    this.#live.send(JSON.stringify({ topic, data: {} }));
    const { outcome } = await waitFor('the operation of the message', async () =>
      (await this.probe.operations()).slice(from).find(({ name }) => name === 'comms.message'),
    );
    return { status: outcome?.status === 'refused' ? 403 : 200, text: JSON.stringify(outcome) };
  }

  /** The live connection of an editor. */
  async openEditor(): Promise<void> {
    this.#live = new WebSocket(`${this.nodeRed.adminUrl.replace('http', 'ws')}/comms`);
    await once(this.#live, 'open');
  }

  fingerprint(): Promise<Fingerprint> {
    return fingerprint(this.nodeRed, { ids: flows.map(({ id }) => id) });
  }

  async stop(): Promise<void> {
    this.#live?.terminate();
    await this.nodeRed.stop();
    await this.#close();
  }
}

/** Credentials as Node-RED keeps them in its file, which it also accepts in a deploy. */
export function encrypted(plain: object): { readonly $: string } {
  const vector = randomBytes(16);
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(secret).digest(), vector);
  return {
    $:
      vector.toString('hex') +
      cipher.update(JSON.stringify(plain), 'utf8', 'base64') +
      cipher.final('base64'),
  };
}
