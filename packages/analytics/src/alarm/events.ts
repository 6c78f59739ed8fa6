import type { AlarmValue, Holds, Quality } from './state.ts';

/** `ts` is when it happened (ms UTC), by the clock of whoever tells. */
interface Told {
  readonly ts: number;
}

/** What a person does. */
interface Command extends Told {
  readonly actor: string;
  readonly note?: string;
}

/** What was found out about the condition. */
export interface ConditionTold extends Told {
  readonly kind: 'condition';
  readonly holds: Holds;
  readonly quality: Quality;
  readonly value?: AlarmValue;
  readonly limit?: number;
}

/** Names what the person saw, so that what has been raised since is not acknowledged unseen. */
export interface Acknowledge extends Command {
  readonly kind: 'acknowledge';
  readonly occurrence: number;
  /** Number of the last journal record that the person has seen of this alarm. */
  readonly seq: number;
}

export interface Reset extends Command {
  readonly kind: 'reset';
}

export interface Shelve extends Command {
  readonly kind: 'shelve';
  /** For how long (ms). */
  readonly duration: number;
  readonly oneShot: boolean;
  readonly note: string;
}

export interface Unshelve extends Command {
  readonly kind: 'unshelve';
}

/** What logic says about suppression by design: a level, not a command, so it is never refused. */
export interface Suppress extends Told {
  readonly kind: 'suppress';
  readonly on: boolean;
  readonly note?: string;
}

export interface TakeOutOfService extends Command {
  readonly kind: 'out-of-service';
  readonly note: string;
}

export interface ReturnToService extends Command {
  readonly kind: 'return-to-service';
}

export interface TimePassed extends Told {
  readonly kind: 'time';
}

export type AlarmCommand = Acknowledge | Reset | Shelve | Unshelve | TakeOutOfService | ReturnToService;

export type AlarmEvent = ConditionTold | AlarmCommand | Suppress | TimePassed;
