import { randomBytes } from 'node:crypto';
import type { EventDraft } from '@millwright/ledger';
import { type Handlers, openWorker, storeErrors, type WorkerClient } from '@millwright/store';
import type { Notice } from '../../common/log.ts';
import { noticeOf } from '../notice.ts';
import { AppendQueue } from './append-queue.ts';
import type { ReaderCalls, WriterCalls } from './calls.ts';
import {
  type Appended,
  type Choices,
  type Cursor,
  type LogCheckpoint,
  type LogData,
  type LogFigures,
  type LogHead,
  type Opened,
  type Page,
  type PageRequest,
  type SeenEvent,
  type StoredEvent,
  steadyClock,
} from './messages.ts';

export interface AuditLogOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** Where the worker's code is. */
  readonly worker: URL;
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
  /** What people should see to, though events are written. */
  readonly notices: readonly Notice[];
  /** Runs of other processes that write the same log, each by its `boot`. */
  readonly others: readonly string[];
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

/** A thread that does what takes its time ends when nobody has asked it for so long, in milliseconds. */
const longReaderRests = 30_000;

/** Megabytes for what each thread uses for a moment only: most of the time it has little to do. */
const shortLived = 8;

type Calls<Offered extends Handlers> = WorkerClient<Offered>['call'];

/**
 * The audit log as the main thread sees it. Events are written by a thread of its own and read by others, so nothing
 * here ever blocks. Calls reject with errors of the tables `store`, `audit`, `ledger` and `runtime.no-directory`.
 */
export class AuditLog {
  readonly #options: AuditLogOptions;
  readonly #boot = randomBytes(8).toString('hex');
  readonly #began = steadyClock();
  readonly #queue: AppendQueue;
  readonly #listeners = new Set<() => void>();
  #writer: WorkerClient<WriterCalls> | undefined;
  #reader: WorkerClient<ReaderCalls> | undefined;
  #longReader: WorkerClient<ReaderCalls> | undefined;
  #longReads = 0;
  #opened: Opened | undefined;
  #problem: Notice | undefined;
  /** Why the last checkpoint could not be made. */
  #unsigned: Notice | undefined;
  #checkpointTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #restTimer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#queue = new AppendQueue({
      send: (request) => this.#write((calls) => calls.append(request)),
      instance: options.instance,
      uptime: () => steadyClock() - this.#began,
      patience: () => (this.#opened ? patience : openingPatience),
      onAppended: (appended) => this.#appended(appended),
      onFailed: (problem) => this.#failed(problem),
    });
  }

  /** Opens the log; what is appended before waits for it. */
  async open(): Promise<void> {
    this.#mustBeOpen();
    try {
      const opened = await this.#write((calls) => calls.open(this.#options.instance()));
      this.#entered(opened);
      // That it can be read says nothing about whether it can be written: what was lost shows that.
      if (this.#queue.lost > 0) void this.#queue.tellOfGap();
      else if (!opened.unwritable) this.#well();
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
    if (this.#closing) return Promise.reject(storeErrors.workerClosed({ worker: 'audit' }));
    return this.#queue.add(draft);
  }

  /** For how long the oldest event that is not on disk has waited, in milliseconds. */
  get waits(): number {
    return this.#queue.waits;
  }

  state(): LogState {
    const {
      size = 0,
      checkpoint,
      origin = '',
      fingerprint = '',
      notices = [],
      others = [],
    } = this.#opened ?? {};
    return {
      state: this.#problem ? 'failing' : this.#opened ? 'well' : 'opening',
      size,
      checkpoint,
      origin,
      fingerprint,
      lost: this.#queue.lost,
      ...(this.#problem ? { problem: this.#problem } : {}),
      notices: this.#unsigned ? [this.#unsigned, ...notices] : notices,
      others,
    };
  }

  /** Told of every event, every checkpoint, and whenever the log begins or ends to fail: see {@link state}. */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Signs what the log holds now. */
  async checkpoint(): Promise<LogCheckpoint> {
    this.#mustBeOpen();
    const checkpoint = await this.#write((calls) => calls.checkpoint(this.#options.instance()));
    this.#unsigned = undefined;
    if (this.#opened) {
      const size = Math.max(this.#opened.size, checkpoint.size);
      this.#opened = { ...this.#opened, checkpoint, size };
    }
    this.#tell();
    return checkpoint;
  }

  page(request: PageRequest): Promise<Page> {
    return this.read((calls) => calls.page(request));
  }

  /** @returns undefined if it is not there, or not any more */
  event(seq: number): Promise<StoredEvent | undefined> {
    return this.read((calls) => calls.event(seq));
  }

  /** The same, with a look at whether it is as it was written. */
  seen(seq: number): Promise<SeenEvent | undefined> {
    return this.read((calls) => calls.seen(seq));
  }

  choices(): Promise<Choices> {
    return this.read((calls) => calls.choices());
  }

  figures(): Promise<LogFigures> {
    return this.read((calls) => calls.figures());
  }

  cursors(): Promise<readonly Cursor[]> {
    return this.read((calls) => calls.cursors());
  }

  setCursor(cursor: Cursor): Promise<void> {
    return this.write((calls) => calls.setCursor(cursor));
  }

  removeCursor(destination: string): Promise<void> {
    return this.write((calls) => calls.removeCursor(destination));
  }

  /** Runs on the thread that owns the log: what changes it. */
  async write<Result>(work: (calls: Calls<WriterCalls>) => Promise<Result>): Promise<Result> {
    this.#mustBeOpen();
    if (!this.#opened) await this.open();
    return this.#write(work);
  }

  /** Runs on the thread that people and destinations wait for: what is quick. */
  async read<Result>(work: (calls: Calls<ReaderCalls>) => Promise<Result>): Promise<Result> {
    this.#mustBeOpen();
    if (!this.#opened) await this.open();
    this.#reader ??= this.#openReader('reader');
    return work(this.#reader.call);
  }

  /** Runs on a thread of its own, which ends some time after: what takes its time. */
  async readLong<Result>(work: (calls: Calls<ReaderCalls>) => Promise<Result>): Promise<Result> {
    this.#mustBeOpen();
    if (!this.#opened) await this.open();
    clearTimeout(this.#restTimer);
    this.#longReader ??= this.#openReader('long-reader');
    this.#longReads += 1;
    try {
      return await work(this.#longReader.call);
    } finally {
      this.#longReads -= 1;
      if (this.#longReads === 0) this.#rest();
    }
  }

  /** Lets what waits be written, signs it, and ends the threads. Twice is safe. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #mustBeOpen(): void {
    if (this.#closing) throw storeErrors.workerClosed({ worker: 'audit' });
  }

  async #close(): Promise<void> {
    for (const timer of [this.#checkpointTimer, this.#retryTimer, this.#restTimer]) clearTimeout(timer);
    await this.#queue.drained();
    await this.#closeReaders();
    // Whoever closes the file last folds the write-ahead log into it, which a reader cannot.
    await this.#writer?.close();
  }

  async #closeReaders(): Promise<void> {
    const readers = [this.#reader, this.#longReader];
    this.#reader = undefined;
    this.#longReader = undefined;
    await Promise.all(readers.map((reader) => reader?.close()));
  }

  async #write<Result>(work: (calls: Calls<WriterCalls>) => Promise<Result>): Promise<Result> {
    this.#writer ??= openWorker<WriterCalls>(this.#options.worker, {
      name: 'audit',
      data: this.#data('writer'),
      shortLived,
      onCrash: (error) => this.#failed(error),
    });
    return work(this.#writer.call);
  }

  #openReader(role: 'reader' | 'long-reader'): WorkerClient<ReaderCalls> {
    return openWorker<ReaderCalls>(this.#options.worker, {
      name: `audit-${role}`,
      data: this.#data(role),
      shortLived,
    });
  }

  #data(role: LogData['role']): LogData {
    return { directory: this.#options.directory(), role, boot: this.#boot, began: this.#began };
  }

  #rest(): void {
    this.#restTimer = setTimeout(() => {
      void this.#longReader?.close();
      this.#longReader = undefined;
    }, longReaderRests).unref();
  }

  #checkpointSoon(delay: number): void {
    if (this.#closing || (this.#checkpointTimer && delay > 0)) return;
    clearTimeout(this.#checkpointTimer);
    this.#checkpointTimer = setTimeout(() => {
      this.#checkpointTimer = undefined;
      this.checkpoint().catch((error: unknown) => this.#notSigned(error));
    }, delay).unref();
  }

  /** Events are written all the same: it is tried again, and whoever looks is told. */
  #notSigned(error: unknown): void {
    this.#unsigned = noticeOf(error);
    this.#checkpointSoon(checkpointAfter);
    this.#tell();
  }

  #entered(opened: Opened): void {
    if (this.#opened && opened.opening !== this.#opened.opening) void this.#closeReaders();
    this.#opened = opened;
    if (opened.unwritable) {
      this.#failing(opened.unwritable);
      return;
    }
    // Also what a former run has left, or what could not be signed before.
    const open = opened.size - (opened.checkpoint?.size ?? 0);
    if (open > 0) this.#checkpointSoon(open >= checkpointEvery ? 0 : checkpointAfter);
  }

  #appended(appended: Appended): void {
    this.#entered(appended);
    if (!appended.unwritable) this.#well();
  }

  #well(): void {
    this.#problem = undefined;
    // What was lost meanwhile is told of next.
    if (this.#queue.lost === 0) {
      clearTimeout(this.#retryTimer);
      this.#retryTimer = undefined;
    }
    this.#tell();
  }

  #failed(error: unknown): void {
    this.#failing(noticeOf(error));
  }

  #failing(problem: Notice): void {
    this.#problem = problem;
    this.#retryTimer ??= this.#closing ? undefined : setTimeout(() => void this.#retry(), retryEvery).unref();
    this.#tell();
  }

  async #retry(): Promise<void> {
    this.#retryTimer = undefined;
    try {
      if (this.#queue.lost > 0) await this.#queue.tellOfGap();
      else await this.open();
    } catch {
      // It is told already, and tried again.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
