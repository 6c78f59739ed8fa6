import type { EventClass, Range } from '@millwright/ledger';
import type { Handlers } from '@millwright/store';
import type { ReadableLog } from '../log/reader.ts';
import { countOf, lookForPruning, measure, sizesOf } from './look.ts';
import type { Look, LookRequest, Measured, Sized } from './messages.ts';

/** What retention asks a thread that only reads. */
export const retentionReading = (log: () => ReadableLog) =>
  ({
    lookForPruning: (request: LookRequest): Promise<Look> =>
      log().read(async () => lookForPruning(log().connection, request)),
    measure: (range: Range): Promise<Measured[]> => log().read(async () => measure(log().connection, range)),
    sizesOf: (which: EventClass, range: Range): Promise<Sized[]> =>
      log().read(async () => sizesOf(log().connection, which, range)),
    countOf: (which: EventClass, ranges: readonly Range[]): Promise<number> =>
      log().read(async () => countOf(log().connection, which, ranges)),
  }) satisfies Handlers;

export type RetentionReading = ReturnType<typeof retentionReading>;
