import {
  checkGreeting,
  greetingDocument,
  type Random,
  readEnvelopeOf,
  releaseErrors,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import { passTime } from '../../../common/road.ts';
import type { FleetStore } from '../store/open-store.ts';
import { Nonces } from './nonces.ts';
import { Passes } from './passes.ts';

export interface SessionsOptions {
  readonly store: () => Pick<FleetStore, 'findDevice'>;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that never jumps. */
  readonly steady: () => number;
}

/** What is only said to whoever has the key of the device. */
const toOwner = [releaseErrors.deviceShutOut, releaseErrors.anotherDevice, releaseErrors.proofWrong];

/** Lets devices in that show that they hold their key. All of it is in memory. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #nonces: Nonces;
  readonly #passes: Passes;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#nonces = new Nonces(options.random, options.steady);
    this.#passes = new Passes(options.random, options.steady);
  }

  /** A number to sign. Whether there is such a device nobody learns here. */
  greet(device: string): string {
    return this.#nonces.draw(device);
  }

  /**
   * A pass, for a greeting.
   *
   * @returns it, and until when it is good by the clock of the hub
   * @throws `fleet.no-device`, and as `checkGreeting`
   */
  async open(
    envelope: string,
  ): Promise<{ readonly device: string; readonly pass: string; readonly expires: number }> {
    const { device, nonce } = greetingDocument.decode(readEnvelopeOf(greetingDocument, envelope).payload);
    const row = await this.#options.store().findDevice(device);
    if (!row) throw fleetErrors.noDevice({ device });
    try {
      checkGreeting(envelope, {
        device: { id: device, key: row.signing, isShutOut: row.shut_out === 1 },
        // What was not drawn here is none that anybody could sign.
        nonce: this.#nonces.isGood(nonce, device) ? nonce : '',
      });
    } catch (error) {
      // Which devices there are learns nobody who has none of their keys.
      if (toOwner.some(({ is }) => is(error))) throw error;
      throw fleetErrors.noDevice({ device }, { cause: error });
    }
    this.#nonces.use(nonce);
    return { device, pass: this.#passes.give(device), expires: this.#options.now() + passTime };
  }

  /** Whose pass it is. @throws `fleet.pass-needed` */
  deviceOf(pass: string | undefined): string {
    return this.heldBy(pass).device;
  }

  /** The same, with how many milliseconds it is still good. @throws `fleet.pass-needed` */
  heldBy(pass: string | undefined): { readonly device: string; readonly ends: number } {
    const held = pass === undefined ? undefined : this.#passes.find(pass);
    if (held === undefined) throw fleetErrors.passNeeded();
    return held;
  }

  /** Whoever has a pass of this device has to greet again. */
  end(device: string): void {
    this.#passes.takeBack(device);
  }
}
