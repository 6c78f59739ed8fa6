import type { Handlers } from '@millwright/store';
import { compareSides } from '../compare/compare-sides.ts';
import type { SentSide } from '../compare/messages.ts';
import { credentialsMissing } from '../restore/credentials-missing.ts';
import { discard, keep, newestVersion, stage } from './keep.ts';
import type { KeepRequest, Opened, StageRequest } from './messages.ts';
import { type OpenArchive, openArchive } from './open-archive.ts';
import { archiveFigures, describeVersion, listVersions, readFlows, readVersion } from './read.ts';
import { storedVersion } from './rows.ts';

/**
 * The calls that the archive of versions answers, each opening it first if it is not open: what kept it closed (a
 * full disk, a read-only directory) may have gone meanwhile.
 */
export function createArchive(directory: string, now: () => Date) {
  let opening: Promise<OpenArchive> | undefined;

  const archive = (): Promise<OpenArchive> => {
    opening ??= openArchive(directory, now).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const handlers = {
    async open(): Promise<Opened> {
      const open = await archive();
      const newest = await open.database.read(() => newestVersion(open));
      return {
        epoch: open.epoch,
        notices: open.notices,
        ...(newest ? { newest: storedVersion(newest, open.keys.find(newest.key)) } : {}),
      };
    },
    stage: async (request: StageRequest) => stage(await archive(), request),
    keep: async (request: KeepRequest) => keep(await archive(), request),
    discard: async (operation: string) => discard(await archive(), operation),
    list: async (page: { readonly before?: number | undefined; readonly limit: number }) =>
      listVersions(await archive(), page),
    describe: async (number: number) => describeVersion(await archive(), number),
    read: async (number: number) => readVersion(await archive(), number),
    flows: async (number: number) => readFlows(await archive(), number),
    compare: async (sides: readonly [SentSide, SentSide]) => compareSides(await archive(), sides),
    credentialsMissing: async (number: number) => credentialsMissing(await archive(), number),
    figures: async () => archiveFigures(await archive(), now()),
  } satisfies Handlers;

  return {
    handlers,
    async close(): Promise<void> {
      const open = await opening?.catch(() => undefined);
      opening = undefined;
      open?.close();
    },
  };
}

export type ArchiveHandlers = ReturnType<typeof createArchive>['handlers'];
