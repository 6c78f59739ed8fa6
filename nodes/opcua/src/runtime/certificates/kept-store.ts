import { join } from 'node:path';
import type { CertificateStore } from '@millwright/opcua/client';
import type { Host } from '@millwright/runtime';
import { certificateNodeErrors } from '../../common/certificate-errors.ts';

interface Opened {
  readonly store: CertificateStore;
  readonly expiresSoon: (expires: Date) => boolean;
}

/**
 * The one store of certificates of this Node-RED. It is opened when something first needs it, since the code behind it is
 * large: a Node-RED without OPC UA pays nothing for it.
 */
class KeptStore {
  #host: Host | undefined;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;

  /** The plugin has started: from now on it is known where the store is. */
  attach(host: Host): void {
    this.#host = host;
    this.#opening = undefined;
    this.#opened = undefined;
    host.onDispose(() => {
      this.#host = undefined;
    });
  }

  /** @throws `opcua-certificate-nodes.not-started` */
  open(): Promise<Opened> {
    const host = this.#host;
    if (!host) throw certificateNodeErrors.notStarted();
    this.#opening ??= this.#openIn(host).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** That our own certificate has to be renewed, in a sentence; undefined while it need not, or nobody needs one. */
  expiryNotice(): string | undefined {
    const expires = this.#opened?.store.shownOwn()?.notAfter;
    if (!expires || !this.#opened?.expiresSoon(expires)) return undefined;
    const date = expires.toISOString().slice(0, 10);
    return `The OPC UA certificate of this Node-RED is good until ${date}: renew it in the sidebar PLC, and give the new one to the servers`;
  }

  async #openIn(host: Host): Promise<Opened> {
    const { CertificateStore, expiresSoon } = await import('@millwright/opcua/client');
    const store = CertificateStore.open({
      directory: join(directoryOf(host), 'opcua', 'pki'),
      onWarning: (text) => host.log.warn(text),
    });
    const opened: Opened = { store, expiresSoon: (expires) => expiresSoon(expires, Date.now()) };
    this.#opened = opened;
    const notice = this.expiryNotice();
    if (notice !== undefined) host.log.warn(notice);
    return opened;
  }
}

export const keptStore = new KeptStore();

/** Where the folder cannot be made the store says so, and goes on in memory. */
function directoryOf(host: Host): string {
  try {
    return host.directory();
  } catch {
    return join(host.nodeRed.userDirectory, 'millwright');
  }
}
