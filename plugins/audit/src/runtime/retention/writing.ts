import type { Handlers } from '@millwright/store';
import type { OpenedLog } from '../log/writer.ts';
import type { Pruned, PruneRequest } from './messages.ts';
import { prune, seeClock } from './prune.ts';

/** What retention asks the thread that owns the log. */
export const retentionWriting = (log: OpenedLog) =>
  ({
    prune: async (request: PruneRequest): Promise<Pruned> => prune(await log(), request),
    seeClock: async (now: number): Promise<void> => seeClock(await log(), now),
    /** @returns bytes that can still be given back to the disk */
    giveBack: async (bytes: number): Promise<number> => (await log()).options.database.giveBack(bytes),
  }) satisfies Handlers;

export type RetentionWriting = ReturnType<typeof retentionWriting>;
