import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fleetErrors } from '../../../common/errors.ts';
import type { FleetState, HubSettings } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import type { Settings } from '../settings/settings.ts';
import { type FleetStore, openStore } from './open-store.ts';

export interface HubStoreOptions {
  readonly settings: Settings;
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  readonly worker: URL;
  readonly onCrash: (error: Error) => void;
}

type StoreState = FleetState['hub']['store'];

/** The store that the settings name, opened when it is first asked for, and another one once they name another. */
export class HubStore {
  readonly #options: HubStoreOptions;
  #store: FleetStore | undefined;
  #isClosed = false;

  constructor(options: HubStoreOptions) {
    this.#options = options;
  }

  /** Whether there is one already: an instance that never was a hub has none, and looking must not make one. */
  isThere(): boolean {
    const { settings, directory } = this.#options;
    return (
      this.#kind() === 'postgres' ||
      settings.problem() !== undefined ||
      existsSync(join(directory(), 'fleet.db'))
    );
  }

  /** @throws `fleet.settings-damaged`, `fleet.password-lost`, `store.worker-closed` */
  get(): FleetStore {
    this.#store ??= this.#open(this.#options.settings.current());
    return this.#store;
  }

  async state(): Promise<StoreState & { readonly setAside?: string }> {
    const kind = this.#kind();
    if (!this.isThere()) return { kind };
    try {
      return { kind, ...(await this.get().figures()) };
    } catch (error) {
      return { kind, trouble: troubleOf(error) };
    }
  }

  /**
   * Takes other settings. A store that holds something is not left behind: the numbers that devices have seen are in it.
   *
   * @throws `fleet.store-in-use`, `fleet.store-unreachable`, and what saving throws; what held before holds then
   */
  async change(next: HubSettings): Promise<void> {
    const { settings } = this.#options;
    const isSame = JSON.stringify(settings.addressOf(next)) === JSON.stringify(this.#addressNow());
    if (isSame) return settings.save(next);
    const moves = (next.postgres ? 'postgres' : 'sqlite') !== this.#kind();
    if (moves && this.isThere() && (await this.#isUsed()))
      throw fleetErrors.storeInUse({ kind: this.#kind() });
    const opened = this.#open(next);
    try {
      if (next.postgres) await opened.figures();
      settings.save(next);
    } catch (error) {
      await opened.close();
      throw error;
    }
    const former = this.#store;
    this.#store = opened;
    await former?.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#store?.close();
  }

  #kind(): StoreState['kind'] {
    return this.#options.settings.current().postgres ? 'postgres' : 'sqlite';
  }

  #addressNow(): unknown {
    try {
      return this.#options.settings.addressOf(this.#options.settings.current());
    } catch {
      // A password that is lost: then every address is another one.
      return undefined;
    }
  }

  async #isUsed(): Promise<boolean> {
    const store = this.get();
    return (await store.countDevices()) > 0 || (await store.listTrust()).length > 0;
  }

  #open(settings: HubSettings): FleetStore {
    const problem = this.#options.settings.problem();
    if (problem) throw problem;
    if (this.#isClosed) throw fleetErrors.notAHub();
    const postgres = this.#options.settings.addressOf(settings);
    return openStore({ ...this.#options, ...(postgres && { postgres }) });
  }
}
