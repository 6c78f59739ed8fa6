import type { Desired, DriftPolicy, Health, Release } from './desired.ts';
import type { Phase } from './phases.ts';
import type { Outcome, RestartKind, State, Trouble } from './state.ts';

/** Timers are durations, so that a clock that is put right neither ends a health window nor makes one endless. */
export type Timer =
  /** The effect of this phase took too long. */
  | 'deadline'
  /** The pause before the next attempt is over. */
  | 'retry'
  /** The update window may have opened. */
  | 'window'
  /** The hub has not said that it knows the outcomes. */
  | 'report'
  /** The journal could not be written. */
  | 'journal';

/** What a device says of itself. The signature, the boot id and the counter are added by who sends it. */
export interface Report {
  readonly phase: Phase;
  readonly job?: string;
  /** Why nothing is done about the job just now. */
  readonly waitsFor?: 'lock' | 'window' | 'retry';
  /** Why it is tried again, why it goes back, or why flows are stopped. */
  readonly trouble?: Trouble;
  readonly committed?: { readonly rev: string; readonly release?: Release };
  readonly drift?: {
    readonly policy: DriftPolicy;
    readonly rev: string;
    readonly since: number;
    readonly error?: Trouble;
  };
  readonly restart: RestartKind;
  /** Of the last desired document that was seen. */
  readonly counter?: number;
  /** Releases that failed, and with which values, the latest last; some are not tried any more. */
  readonly failures: State['failures'];
  /** Those that the hub has not acknowledged, the oldest first. */
  readonly outcomes: readonly Outcome[];
}

/**
 * What is to be done, as data, in this order. An answer says that it is done and durable. What carries out effects has to keep
 * to this:
 *
 * 0. At a start the journal that is found is synced before it is read: the process before may have been killed in between.
 * 1. `journal` first. The others only once it is durable; if it cannot be written: the event `unwritten`, and none of them
 *    before a journal of the same turn is durable, whichever step asked for it: then these too.
 * 2. Effects and timers of an older turn end when the journal of a newer one is durable.
 * 3. An effect whose turn and kind have been begun is not begun again; a timer is set anew, a report is sent again.
 * 4. What writes to the disk is done one after the other, never two at once. From `keep` to `started` nobody else deploys.
 */
export type Effect =
  /** Make this state durable, in one piece. Nothing to do if it is. */
  | { readonly kind: 'journal'; readonly turn: number; readonly attempt: number; readonly state: State }
  /**
   * Fetch what is not there yet: each file is compared with the digest and the size by which it was asked for, what is there
   * already too, and one that differs is removed and fetched again. Nothing of it is trusted beyond that. -> `fetched` once every
   * file is there and has its digest
   */
  | {
      readonly kind: 'fetch';
      readonly turn: number;
      readonly job: string;
      readonly release: Release;
      readonly sealed?: Desired['sealed'];
    }
  /** Check all of it, from the disk, against signatures, trust, device and platform. -> `verified`. A file that was spoilt meanwhile is no final failure: it is fetched again */
  | { readonly kind: 'verify'; readonly turn: number; readonly job: string; readonly release: Release }
  /**
   * Make the slot complete: flows, opened credentials, environment, installed modules. A complete one is compared, not made anew.
   * -> `staged`, with the revision that Node-RED will say of these flows: the environment's values are in them by now
   */
  | {
      readonly kind: 'stage';
      readonly turn: number;
      readonly slot: string;
      readonly release: Release;
      readonly environment: Desired['environment'];
      readonly sealed?: Desired['sealed'];
    }
  /** Copy what runs into the slot, replacing what a former attempt left there. -> `kept` */
  | { readonly kind: 'keep'; readonly turn: number; readonly slot: string }
  /**
   * Make what Node-RED loads that of the slot, modules too, whatever state it is in, durably. -> `switched`, with whether the
   * modules there now are others than those that were there when this process started. Node-RED reads their list, versions and
   * pages before any plugin of its own, so also a process that holds its flows has found those of before.
   *
   * Without a slot, the last way back: change nothing. `switched` if what lies there is whole, whatever version it is: no switch
   * was begun that has not come to its end, and the flows can be read. Else a `final` failure.
   */
  | { readonly kind: 'switch'; readonly turn: number; readonly slot?: string }
  /**
   * Let Node-RED run what it was switched to: `here` in this process, or by ending it, hard if it does not end. -> `started` once
   * all nodes have been started (`flows:started`; `setFlows` is done before) and no type of node is missing, with the revision
   * that Node-RED says then; or `failed`; or `booted` in the process after. On the way back those types may be missing that were
   * missing when the slot was kept. `here` lets a Node-RED go that holds its flows before anything that may fail: from then on the
   * machine takes people for let in, and takes its time.
   *
   * Without a slot: what lies there, as Node-RED loads it, with all types; `started` only once it has run for `milliseconds`.
   */
  | {
      readonly kind: 'start';
      readonly turn: number;
      readonly slot?: string;
      /** There without a slot. */
      readonly milliseconds?: number;
      readonly how: 'here' | 'restart';
    }
  /** Watch what runs for as long, by the conditions of `health`. -> `healthy` at the end, `unhealthy` as soon as it is not */
  | {
      readonly kind: 'watch';
      readonly turn: number;
      readonly slot: string;
      readonly rev: string;
      readonly milliseconds: number;
      readonly health: Health;
    }
  /** Stop the flows, or start without them; stay in reach. No answer: whoever carries it out tries until it is done. */
  | { readonly kind: 'safe'; readonly turn: number }
  /** Remove all slots but these, and what was fetched for others. No answer. */
  | { readonly kind: 'discard'; readonly turn: number; readonly except: readonly string[] }
  /** Send what runs to the hub, as a version to look at. -> `adopted` */
  | { readonly kind: 'adopt'; readonly turn: number; readonly rev: string }
  /** Tell the hub. No answer; `acknowledged` when it knows the outcomes. */
  | { readonly kind: 'report'; readonly turn: number; readonly report: Report }
  /** Say `timer` after that time; replaces the one of the same name. */
  | {
      readonly kind: 'arm';
      readonly turn: number;
      readonly timer: Timer;
      readonly attempt: number;
      readonly milliseconds: number;
    };
