import type { FlowDocument, FlowPart } from '@millwright/flows';
import { openWorker, storeErrors, type WorkerClient } from '@millwright/store';
import type { Comparison } from '../common/comparison.ts';
import type { RestorePlan } from '../common/restoring.ts';
import type { Notice } from '../common/version.ts';
import type { ArchiveHandlers } from './archive/archive.ts';
import type {
  ArchiveData,
  ArchiveFigures,
  Edit,
  Edited,
  Filters,
  KeepRequest,
  Kept,
  ListRequest,
  Opened,
  Opening,
  RetentionRequest,
  RetentionWork,
  SentDocument,
  Staged,
  StageRequest,
  Stale,
  StoredDetails,
  StoredVersion,
  Verified,
  VerifyRequest,
  VersionContent,
  VersionFlows,
} from './archive/messages.ts';
import type { ReadingHandlers } from './archive/reader.ts';
import type { SentSide } from './compare/messages.ts';

export interface ArchiveClientOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** Where the worker's code is. */
  readonly worker: URL;
  readonly onCrash: (error: Error) => void;
  /** Told at each opening of the archive, also at those after a crash, or once the disk came back. */
  readonly onOpened: (notices: readonly Notice[]) => void;
}

/**
 * The archive as the main thread sees it: versions of flow documents, of which only those parts cross over whose
 * text the archive does not hold yet. Calls reject with errors of the tables `store`, `history` and
 * `runtime.no-directory`.
 */
export class ArchiveClient {
  readonly #options: ArchiveClientOptions;
  #writer: WorkerClient<ArchiveHandlers> | undefined;
  /** Another one for each epoch; begun when there is something to read. */
  #reader: WorkerClient<ReadingHandlers> | undefined;
  #known = new WeakMap<FlowPart, number>();
  #epoch = '';
  #closed = false;

  constructor(options: ArchiveClientOptions) {
    this.#options = options;
  }

  get #write(): WorkerClient<ArchiveHandlers>['call'] {
    if (this.#closed) throw storeErrors.workerClosed({ worker: 'history' });
    this.#writer ??= openWorker<ArchiveHandlers>(this.#options.worker, {
      name: 'history',
      data: { directory: this.#options.directory(), role: 'writer' } satisfies ArchiveData,
      onCrash: (error) => {
        // It will open the archive anew, and may set aside what a reader has open.
        this.#epoch = '';
        this.#options.onCrash(error);
      },
    });
    return this.#writer.call;
  }

  /** Reads go to a thread of their own, so that no deploy waits for them. */
  async #reading(): Promise<WorkerClient<ReadingHandlers>> {
    if (this.#epoch === '') await this.open();
    if (this.#closed) throw storeErrors.workerClosed({ worker: 'history-reader' });
    this.#reader ??= openWorker<ReadingHandlers>(this.#options.worker, {
      name: 'history-reader',
      data: { directory: this.#options.directory(), role: 'reader' } satisfies ArchiveData,
    });
    return this.#reader;
  }

  async open(): Promise<Opened> {
    const opened = await this.#write.open();
    this.#enter(opened);
    return opened;
  }

  async stage(document: FlowDocument, request: Omit<StageRequest, 'document'>): Promise<void> {
    await this.#send(document, (sent) => this.#write.stage({ ...request, document: sent }));
  }

  async keep(document: FlowDocument, request: Omit<KeepRequest, 'document'>): Promise<Kept> {
    return this.#send(document, (sent) => this.#write.keep({ ...request, document: sent }));
  }

  /** Forgets what {@link stage} wrote for an operation. */
  async discard(operation: string, document: FlowDocument): Promise<void> {
    const gone = new Set(await this.#write.discard(operation));
    for (const part of document.parts) {
      if (gone.has(this.#known.get(part) ?? -1)) this.#known.delete(part);
    }
  }

  /** @returns whether anything is another than before, and how the version is now */
  async edit(number: number, edit: Edit): Promise<Edited> {
    return this.#write.edit(number, edit);
  }

  async list(request: ListRequest): Promise<StoredVersion[]> {
    return (await this.#reading()).call.list(request);
  }

  async filters(): Promise<Filters> {
    return (await this.#reading()).call.filters();
  }

  async describe(number: number): Promise<StoredDetails> {
    return (await this.#reading()).call.describe(number);
  }

  async read(number: number): Promise<VersionContent> {
    return (await this.#reading()).call.read(number);
  }

  async flows(number: number): Promise<VersionFlows> {
    return (await this.#reading()).call.flows(number);
  }

  async compare(sides: readonly [SentSide, SentSide]): Promise<Comparison> {
    return (await this.#reading()).call.compare(sides);
  }

  async credentialsMissing(number: number): Promise<RestorePlan['credentialsMissing']> {
    return (await this.#reading()).call.credentialsMissing(number);
  }

  async verify(request: VerifyRequest): Promise<Verified> {
    return (await this.#reading()).call.verify(request);
  }

  /** What goes by the rules, worked out and not done. */
  async plan(request: RetentionRequest): Promise<RetentionWork> {
    return (await this.#reading()).call.plan(request);
  }

  /** Looks at the clock, and remembers what it said: by it the age of versions is believed or not. */
  async seeClock(): Promise<void> {
    await this.#write.seeClock();
  }

  /** @returns how many of them went */
  async forgetVersions(numbers: readonly number[], running: number | undefined): Promise<number> {
    return this.#write.forgetVersions(numbers, running);
  }

  /** @returns how many of them went */
  async forgetContents(contents: readonly number[], newest: number): Promise<number> {
    return this.#write.forgetContents(contents, newest);
  }

  /** @returns bytes that can still be given back to the disk */
  async giveBack(bytes: number): Promise<number> {
    return this.#write.giveBack(bytes);
  }

  async figures(): Promise<ArchiveFigures> {
    return this.#write.figures();
  }

  async close(): Promise<void> {
    this.#closed = true;
    // Whoever closes the file last folds the write-ahead log into it, which a reader cannot.
    await this.#reader?.close();
    await this.#writer?.close();
  }

  async #send<Answer extends Staged>(
    document: FlowDocument,
    call: (document: SentDocument) => Promise<Answer | Stale>,
  ): Promise<Answer> {
    for (;;) {
      const answer = await call(this.#encode(document));
      this.#enter(answer);
      if (!('stale' in answer)) {
        document.parts.forEach((part, index) => {
          const content = answer.contents[index];
          if (content !== undefined) this.#known.set(part, content);
        });
        return answer;
      }
      // Also within one epoch: a content may have gone with the candidate that brought it.
      this.#known = new WeakMap();
    }
  }

  #enter({ epoch, notices }: Opening): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#known = new WeakMap();
    void this.#reader?.close();
    this.#reader = undefined;
    this.#options.onOpened(notices);
  }

  #encode({ parts, runs }: FlowDocument): SentDocument {
    return {
      epoch: this.#epoch,
      parts: parts.map((part) => {
        const content = this.#known.get(part);
        const { kind, id, label, texts } = part;
        return content === undefined ? { kind, id, label, texts } : { content };
      }),
      runs,
    };
  }
}
