import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { FoundRuntime } from '../door/find-runtime.ts';
import { runtimeErrors } from '../errors.ts';
import type { FlowsReader } from '../flows/write.ts';
import type {
  Credentials,
  FlowFiles,
  Installed,
  InstalledModule,
  RunningNodeRed,
  SetFlows,
  SettingsOfRecord,
} from '../host.ts';
import { type TlsSettings, tlsSettings } from '../node/tls.ts';
import type { FlowsState } from '../operation.ts';
import { type ContextStorage, originOf } from '../pipeline/context.ts';
import type { NodeRed, Runtime } from '../red.ts';
import { decryptCredentials, encryptCredentials } from './credentials-file.ts';
import { endProcess } from './end-process.ts';
import { flowFilesOf } from './flow-files.ts';
import { isLoaded } from './loaded.ts';
import { Manifests } from './manifests.ts';
import { installedModules, moduleOfType, providesType } from './modules.ts';
import { findNpm } from './npm-program.ts';
import { ownSettings } from './own-settings.ts';
import { installModule, type Palette, removeModule } from './palette.ts';
import { settingsOfRecord } from './settings.ts';

type SecretKind = RunningNodeRed['credentialSecretKind'];
const secretKinds: ReadonlySet<unknown> = new Set<SecretKind>(['system', 'user', 'project', 'disabled']);

/** The running Node-RED, as plugins see it. */
export class NodeRedFacade implements RunningNodeRed {
  readonly version: string;
  readonly userDirectory: string;
  readonly #RED: NodeRed;
  readonly #found: FoundRuntime;
  readonly #reader: FlowsReader;
  readonly #context: ContextStorage;
  readonly #manifests = new Manifests();
  #files: FlowFiles | undefined;

  constructor(RED: NodeRed, found: FoundRuntime, reader: FlowsReader, context: ContextStorage) {
    this.version = RED.version();
    this.userDirectory = String(RED.settings['userDir'] ?? process.cwd());
    this.#RED = RED;
    this.#found = found;
    this.#reader = reader;
    this.#context = context;
  }

  getFlows(): FlowsState | undefined {
    const active = this.#reader.active();
    return active ? this.#reader.states.of(active) : undefined;
  }

  async setFlows({ flows, credentials, deploymentType, rev }: SetFlows): Promise<{ readonly rev: string }> {
    const set = this.#found.runtime?.flows['setFlows'];
    if (!set) throw runtimeErrors.unavailable({ missing: 'flows.setFlows' });
    const { user, source } = originOf(this.#context);
    const answer = await set({
      user,
      deploymentType,
      // Node-RED takes an absent revision for "no check", and an absent map for "credentials stay".
      flows: {
        flows,
        ...(credentials === undefined ? {} : { credentials }),
        ...(rev === undefined ? {} : { rev }),
      },
      ...(source ? { req: { user, path: source.path, ip: source.address } } : {}),
    });
    return answer as { readonly rev: string };
  }

  credentials(nodeId: string): Readonly<Record<string, unknown>> | undefined {
    return this.#RED.nodes.getCredentials(nodeId);
  }

  tlsSettings(id: string): TlsSettings {
    return tlsSettings(this.#RED, 'request', id);
  }

  setCredentials(nodeId: string, credentials: Readonly<Record<string, unknown>>): void {
    // Its promise is there for old callers only: the work is done when it returns.
    void this.#RED.nodes.addCredentials(nodeId, credentials);
  }

  get credentialSecretKind(): SecretKind {
    const kind = this.#found.runtime?._.nodes.getCredentialKeyType();
    return secretKinds.has(kind) ? (kind as SecretKind) : 'unknown';
  }

  hasNodeType(type: string): boolean {
    return this.#found.runtime !== undefined && providesType(this.#found.runtime, type);
  }

  moduleOf(type: string): string | undefined {
    return this.#found.runtime && moduleOfType(this.#found.runtime, type);
  }

  folderOf(module: string): string | undefined {
    return this.#found.runtime?._.nodes.getModuleInfo(module)?.path;
  }

  installModule(module: { readonly name: string; readonly version: string }): Promise<Installed> {
    const isInMemory = (name: string): boolean => isLoaded(this.userDirectory, name);
    return installModule({ ...this.#palette('addModule'), isLoaded: isInMemory }, module);
  }

  removeModule(name: string): Promise<void> {
    return removeModule(this.#palette('removeModule'), name);
  }

  #palette(name: 'addModule' | 'removeModule'): Palette {
    const call = this.#found.runtime?.nodes[name];
    if (!call) throw runtimeErrors.unavailable({ missing: `nodes.${name}` });
    const { user, source } = originOf(this.#context);
    const req = source ? { req: { user, path: source.path, ip: source.address } } : {};
    return { events: this.#RED.events, call: (options) => call({ ...options, user, ...req }) };
  }

  npmProgram(): string | undefined {
    return findNpm();
  }

  modules(): readonly InstalledModule[] {
    return installedModules(this.userDirectory, this.#found.runtime, this.#manifests);
  }

  settingsFor(area: string): unknown {
    return ownSettings(this.#RED, area);
  }

  settingsOfRecord(): SettingsOfRecord {
    return settingsOfRecord(this.#RED.settings, this.version);
  }

  flowFiles(): FlowFiles {
    // Node-RED works it out once, when it starts; which files there are may change after that.
    this.#files ??= flowFilesOf({
      settings: this.#RED.settings,
      userDirectory: this.userDirectory,
      workingDirectory: process.cwd(),
      hostName: hostname(),
      major: Number.parseInt(this.version, 10),
      exists: existsSync,
    });
    return this.#files;
  }

  async encryptCredentials(credentials: Credentials): Promise<object> {
    return encryptCredentials(credentials, this.#internal('settings').settings);
  }

  decryptCredentials(stored: unknown): Credentials {
    return decryptCredentials(stored, this.#internal('settings').settings);
  }

  startWithoutFlows(): void {
    const { settings } = this.#internal('settings');
    // What `settings.js` has is read-only there, and Node-RED deletes it itself when a person starts the flows.
    Object.defineProperty(settings, 'safeMode', {
      value: true,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }

  get areFlowsStopped(): boolean {
    try {
      return this.#internal('settings').settings.get('runtimeFlowState') === 'stop';
    } catch {
      return false;
    }
  }

  async stopFlows(): Promise<void> {
    await this.#internal('nodes').nodes.stopFlows();
    this.startWithoutFlows();
  }

  endProcess(): Promise<never> {
    return endProcess(this.#found.runtime);
  }

  #internal(part: keyof Runtime['_']): Runtime['_'] {
    const internal = this.#found.runtime?._;
    if (!internal?.[part]) throw runtimeErrors.unavailable({ missing: `the runtime's ${part}` });
    return internal;
  }
}
