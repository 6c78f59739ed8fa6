import type { DatabaseSync } from 'node:sqlite';
import {
  type AuditEvent,
  type EpochKey,
  encodeEvent,
  Frontier,
  joinDigests,
  leafDigest,
  makeKey,
  type SigningKey,
  signCheckpoint,
  signHandover,
  signText,
  wordsOf,
} from '@millwright/ledger';
import type { LocalDatabase } from '@millwright/store';
import type { Notice } from '../../common/log.ts';
import type { KeyFiles } from './key-files.ts';
import { takeLeaves } from './leaves.ts';
import { type LogCheckpoint, type LogHead, type SentEvent, steadyClock } from './messages.ts';
import { rotateEvent } from './own-events.ts';
import { isAlive, type Run, readRuns, runName } from './runs.ts';
import { prepareStatements, type Statements } from './statements.ts';

/** A key signs so many events, or for so long, in milliseconds: what it can betray is bounded by that. */
const rotateAfterEvents = 100_000;
const rotateAfter = 7 * 24 * 60 * 60_000;

/** How far the log is, in this thread's memory: it follows from what is on disk. */
export interface Progress {
  readonly frontier: Frontier;
  readonly checkpoint: LogCheckpoint | undefined;
  /** Operations that have an intent and no outcome yet, with its number. */
  readonly intents: ReadonlyMap<string, number>;
  readonly epoch: EpochKey;
  /** When {@link epoch} began: milliseconds since 1970. */
  readonly epochTime: number;
  readonly key: SigningKey;
}

/** One step of the log: all of it becomes durable, or nothing. */
export interface Step {
  readonly connection: DatabaseSync;
  readonly statements: Statements;
  /** The number of the next event. */
  readonly size: number;
  /** @returns its number. Throws `ledger.record-invalid`; then the whole step is undone */
  append(event: SentEvent): number;
  /** @returns a signature by the key of the present epoch, as {@link signText} writes it */
  sign(text: string): string;
}

export interface LogFileOptions {
  readonly database: LocalDatabase<unknown>;
  readonly keys: KeyFiles;
  readonly opening: string;
  readonly origin: string;
  /** Of the first public key. */
  readonly fingerprint: string;
  readonly notices: readonly Notice[];
  readonly boot: string;
  readonly began: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The log, open for writing. Steps run one after the other; whatever a step fails at, disk and memory are as before it,
 * or the file has to be opened anew: {@link failure}.
 */
export class LogFile {
  readonly options: LogFileOptions;
  /** A step failed at the disk: what is on it is known only once it has been opened again. */
  failure: unknown;
  /** What the instance is called. */
  instance: string;
  /** Other processes that write the same log, as far as was last looked. */
  neighbours: readonly Run[] = [];
  readonly #statements: Statements;
  #progress: Progress;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LogFileOptions, instance: string, progress: Progress) {
    this.options = options;
    this.instance = instance;
    this.#progress = progress;
    this.#statements = prepareStatements(options.database.connection);
  }

  head(): LogHead {
    const { frontier, checkpoint } = this.#progress;
    return { size: frontier.size, checkpoint };
  }

  /** Runs after the steps before it; resolves once all of it is on disk. */
  step<Result>(work: (step: Step) => Result): Promise<Result> {
    return this.#queued(() => this.#run(work));
  }

  /** Signs what the log holds, if it holds more than the last checkpoint covers. */
  checkpoint(): Promise<LogCheckpoint> {
    return this.#queued(async () => {
      const { checkpoint, frontier } = this.#progress;
      if (checkpoint?.size === frontier.size) return checkpoint;
      if (this.#isKeyUsedUp()) await this.#rotate();
      return this.#sign();
    });
  }

  /** Signs something else than a checkpoint, by the key of this moment. */
  signed<Result>(work: (key: SigningKey) => Result): Promise<Result> {
    return this.#queued(async () => work(this.#progress.key));
  }

  event(draft: SentEvent['draft']): SentEvent {
    return { draft, uptime: steadyClock() - this.options.began };
  }

  /** The process ends in an orderly way. With intents that have no outcome it is left as one that did not. */
  async leave(): Promise<void> {
    await this.step(({ statements }) => {
      if (this.#progress.intents.size === 0) statements.removeMeta.run(runName(this.options.boot));
    });
  }

  close(): void {
    this.options.database.close();
  }

  #queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run<Result>(work: (step: Step) => Result): Promise<Result> {
    const { database } = this.options;
    const { frontier: former, key } = this.#progress;
    const frontier = Frontier.from(former.size, former.digests());
    const intents = new Map(this.#progress.intents);
    const step: Step = {
      connection: database.connection,
      statements: this.#statements,
      get size() {
        return frontier.size;
      },
      append: (event) => this.#append(event, frontier, intents),
      sign: (text) => signText(text, key),
    };
    const result = await this.#write(() => {
      // Another process writes the same log, as while one Node-RED ends and the next one begins: go on after its events.
      if (Number(this.#statements.lastEvent.get()?.seq ?? -1) >= frontier.size)
        takeLeaves(database.connection, frontier);
      return work(step);
    });
    this.#progress = { ...this.#progress, frontier, intents };
    return result;
  }

  async #write<Result>(work: () => Result): Promise<Result> {
    if (this.failure) throw this.failure;
    let ownFault = false;
    try {
      return await this.options.database.write(async () => {
        try {
          return work();
        } catch (error) {
          ownFault = !(error instanceof Error && 'errcode' in error);
          throw error;
        }
      });
    } catch (error) {
      // Whether a commit that failed is on disk or not, only the disk knows.
      if (!ownFault) this.failure = error;
      throw error;
    }
  }

  #append({ draft, uptime }: SentEvent, frontier: Frontier, intents: Map<string, number>): number {
    const { boot } = this.options;
    const seq = frontier.size;
    const event: AuditEvent = {
      ...draft,
      format: 1,
      seq,
      time: new Date(draft.time).toISOString(),
      boot,
      uptime,
      instance: this.instance,
    };
    const record = encodeEvent(event);
    const words = wordsOf(draft);
    const digest = leafDigest(record);
    this.#statements.insertEvent.run(seq, record, digest, words);
    this.#statements.insertWords.run(seq, words);
    frontier.append(digest);
    if (draft.operation !== undefined) {
      if (draft.outcome === undefined) intents.set(draft.operation, seq);
      else intents.delete(draft.operation);
    }
    return seq;
  }

  async #sign(): Promise<LogCheckpoint> {
    const { frontier, intents, key } = this.#progress;
    const { size } = frontier;
    const time = this.options.now();
    const note = signCheckpoint({ size, root: frontier.root(), time }, key);
    await this.#write(() => {
      const { insertCheckpoint, setMeta } = this.#statements;
      insertCheckpoint.run(size, time, note, joinDigests(frontier.digests()));
      const others = readRuns(this.options.database.connection).filter(
        ({ boot }) => boot !== this.options.boot,
      );
      const open = [...intents.values(), ...others.map(({ first }) => first)];
      setMeta.run('unfinished', String(Math.min(size, ...open)));
      this.neighbours = others.filter(isAlive);
    });
    const checkpoint = { size, time, note };
    this.#progress = { ...this.#progress, checkpoint };
    return checkpoint;
  }

  #isKeyUsedUp(): boolean {
    const { epoch, epochTime, frontier } = this.#progress;
    return frontier.size - epoch.since >= rotateAfterEvents || this.options.now() - epochTime >= rotateAfter;
  }

  /** The new key is on disk before it is named, and the old one until then: after a crash there is one that counts. */
  async #rotate(): Promise<void> {
    const { keys, origin, now } = this.options;
    const { epoch: former, key: formerKey, frontier } = this.#progress;
    const key = makeKey(origin);
    const named = { epoch: former.epoch + 1, since: frontier.size, next: key.public };
    const handover = signHandover(named, formerKey);
    const epoch = { epoch: named.epoch, since: named.since, public: key.public, handover };
    keys.write(named.epoch, key);
    const time = now();
    await this.#run(({ statements, append }) => {
      statements.insertKey.run(named.epoch, key.public.text, named.since, handover);
      append(this.event(rotateEvent(epoch, time)));
    });
    this.#progress = { ...this.#progress, epoch, epochTime: time, key };
    keys.destroyAllBut(named.epoch);
  }
}
