import {
  type CheckedDesired,
  type Clock,
  checkAcknowledged,
  checkDesired,
  type Desired,
  type DesiredWarning,
  followTrust,
  type HeldTrust,
  type LastDesired,
} from '@millwright/release';
import type { Desired as Wish } from '@millwright/rollout';
import type { HubFrame } from '../../../common/road.ts';

/** What a device knows, and keeps, of what its hub has said. */
export interface Believed {
  readonly device: string;
  readonly trust: HeldTrust;
  /** Durable when it returns: nothing that only the new trust allows is believed before. */
  follow(trust: HeldTrust, envelope: string): void;
  /** What the hub calls it, and its labels there. Durable when it returns: releases are judged by them. */
  call(called: Pick<Desired, 'name' | 'labels'>): void;
  /** When the newest document of the hub that was believed was signed, and whether it wants a release. Durable when it returns. */
  see(seen: number, wantsRelease: boolean): void;
  /** Of the machine, as the step before has left it. */
  readonly last: LastDesired | undefined;
  clock(): Clock;
  /** The hub knows how these jobs ended. */
  acknowledge(jobs: readonly string[]): void;
  /** Resolves once the machine has it, so that the next one can be compared with it. */
  take(wish: Wish): Promise<void>;
  warn(warnings: readonly DesiredWarning[]): void;
}

/**
 * Believes what is to be believed of a frame: first whom to follow, then what the hub knows, then what it wants. To be
 * called with one frame after the other.
 *
 * @throws as `followTrust`, `checkAcknowledged`, `checkDesired`, and `rollout.desired-invalid`; what came before in the
 *   frame holds, and what runs goes on running
 */
export async function hear(
  { trust: chain, acknowledged, desired }: HubFrame,
  believed: Believed,
): Promise<void> {
  for (const envelope of chain) {
    const next = followTrust(believed.trust, [envelope]);
    if (next.digest !== believed.trust.digest) believed.follow(next, envelope);
  }
  const { device } = believed;
  const { trust } = believed.trust;
  if (acknowledged !== undefined)
    believed.acknowledge(checkAcknowledged(acknowledged, { device, trust }).content.jobs);
  if (desired === undefined) return;
  const { last } = believed;
  const checked = checkDesired(desired, { device, trust, clock: believed.clock(), ...(last && { last }) });
  believed.warn(checked.warnings);
  // What is wanted already has been reported on this road: each begins with a report, and the machine repeats what is not known.
  if (checked.isAgain) return;
  believed.call(checked.content);
  await believed.take(wishOf(checked));
  believed.see(checked.seen, checked.content.release !== undefined);
}

/** What the machine is told of a desired document that was checked. */
export function wishOf({ content, digest }: CheckedDesired): Wish {
  const { job, counter, hub, drift, release, environment, sealed, values, health }: Desired = content;
  return {
    job,
    counter,
    digest,
    hub,
    drift,
    window: { kind: 'always' },
    environment: [...environment],
    ...(release && { release }),
    ...(sealed && { sealed }),
    ...(values !== undefined && { values }),
    ...(health && { health }),
  };
}
