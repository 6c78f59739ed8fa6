import type { Handlers } from '@millwright/store';
import { discard, stage } from './candidates.ts';
import { editVersion } from './edit.ts';
import { keep } from './keep.ts';
import type { Edit, KeepRequest, Opened, StageRequest } from './messages.ts';
import { type OpenArchive, openArchive } from './open-archive.ts';
import { readingHandlers } from './reader.ts';
import { forgetContents, forgetVersions, seeClock } from './retain.ts';
import { storedVersion } from './rows.ts';
import { newestVersion } from './stored.ts';

/**
 * The calls that the archive of versions answers, each opening it first if it is not open: what kept it closed (a
 * full disk, a read-only directory) may have gone meanwhile.
 */
export function createArchive(directory: string, now: () => Date) {
  let opening: Promise<OpenArchive> | undefined;
  let again: Promise<OpenArchive> | undefined;

  const archive = (): Promise<OpenArchive> => {
    opening ??= openArchive(directory, now).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  /** Looks again if it could only be read: a disk may have space, or be writable, meanwhile. */
  const writable = async (): Promise<OpenArchive> => {
    const open = await archive();
    if (!open.database.unwritable) return open;
    again ??= openAgain(open).finally(() => {
      again = undefined;
    });
    return again;
  };
  const openAgain = async (former: OpenArchive): Promise<OpenArchive> => {
    const opened = await openArchive(directory, now);
    if (!opened.database.unwritable) opening = Promise.resolve(opened);
    const [stays, goes] = opened.database.unwritable ? [former, opened] : [opened, former];
    goes.close();
    return stays;
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
    stage: async (request: StageRequest) => stage(await writable(), request),
    keep: async (request: KeepRequest) => keep(await writable(), request),
    discard: async (operation: string) => discard(await writable(), operation),
    edit: async (number: number, edit: Edit) => editVersion(await writable(), number, edit),
    seeClock: async () => seeClock(await writable(), now().getTime()),
    forgetVersions: async (numbers: readonly number[], running: number | undefined) =>
      forgetVersions(await writable(), numbers, running),
    forgetContents: async (contents: readonly number[], newest: number) =>
      forgetContents(await writable(), contents, newest),
    giveBack: async (bytes: number) => (await writable()).database.giveBack(bytes),
    ...readingHandlers(archive, now),
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
