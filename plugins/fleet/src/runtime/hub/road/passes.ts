import { hash } from 'node:crypto';
import type { Random } from '@millwright/release';
import { passTime } from '../../../common/road.ts';

/** A device that greets again and again needs no more than that. */
const mostOfDevice = 4;

/** Passes of devices that were let in, in memory only: after a restart of the hub each has to greet again. */
export class Passes {
  readonly #random: Random;
  readonly #now: () => number;
  /**
   * By the digest of the pass, so that how long it takes to find one tells nothing. In the order in which they end.
   */
  readonly #passes = new Map<string, { readonly device: string; readonly ends: number }>();
  readonly #ofDevice = new Map<string, readonly string[]>();

  /** @param now milliseconds on a clock that never jumps */
  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  /** 32 bytes, in base64url. */
  give(device: string): string {
    this.#forgetEnded();
    const pass = Buffer.from(this.#random(32)).toString('base64url');
    const key = keyOf(pass);
    this.#passes.set(key, { device, ends: this.#now() + passTime });
    const own = [...(this.#ofDevice.get(device) ?? []), key];
    for (const former of own.slice(0, -mostOfDevice)) this.#passes.delete(former);
    this.#ofDevice.set(device, own.slice(-mostOfDevice));
    return pass;
  }

  /** Whose it is, and how long it is still good, in milliseconds; undefined if it is not. */
  find(pass: string): { readonly device: string; readonly ends: number } | undefined {
    const found = this.#passes.get(keyOf(pass));
    const ends = found ? found.ends - this.#now() : 0;
    return found && ends > 0 ? { device: found.device, ends } : undefined;
  }

  /** Takes all of a device back. */
  takeBack(device: string): void {
    for (const key of this.#ofDevice.get(device) ?? []) this.#passes.delete(key);
    this.#ofDevice.delete(device);
  }

  #forgetEnded(): void {
    const now = this.#now();
    for (const [key, { device, ends }] of this.#passes) {
      if (ends > now) return;
      this.#passes.delete(key);
      const others = (this.#ofDevice.get(device) ?? []).filter((other) => other !== key);
      if (others.length > 0) this.#ofDevice.set(device, others);
      else this.#ofDevice.delete(device);
    }
  }
}

const keyOf = (pass: string): string => hash('sha256', pass);
