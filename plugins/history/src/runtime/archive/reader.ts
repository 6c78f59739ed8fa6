import type { Handlers } from '@millwright/store';
import { compareSides } from '../compare/compare-sides.ts';
import type { SentSide } from '../compare/messages.ts';
import { credentialsMissing } from '../restore/credentials-missing.ts';
import { listFilters, listVersions } from './list.ts';
import type { ListRequest, RetentionRequest, VerifyRequest } from './messages.ts';
import { openForReading, type ReadableArchive } from './open-archive.ts';
import { archiveFigures, describeVersion, readFlows, readVersion } from './read.ts';
import { planOf } from './retain.ts';
import { verifyVersions } from './verify.ts';

/** The calls that only read. */
export const readingHandlers = (archive: () => Promise<ReadableArchive>, now: () => Date) =>
  ({
    list: async (request: ListRequest) => listVersions(await archive(), request),
    filters: async () => listFilters(await archive()),
    describe: async (number: number) => describeVersion(await archive(), number),
    read: async (number: number) => readVersion(await archive(), number),
    flows: async (number: number) => readFlows(await archive(), number),
    compare: async (sides: readonly [SentSide, SentSide]) => compareSides(await archive(), sides),
    credentialsMissing: async (number: number) => credentialsMissing(await archive(), number),
    verify: async (request: VerifyRequest) => verifyVersions(await archive(), request),
    plan: async (request: RetentionRequest) => planOf(await archive(), request),
    figures: async () => archiveFigures(await archive(), now()),
  }) satisfies Handlers;

/**
 * Answers the calls that only read, beside the thread that has the archive open for writing: however long they take,
 * no deploy waits for them. It is good for one epoch: when the archive is opened anew, another reader has to be.
 */
export function createReader(directory: string, now: () => Date) {
  let opened: ReadableArchive | undefined;
  const handlers = readingHandlers(async () => {
    opened ??= openForReading(directory);
    return opened;
  }, now);
  return {
    handlers,
    close: async (): Promise<void> => opened?.close(),
  };
}

export type ReadingHandlers = ReturnType<typeof readingHandlers>;
