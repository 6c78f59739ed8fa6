import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '@millwright/release';

/** How long a device has to sign, in milliseconds. */
const nonceTime = 60_000;
const timeBytes = 8;
const proofBytes = 24;

/**
 * Numbers for devices to sign. Nothing is kept of those that are drawn, so nobody fills the memory by asking: each says when
 * it was drawn, and proves that it was drawn here and for this device. What was used is kept until it has ended.
 */
export class Nonces {
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  /** Used ones and when they end, the oldest first. */
  readonly #used = new Map<string, number>();

  /** @param now milliseconds on a clock that never jumps */
  constructor(random: Random, now: () => number) {
    this.#secret = random(32);
    this.#now = now;
  }

  /** 32 bytes, in base64url. */
  draw(device: string): string {
    const time = Buffer.alloc(timeBytes);
    time.writeBigUInt64BE(BigInt(Math.floor(this.#now())));
    return Buffer.concat([time, this.#proofOf(time, device)]).toString('base64url');
  }

  /** Whether it was drawn for this device, a moment ago, and not used since. */
  isGood(nonce: string, device: string): boolean {
    const bytes = Buffer.from(nonce, 'base64url');
    if (bytes.length !== timeBytes + proofBytes || this.#used.has(nonce)) return false;
    const time = bytes.subarray(0, timeBytes);
    if (!timingSafeEqual(bytes.subarray(timeBytes), this.#proofOf(time, device))) return false;
    return this.#now() - Number(time.readBigUInt64BE()) < nonceTime;
  }

  use(nonce: string): void {
    const now = this.#now();
    for (const [used, ends] of this.#used) {
      if (ends > now) break;
      this.#used.delete(used);
    }
    this.#used.set(nonce, now + nonceTime);
  }

  #proofOf(time: Uint8Array, device: string): Buffer {
    return createHmac('sha256', this.#secret).update(time).update(device).digest().subarray(0, proofBytes);
  }
}
