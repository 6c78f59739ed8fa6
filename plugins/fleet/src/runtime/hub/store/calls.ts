import { adoptionReads, adoptionWrites } from './adoptions.ts';
import { codeReads, codeWrites } from './codes.ts';
import { deployReads, deployWrites } from './deploys.ts';
import { deviceChanges } from './device-changes.ts';
import { deviceReads } from './devices.ts';
import { enrolmentReads, enrolmentWrites } from './enrolments.ts';
import { eventReads, eventWrites } from './events.ts';
import { outcomeReads, outcomeWrites } from './outcomes.ts';
import { releaseReads, releaseWrites } from './releases.ts';
import { reportWrites } from './reports.ts';
import type { FleetDatabase } from './tables.ts';
import { trustReads, trustWrites } from './trust.ts';
import { valueReads, valueWrites } from './values.ts';
import { wishWrites } from './wishes.ts';

/** Everything that is asked of the store. Each call is one transaction; plain data goes in and comes out. */
export const reads = {
  ...adoptionReads,
  ...codeReads,
  ...deployReads,
  ...deviceReads,
  ...enrolmentReads,
  ...eventReads,
  ...outcomeReads,
  ...releaseReads,
  ...trustReads,
  ...valueReads,
};

/** Those that write: one after the other. Work awaits queries only. */
export const writes = {
  ...adoptionWrites,
  ...codeWrites,
  ...deployWrites,
  ...deviceChanges,
  ...enrolmentWrites,
  ...eventWrites,
  ...outcomeWrites,
  ...releaseWrites,
  ...reportWrites,
  ...trustWrites,
  ...valueWrites,
  ...wishWrites,
};

/** One piece of work on the database. */
export type Work = (database: FleetDatabase, ...parameters: never[]) => Promise<unknown>;

/** The same as whoever asks sees it. */
type CallsOf<Works> = {
  readonly [Name in keyof Works]: Works[Name] extends (
    database: FleetDatabase,
    ...parameters: infer Parameters
  ) => Promise<infer Result>
    ? (...parameters: Parameters) => Promise<Result>
    : never;
};

export type FleetCalls = CallsOf<typeof reads & typeof writes>;

/** @param run carries out one piece of work in a transaction */
export function callsOf(run: (work: Work, writing: boolean, parameters: never[]) => Promise<unknown>) {
  const bind = (works: Readonly<Record<string, Work>>, writing: boolean) =>
    Object.entries(works).map(([name, work]) => [
      name,
      (...parameters: never[]) => run(work, writing, parameters),
    ]);
  return Object.fromEntries([...bind(reads, false), ...bind(writes, true)]) as unknown as FleetCalls;
}
