import type { Certificates } from '@millwright/opcua/client';

/** Where connections get the certificates of this Node-RED from: known once the plugin has started. */
export class CertificateSource {
  #open: (() => Promise<Certificates>) | undefined;

  provide(open: () => Promise<Certificates>): void {
    this.#open = open;
  }

  /** Undefined where there are none: then nothing can be connected that is protected. */
  async open(): Promise<Certificates | undefined> {
    return await this.#open?.();
  }
}

export const certificateSource = new CertificateSource();
