import {
  type HeldTrust,
  makeSigningKey,
  openSealedKey,
  publicOfSealedKey,
  type Random,
  readSigningKey,
  type SigningKey,
  sealSigningKey,
} from '@millwright/release';
import type { Dispose } from '@millwright/runtime';
import type * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import type { Trouble } from '../../../common/fields.ts';
import type { hubSetUp } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { HubKeys, KeysState } from './hub-keys.ts';
import type { KeyFiles } from './key-files.ts';
import { type LoadedTrust, loadTrust, makeTrust, modeOf, payloadDigest, trustOf } from './trust-rows.ts';

export interface KeyChainOptions {
  readonly files: KeyFiles;
  readonly store: Pick<FleetStore, 'listTrust' | 'putTrust'>;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether flows of the hub have function or exec nodes: whoever edits them reaches its key. */
  readonly runsCode: () => boolean;
}

const fingerprint = (keyid: string): string => keyid.slice(0, 16);
const nothing: LoadedTrust = { chain: [], held: undefined, draft: undefined };

/** The keys of this hub on its disk, and the trust in its store. */
export class KeyChain implements HubKeys {
  readonly #options: KeyChainOptions;
  readonly #listeners = new Set<() => void>();
  readonly #tried = Promise.withResolvers<void>();
  #trust = nothing;
  #hubKey: SigningKey | undefined;
  #problem: Trouble | undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: KeyChainOptions) {
    this.#options = options;
  }

  /**
   * Reads keys and trust: before that this is no hub. Why it could not be is told among the warnings until it can.
   *
   * @throws `fleet.hub-key-lost` if the key is not the one that devices follow, `store.*`, `release.*` for trust that was altered
   */
  async load(): Promise<void> {
    try {
      await this.#load();
      this.#problem = undefined;
    } catch (error) {
      this.#problem = troubleOf(error);
      throw error;
    } finally {
      this.#tried.resolve();
      for (const listener of this.#listeners) listener();
    }
  }

  async #load(): Promise<void> {
    const trust = loadTrust(await this.#options.store.listTrust());
    const content = trustOf(trust);
    const { files } = this.#options;
    const key = content && files.hubKey();
    if (content && !content.roles.hub.keys.includes(key?.public.text ?? ''))
      throw fleetErrors.hubKeyLost({ file: files.hubFile });
    this.#trust = trust;
    this.#hubKey = key;
  }

  tried(): Promise<void> {
    return this.#tried.promise;
  }

  state(): KeysState {
    const trust = trustOf(this.#trust);
    if (!trust || !this.#hubKey) return { mode: 'none' };
    const [release = ''] = trust.roles.release.keys;
    return {
      mode: this.#mode(),
      hub: fingerprint(this.#hubKey.public.keyid),
      release: fingerprint(readSigningKey(release).keyid),
      ...(this.#trust.held && { trust: this.#trust.held.trust.version }),
    };
  }

  warnings(): readonly Trouble[] {
    const isExposed = this.#mode() === 'one-key' && this.#options.runsCode();
    return [
      ...(this.#problem ? [this.#problem] : []),
      ...(isExposed ? [troubleOf(fleetErrors.oneKeyCode())] : []),
    ];
  }

  hubKey(): SigningKey {
    if (!this.#hubKey) throw fleetErrors.notAHub();
    return this.#hubKey;
  }

  /** @throws `fleet.not-a-hub`, `fleet.trust-unsigned` */
  trust(): HeldTrust {
    this.hubKey();
    const { held } = this.#trust;
    if (!held) throw fleetErrors.trustUnsigned();
    return held;
  }

  chain(): readonly string[] {
    this.hubKey();
    return this.#trust.chain;
  }

  /** The trust that waits for the signature of the release key, in its envelope. */
  draft(): string | undefined {
    return this.#trust.draft?.envelope;
  }

  onChanged(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws `fleet.hub-exists`, `release.passphrase-weak`, `release.key-invalid`, `store.*` */
  setUp(wanted: v.InferOutput<typeof hubSetUp>): Promise<KeysState> {
    return this.#inTurn(async () => {
      await this.load();
      if (this.state().mode !== 'none') throw fleetErrors.hubExists();
      const { files, random, now, store } = this.#options;
      // One that is there without a trust was left by a set-up that the power cut off, or by a lost database: it is good.
      const hub = files.hubKey() ?? makeSigningKey(random);
      const sealed = wanted.mode === 'sealed' ? makeSigningKey(random) : undefined;
      const release =
        wanted.mode === 'elsewhere' ? readSigningKey(wanted.releaseKey) : (sealed ?? hub).public;
      if (wanted.mode !== 'one-key' && release.keyid === hub.public.keyid) throw fleetErrors.hubExists();
      const envelope = makeTrust(now(), hub, release.text, sealed ? [hub, sealed] : [hub]);
      if (wanted.mode === 'sealed' && sealed)
        files.keepReleaseKey(await sealSigningKey(sealed, wanted.passphrase, random), new Date(now()));
      files.keepHubKey(hub);
      const state = wanted.mode === 'elsewhere' ? 'draft' : 'active';
      await store.putTrust({ version: 1, envelope, state });
      await this.load();
      return this.state();
    });
  }

  /** Takes the draft with the signature of the release key. @throws `fleet.trust-not-asked`, as `firstTrust` */
  signTrust(envelope: string): Promise<KeysState> {
    return this.#inTurn(async () => {
      const { draft } = this.#trust;
      if (!draft || payloadDigest(envelope) !== payloadDigest(draft.envelope))
        throw fleetErrors.trustNotAsked();
      const row = { version: draft.version, envelope, state: 'active' };
      // Nothing is written that a device would not believe.
      loadTrust([row]);
      await this.#options.store.putTrust(row);
      await this.load();
      return this.state();
    });
  }

  /** Whether somebody has to say a passphrase before this hub can sign a release, or cannot sign one at all. */
  get signing(): 'passphrase' | 'alone' | 'elsewhere' {
    const mode = this.#mode();
    if (mode === 'sealed') return 'passphrase';
    return mode === 'one-key' ? 'alone' : 'elsewhere';
  }

  /**
   * What signs releases, for one use. Nothing of it or of the passphrase is kept.
   *
   * @returns undefined where the release key is elsewhere
   * @throws `fleet.passphrase-needed`, `release.passphrase-wrong`, `release.sealed-key-damaged`, `fleet.not-a-hub`
   */
  async releaseKey(passphrase: string | undefined): Promise<SigningKey | undefined> {
    const hub = this.hubKey();
    const mode = this.#mode();
    if (mode === 'one-key') return hub;
    const sealed = mode === 'sealed' ? this.#options.files.releaseKey() : undefined;
    if (sealed === undefined) return undefined;
    if (passphrase === undefined) throw fleetErrors.passphraseNeeded();
    // One at a time: each takes 128 MiB for as long as it lasts.
    return this.#inTurn(() => openSealedKey(sealed, passphrase));
  }

  #mode(): KeysState['mode'] {
    const trust = trustOf(this.#trust);
    return trust && this.#hubKey ? modeOf(trust, this.#hasReleaseKey(trust.roles.release.keys)) : 'none';
  }

  /** One that is left of another set-up says nothing. */
  #hasReleaseKey(keys: readonly string[]): boolean {
    const sealed = this.#options.files.releaseKey();
    if (sealed === undefined) return false;
    try {
      return keys.includes(publicOfSealedKey(sealed).text);
    } catch {
      return false;
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}
