import { type Handlers, openReadOnlyDatabase, type ReadableDatabase } from '@millwright/store';
import { ChoiceCounter } from './choices.ts';
import { findEvent, seeEvent } from './event.ts';
import { figuresOf } from './figures.ts';
import type {
  Choices,
  Cursor,
  LogData,
  LogFigures,
  Page,
  PageRequest,
  SeenEvent,
  StoredEvent,
} from './messages.ts';
import { logFileIn } from './open-log.ts';
import { listEvents } from './page.ts';

/** The log, open for reading: each read sees one moment of it, and keeps nobody from writing. */
export type ReadableLog = ReadableDatabase<unknown>;

/** Answers what only reads, beside the thread that writes; good for one opening of the log. */
export function createReader({ directory }: LogData, now: () => number) {
  const counter = new ChoiceCounter();
  let opened: ReadableLog | undefined;
  const log = (): ReadableLog => {
    opened ??= openReadOnlyDatabase<unknown>(logFileIn(directory));
    return opened;
  };
  return {
    log,
    handlers: {
      page: async (request: PageRequest): Promise<Page> => listEvents(log(), request),
      event: async (seq: number): Promise<StoredEvent | undefined> => findEvent(log(), seq),
      seen: async (seq: number): Promise<SeenEvent | undefined> => seeEvent(log(), seq),
      choices: async (): Promise<Choices> => counter.choices(log()),
      figures: async (): Promise<LogFigures> => figuresOf(log(), now()),
      cursors: async (): Promise<readonly Cursor[]> => listCursors(log()),
    } satisfies Handlers,
    close: async (): Promise<void> => opened?.close(),
  };
}

const listCursors = ({ connection, read }: ReadableLog): Promise<readonly Cursor[]> =>
  read(async () => {
    const rows = connection.prepare('select destination, seq, anchored, time from delivery').all();
    return rows.map(({ destination, seq, anchored, time }) => ({
      destination: String(destination),
      seq: Number(seq),
      anchored: Number(anchored),
      time: Number(time),
    }));
  });

export type LogReadHandlers = ReturnType<typeof createReader>['handlers'];
