import { performance } from 'node:perf_hooks';
import type { EventDraft } from '@millwright/ledger';
import { openWorker, storeErrors, type WorkerClient } from '@millwright/store';
import type { Notice } from '../../common/log.ts';
import { noticeOf } from '../notice.ts';
import { AppendQueue } from './append-queue.ts';
import type {
  Cursor,
  LogCheckpoint,
  LogData,
  LogHead,
  Opened,
  Page,
  PageRequest,
  StoredEvent,
} from './messages.ts';
import type { LongReaderHandlers, ReaderHandlers } from './reader.ts';
import type { WriterHandlers } from './writer.ts';

export interface AuditLogOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** Where the worker's code is. */
  readonly worker: URL;
  /** Which run of the process this is: 16 hexadecimal digits. */
  readonly boot: string;
  /** What the instance is called. */
  readonly instance: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `failing`: the last event could not be written. */
export interface LogState extends LogHead {
  readonly state: 'opening' | 'well' | 'failing';
  readonly origin: string;
  readonly fingerprint: string;
  /** Events that were lost, and that the log does not tell of yet. */
  readonly lost: number;
  /** Why it is failing. */
  readonly problem?: Notice;
  /** What was found when the log was opened. */
  readonly notices: readonly Notice[];
}

/** An event that is not on disk by then is told to be not recorded, in milliseconds. */
const patience = 2_000;
/** While the log is being opened: a write-ahead log may have to be read after a crash. */
const openingPatience = 8_000;
/** A checkpoint is made once so many events are not covered, or so long after the first of them. */
const checkpointEvery = 256;
const checkpointAfter = 10_000;
/** How often it is tried again while the log cannot be written. */
const retryEvery = 3_000;

/**
 * The audit log as the main thread sees it. Events are written by a thread of its own, read by another. Calls reject
 * with errors of the tables `store`, `audit`, `ledger` and `runtime.no-directory`; nothing ever blocks.
 */
export class AuditLog {
  readonly #options: AuditLogOptions;
  readonly #queue: AppendQueue;
  readonly #listeners = { appended: new Set<Listener<LogHead>>(), changed: new Set<Listener<LogState>>() };
  #writer: WorkerClient<WriterHandlers> | undefined;
  #reader: WorkerClient<ReaderHandlers> | undefined;
  #opened: Opened | undefined;
  #problem: Notice | undefined;
  #checkpointTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#queue = new AppendQueue({
      send: (request) => this.#write((calls) => calls.append(request)),
      instance: options.instance,
      now: options.now,
      uptime: () => performance.now(),
      patience: () => (this.#opened ? patience : openingPatience),
      onAppended: (appended) => this.#entered(appended),
      onFailed: (problem) => this.#failed(problem),
    });
  }

  /** Opens the log; what is appended before waits for it. */
  async open(): Promise<void> {
    try {
      this.#entered(await this.#write((calls) => calls.open()));
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  /**
   * Writes one event. @returns its number, as soon as it is on disk; rejects within seconds where it cannot be written,
   * and counts it as lost then
   */
  append(draft: EventDraft): Promise<number> {
    if (this.#closed) return Promise.reject(storeErrors.workerClosed({ worker: 'audit' }));
    return this.#queue.add(draft);
  }

  state(): LogState {
    const { size = 0, checkpoint, origin = '', fingerprint = '', notices = [] } = this.#opened ?? {};
    return {
      state: this.#problem ? 'failing' : this.#opened ? 'well' : 'opening',
      size,
      checkpoint,
      origin,
      fingerprint,
      lost: this.#queue.lost,
      ...(this.#problem ? { problem: this.#problem } : {}),
      notices,
    };
  }
}
