import type { Finding } from '../errors.ts';
import type { Desired, Health } from './desired.ts';
import type { Timer } from './effects.ts';
import type { RestartKind } from './state.ts';

/**
 * How the process before this one ended, where that can be known: `reboot` the whole machine (power, kernel), `crash` it ended
 * by itself, `blocked` its supervisor ended it.
 */
export type Cause = 'reboot' | 'crash' | 'blocked' | 'unknown';

export interface Booted {
  readonly kind: 'booted';
  readonly time: number;
  readonly cause: Cause;
  readonly restart: RestartKind;
  /** The error that nothing caught, where one ended the process. */
  readonly uncaught?: string;
  /** The signal by which it was ended from outside. */
  readonly signal?: string;
}

/** The answer to an effect, with the turn of that effect. */
export type Answer = { readonly time: number; readonly turn: number } & (
  | { readonly kind: 'fetched' | 'healthy' | 'adopted' }
  | {
      readonly kind: 'verified';
      /** Its modules are others than those that this process found when it started. */
      readonly restart: boolean;
      /** As the manifest says. */
      readonly health: Health;
      readonly floor?: number;
    }
  /** `rev`, Node-RED's: of the flows in the slot, with the environment in them; of what was kept; of what runs now. */
  | { readonly kind: 'staged' | 'kept' | 'started'; readonly rev: string }
  /**
   * `restart`: the modules that Node-RED finds on the disk now are others than those that this process found when it started,
   * which it does before it asks anybody.
   */
  | { readonly kind: 'switched'; readonly restart: boolean }
  | { readonly kind: 'unhealthy'; readonly reasons: readonly Finding[] }
  | {
      readonly kind: 'failed';
      readonly error: { readonly code: string; readonly message: string; readonly details?: object };
      /**
       * The same once more, with the same on the disk, can only fail again: a signature that does not count, a device or platform
       * that it is not for, a slot that is not complete. Never so: the network, a full disk, a file that has not its digest, npm.
       */
      readonly final: boolean;
      /**
       * `verify`: the release itself is bad, for every device and for ever: its signature is good, and its parts are not what a
       * release has. Twice puts it under quarantine. Not what depends on the device, the time, the trust or the road.
       */
      readonly counts?: boolean;
    }
  | { readonly kind: 'timer'; readonly timer: Timer; readonly attempt: number }
  /** `attempt` as in the effect. `begun`: the turn itself is durable, and its effects are being done. */
  | { readonly kind: 'unwritten'; readonly attempt: number; readonly begun: boolean }
);

/** What happens to the machine. `time`: milliseconds since 1970 by the device's clock; nothing but records depends on it. */
export type Event =
  | Booted
  | Answer
  | ({
      readonly time: number;
    } /** What was checked against `last` of the state that the step before has left: one at a time. */ & (
      | { readonly kind: 'desired'; readonly desired: Desired }
      /** The hub knows the outcomes of these jobs, as it has signed: `checkAcknowledged` of `@millwright/release`. */
      | { readonly kind: 'acknowledged'; readonly jobs: readonly string[] }
      /** Flows say "not now", or that it is over. */
      | { readonly kind: 'lock'; readonly locked: boolean }
      /** What runs: after each start and deploy, and from time to time. */
      | { readonly kind: 'running'; readonly rev: string }
      /** Flows were stopped; a person has started others, or the same, on the device and says that they are good. */
      | { readonly kind: 'approved'; readonly rev: string }
      /** A person wants a release tried again that is under quarantine. */
      | { readonly kind: 'pardoned'; readonly digest: string }
      /** The process is being ended in order. */
      | { readonly kind: 'stop' }
    ));
