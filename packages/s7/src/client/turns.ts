import type { S7Client } from './client.ts';
import type { ScheduleOptions } from './options.ts';

/** Who asks, and on what terms. */
export type TurnOptions = Omit<ScheduleOptions, 'trial'>;

/** What reading and writing need of a client. */
export interface Turns extends Pick<S7Client, 'schedule'> {
  readonly connection: Pick<S7Client['connection'], 'current'>;
}
