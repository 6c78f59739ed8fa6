import type { Dispose } from '@millwright/runtime';

/** What is wanted of one device, as it goes over the road. */
export interface WantedFrame {
  /** The desired document in its envelope. */
  readonly desired?: string;
  /** The digest of the box that goes with it. */
  readonly box?: string;
  /** The number of the desired document. */
  readonly counter?: number;
}

/** A blob that a device may fetch: a file, or what lies in the store. */
export type WantedBlob = { readonly file: string } | { readonly bytes: Uint8Array };

/** What the hub wants of its devices. The road asks it, and asks again when it is told. */
export interface Wanted {
  /** Of a device that may get releases: confirmed, not copied, not shut out. */
  frameOf(device: string): Promise<WantedFrame>;
  /**
   * A blob of the release that is wanted of this device, its manifest in its envelope (by the digest of its payload), or
   * its box; undefined for any other, also if it lies here.
   *
   * @param digest SHA-256 in hexadecimal
   */
  blobOf(device: string, digest: string): Promise<WantedBlob | undefined>;
  /** Something else is wanted of these, or the trust changed. */
  onChanged(listener: (devices: readonly string[]) => void): Dispose;
}
