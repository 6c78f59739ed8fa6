import type { Host, RouteHandlers } from '@millwright/runtime';
import { historyErrors } from '../common/errors.ts';
import { type editRoutes, topics } from '../common/routes.ts';
import { longestNote } from '../common/version.ts';
import type { Edit, StoredVersion } from './archive/messages.ts';
import type { ArchiveClient } from './archive-client.ts';
import type { Recorder } from './recorder.ts';

export interface EditTools {
  readonly host: Pick<Host, 'operate' | 'publish'>;
  readonly archive: ArchiveClient;
  readonly recorder: Recorder;
}

/** What people say about versions. Each change of it is an operation, so that others can record or refuse it. */
export const editHandlers = ({ host, archive, recorder }: EditTools): RouteHandlers<typeof editRoutes> => {
  const edit = async (number: number, changes: Edit): Promise<StoredVersion> => {
    const { version, changed } = await archive.edit(number, changes);
    if (changed) host.publish(topics.changed, {});
    return version;
  };

  return {
    async listFilters() {
      const { people, parts } = await archive.filters();
      return { people: [...people], parts: [...parts] };
    },

    async updateVersion({ params: { number }, body }) {
      const version = await host.operate(
        { name: 'history.version.update', locks: [], target: { kind: 'version', id: String(number) } },
        (operation) => {
          operation.tell({ changed: Object.keys(body) });
          return edit(number, body);
        },
      );
      return recorder.summary(version);
    },

    async takeSnapshot({ body: { name, note, pinned } }) {
      // Nobody deploys meanwhile, so that the name stands for what ran when it was given.
      const version = await host.operate({ name: 'history.snapshot', locks: ['flows'] }, async () => {
        const running = await recorder.keepRunning();
        const { number } = running;
        if (running.name !== undefined && running.name !== name) {
          throw historyErrors.namedAlready({ number, name: running.name });
        }
        const both = bothNotes(running.note, note);
        if (both !== undefined && both.length > longestNote) {
          throw historyErrors.noteTooLong({ number, longest: longestNote });
        }
        return edit(number, { name, pinned, note: both });
      });
      return recorder.summary(version);
    },
  };
};

/** What was said at the deploy is not lost to what is said about it later. */
function bothNotes(before: string | undefined, note: string | undefined): string | undefined {
  if (before === undefined || note === undefined) return note;
  return `\n${before}\n`.includes(`\n${note}\n`) ? before : `${before}\n${note}`;
}
