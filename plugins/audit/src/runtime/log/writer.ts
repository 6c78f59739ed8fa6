import { type Handlers, storeErrors } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';
import { noticeOf } from '../notice.ts';
import { Doubted } from './doubted.ts';
import type { LogFile } from './log-file.ts';
import type { Appended, AppendRequest, Cursor, LogCheckpoint, LogData, Opened } from './messages.ts';
import { openLog } from './open-log.ts';
import { gapEvent } from './own-events.ts';

/** Gives the log, opened if it is not open; anew after a failure of the disk, which may have gone meanwhile. */
export type OpenedLog = () => Promise<LogFile>;

/** The thread that owns the log. */
export function createWriter({ directory, boot, began }: LogData, now: () => number) {
  let instance = '';
  let current: Promise<LogFile> | undefined;
  let suspicious = false;
  const doubted = new Doubted();

  const open = async (): Promise<LogFile> => {
    try {
      const log = await openLog({ directory, boot, began, instance, now, suspicious });
      suspicious = false;
      return log;
    } catch (error) {
      if (storeErrors.damaged.is(error) && !suspicious) {
        suspicious = true;
        return open();
      }
      current = undefined;
      throw error;
    }
  };
  const log: OpenedLog = async () => {
    const former = current;
    const opened = await former?.catch(() => undefined);
    if (opened && (opened.failure || opened.options.database.unwritable)) {
      opened.close();
      if (current === former) current = undefined;
    }
    current ??= open();
    return current;
  };

  const append = async ({ instance: name, events, gap }: AppendRequest): Promise<Appended> => {
    instance = name;
    const opened = await log();
    opened.instance = name;
    const first = await opened.step((step) => {
      const lost = gap ? gap.lost - doubted.found(step.statements) : 0;
      const { size } = step;
      if (gap && lost > 0) step.append(opened.event(gapEvent({ ...gap, lost }, now())));
      const begun = step.size;
      for (const event of events) step.append(event);
      if (step.size > size) doubted.begin(size, Math.max(0, lost) + events.length, step.statements);
      return begun;
    });
    doubted.written();
    return { ...describe(opened), first };
  };

  const handlers = {
    async open(name: string): Promise<Opened> {
      instance = name;
      return describe(await log());
    },
    async append(request: AppendRequest): Promise<Appended> {
      try {
        return await append(request);
      } catch (error) {
        suspicious ||= storeErrors.damaged.is(error);
        throw error;
      }
    },
    async checkpoint(name: string): Promise<LogCheckpoint> {
      instance = name;
      const opened = await log();
      opened.instance = name;
      return opened.checkpoint();
    },
    async setCursor({ destination, seq, anchored, time }: Cursor): Promise<void> {
      await (await log()).step(({ connection }) => {
        connection
          .prepare(
            `insert into delivery (destination, seq, anchored, time) values (?, ?, ?, ?)
             on conflict do update set seq = excluded.seq, anchored = excluded.anchored, time = excluded.time`,
          )
          .run(destination, seq, anchored, time);
      });
    },
    async removeCursor(destination: string): Promise<void> {
      await (await log()).step(({ connection }) => {
        connection.prepare('delete from delivery where destination = ?').run(destination);
      });
    },
  } satisfies Handlers;

  return {
    handlers,
    log,
    /** Signs what is not signed yet first, if it can. Twice is safe. */
    async close(): Promise<void> {
      const opened = await current?.catch(() => undefined);
      current = undefined;
      if (!opened) return;
      await opened.checkpoint().catch(() => undefined);
      await opened.leave().catch(() => undefined);
      opened.close();
    },
  };
}

function describe(log: LogFile): Opened {
  const { opening, origin, fingerprint, notices } = log.options;
  const { unwritable } = log.options.database;
  return {
    ...log.head(),
    opening,
    origin,
    fingerprint,
    notices: [...notices, ...log.neighbours.map(({ pid }) => noticeOf(auditErrors.secondProcess({ pid })))],
    others: log.neighbours.map(({ boot }) => boot),
    ...(unwritable ? { unwritable: noticeOf(unwritable) } : {}),
  };
}

export type LogHandlers = ReturnType<typeof createWriter>['handlers'];
