import { type Clock, leastTime, standingOf } from '../clock.ts';
import { type Opened, openDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { signersOf, type Trust } from '../trust/trust.ts';
import { type Desired, desiredDocument, isReservedEnvironment } from './desired.ts';

/** The last one that a device believed. Plain JSON: what it keeps. */
export interface LastDesired {
  readonly counter: number;
  readonly digest: string;
  /** The key id of the hub that signed it. */
  readonly hub: string;
}

export interface DesiredContext {
  /** The device's own id. */
  readonly device: string;
  readonly trust: Trust;
  /** Absent before the first. */
  readonly last?: LastDesired;
  readonly clock: Clock;
}

/** A `desired` that the device goes by from now on. */
export interface CheckedDesired extends Opened<Desired> {
  /** It is the last one once more: there is nothing to do but to report again. */
  readonly isAgain: boolean;
  /** To be kept in place of the former. */
  readonly last: LastDesired;
  /** The latest time that was believed, to be kept. @see Clock */
  readonly seen: number;
  /**
   * - `clock-doubted`: nobody can tell whether it has expired
   * - `issued-ahead`: it was signed more than a day later than it is here; one of the clocks is wrong
   */
  readonly warnings: readonly DesiredWarning[];
}

export type DesiredWarning = 'clock-doubted' | 'issued-ahead';

/** No hub writes as many documents for one device at once; who jumps further wants to shut out what comes after. */
const largestJump = 1_000_000;
const day = 86_400_000;

/**
 * Whether a device does what a hub wants. Whatever it is refused for, what runs goes on running.
 *
 * @throws as `openDocument`, and `release.another-device`, `release.replayed`, `release.counter-reused`,
 * `release.fast-forward`, `release.environment-reserved`, `release.desired-expired`
 */
export function checkDesired(source: string | Uint8Array, context: DesiredContext): CheckedDesired {
  const { device, trust, last } = context;
  const opened = openDocument(desiredDocument, source, signersOf(trust, 'hub'));
  const { content: desired, digest } = opened;
  if (desired.device !== device) throw releaseErrors.anotherDevice({ named: desired.device, own: device });
  if (!opened.signers.includes(desired.hub)) throw releaseErrors.wrongKey({ kind: desiredDocument.kind });
  // Numbers and times grow from document to document, whichever key of the hub signs. Once a key no longer counts they
  // begin anew, so that a thief of it who jumped ahead has shut nobody out.
  const beginsAnew = last !== undefined && !isHub(last.hub, trust);
  const clock = beginsAnew ? { ...context.clock, seen: trust.created } : context.clock;
  const isAgain = digest === last?.digest;
  if (!isAgain) {
    if (beginsAnew && desired.issued < trust.created)
      throw releaseErrors.replayed({ found: desired.counter, known: last.counter });
    checkCounter(desired.counter, beginsAnew ? undefined : last);
    const reserved = desired.environment.find(({ name }) => isReservedEnvironment(name));
    if (reserved) throw releaseErrors.environmentReserved({ name: reserved.name });
    if (standingOf(desired, clock) === 'expired')
      throw releaseErrors.desiredExpired({ expires: desired.expires ?? 0 });
  }
  const isAhead = !clock.doubted && desired.issued > leastTime(clock) + day;
  const warnings: DesiredWarning[] = [];
  if (standingOf(desired, clock) === 'unsure') warnings.push('clock-doubted');
  if (isAhead) warnings.push('issued-ahead');
  return {
    ...opened,
    isAgain,
    last: { counter: desired.counter, digest, hub: desired.hub },
    seen: isAhead ? clock.seen : Math.max(clock.seen, desired.issued),
    warnings,
  };
}

const isHub = (keyid: string, trust: Trust): boolean =>
  signersOf(trust, 'hub').keys.some((key) => key.keyid === keyid);

function checkCounter(counter: number, last: LastDesired | undefined): void {
  const known = last?.counter ?? 0;
  if (counter === known) throw releaseErrors.counterReused({ counter });
  if (counter < known) throw releaseErrors.replayed({ found: counter, known });
  if (counter - known > largestJump) throw releaseErrors.fastForward({ found: counter, known });
}
