import { type Clock, isAhead, standingOf } from '../clock.ts';
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
  /** To be kept in place of the former, also where it is earlier. @see Clock */
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

/**
 * Whether a device does what a hub wants. Whatever it is refused for, what runs goes on running.
 *
 * One after the other: what is checked has been handed in, and `last` kept, before the next is looked at. Two that are
 * compared with one `last` are not compared with each other.
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
  // Numbers grow from document to document, whichever key of the hub signs. Once a key no longer counts they begin anew,
  // so that a thief of it who jumped ahead has shut nobody out.
  const beginsAnew = last !== undefined && !isHub(last.hub, trust);
  const isAgain = digest === last?.digest;
  const ahead = isAhead(desired.issued, context.clock);
  // The number proves that it was signed after all that was seen. If it says an earlier time, the clock of the hub was wrong
  // then, and has been put right: a later time that was believed must not shut the device out for good.
  const clock = isAgain
    ? context.clock
    : { ...context.clock, seen: ahead ? Math.min(context.clock.seen, context.clock.now) : desired.issued };
  if (!isAgain) {
    if (beginsAnew && isBefore(desired, trust, context.clock))
      throw releaseErrors.replayed({ found: desired.counter, known: last.counter });
    checkCounter(desired.counter, beginsAnew ? undefined : last);
    const reserved = desired.environment.find(({ name }) => isReservedEnvironment(name));
    if (reserved) throw releaseErrors.environmentReserved({ name: reserved.name });
    if (standingOf(desired, clock) === 'expired')
      throw releaseErrors.desiredExpired({ expires: desired.expires ?? 0 });
  }
  const warnings: DesiredWarning[] = [];
  if (standingOf(desired, clock) === 'unsure') warnings.push('clock-doubted');
  if (ahead) warnings.push('issued-ahead');
  return {
    ...opened,
    isAgain,
    last: { counter: desired.counter, digest, hub: desired.hub },
    seen: clock.seen,
    warnings,
  };
}

const isHub = (keyid: string, trust: Trust): boolean =>
  signersOf(trust, 'hub').keys.some((key) => key.keyid === keyid);

/** A trust that was made more than a day later than it is here says nothing of that: the clock of its hub has been put right since. */
const isBefore = ({ issued }: Desired, { created }: Trust, clock: Clock): boolean =>
  issued < created && !isAhead(created, clock);

function checkCounter(counter: number, last: LastDesired | undefined): void {
  // Whatever a hub begins with: it may go on with its numbers under a new key, or for a device that lost its journal.
  if (!last) return;
  const known = last.counter;
  if (counter === known) throw releaseErrors.counterReused({ counter });
  if (counter < known) throw releaseErrors.replayed({ found: counter, known });
  if (counter - known > largestJump) throw releaseErrors.fastForward({ found: counter, known });
}
