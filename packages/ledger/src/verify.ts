import { tryDecodeEvent } from './canonical.ts';
import { type Checkpoint, isSignedByEpoch, readCheckpoint } from './checkpoint.ts';
import type { AuditEvent } from './event.ts';
import { eventsText, Faults, placeOf } from './faults.ts';
import type { EpochKey } from './keys.ts';
import { logEvents } from './log-events.ts';
import { type KnownLogs, otherLogs } from './other-logs.ts';
import { digestBytes, Frontier, leafDigest, type Subtree, sameDigest, splitDigests } from './tree.ts';
import type { Verdict } from './verdict.ts';
import { AnchorCheck } from './verify-anchors.ts';
import { type KeyRow, verifyKeys } from './verify-keys.ts';
import { PruningCheck } from './verify-pruning.ts';
import { wordsOf } from './words.ts';

export interface VerifyOptions extends KnownLogs {
  /** What was kept outside of the log. Those of other logs are left out. */
  readonly anchors: readonly Checkpoint[];
  /** The fingerprint of the first key, as the one who checks knows it. */
  readonly pin?: string | undefined;
}

export interface CheckpointRow {
  readonly size: number;
  readonly note: string;
  /** The tree as it was then; absent in exports. */
  readonly frontier?: Uint8Array | undefined;
}

/** A record as it is kept; all else is absent where it is not kept, as in exports. */
export interface RecordRow {
  readonly seq?: number | undefined;
  readonly record: string;
  readonly digest?: Uint8Array | undefined;
  readonly words?: string | undefined;
}

export interface LogEnd {
  readonly isBroken?: boolean;
  readonly isExport?: boolean;
  readonly keepsPruned?: boolean;
}

/** `left-out`: of an export that a filter made. */
export type SubtreeReason = 'pruned' | 'left-out';

/**
 * Checks a log that is told piece by piece, in its order: first the keys, then records and subtrees, and each checkpoint
 * as soon as the events before it were told. It never needs more than the frontier of the tree in memory.
 */
export class LogVerifier {
  readonly #faults = new Faults();
  readonly #options: VerifyOptions;
  #keys: readonly EpochKey[] = [];
  #keysBySince: ReadonlyMap<number, EpochKey> = new Map();
  readonly #anchors: AnchorCheck;
  readonly #pruning: PruningCheck;
  /** The tree of what was told; undefined after a gap, until a checkpoint says how it was. */
  #tree: Frontier | undefined = new Frontier();
  /** How a signed checkpoint says that the tree is here, where it is another one than was told. */
  #saidTree: Frontier | undefined;
  #next = 0;
  /** A fault that was told explains whatever root comes next. */
  #isExplained = false;
  /** Events that say what was pruned may have been left out. */
  #isFiltered = false;
  #checked = 0;
  #signed = 0;
  /** When the log says that the checkpoint of that size was made. */
  #signedTime: number | undefined;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#anchors = new AnchorCheck(options.anchors, this.#faults);
    this.#pruning = new PruningCheck(this.#faults);
  }

  /** Events that were told. */
  get next(): number {
    return this.#next;
  }

  /** Events that there were, by the last anchor. */
  get anchoredSize(): number {
    return this.#anchors.last?.size ?? 0;
  }

  fault(...fault: Parameters<Faults['add']>): void {
    this.#faults.add(...fault);
  }

  get hasFaults(): boolean {
    return !this.#faults.isEmpty;
  }

  /** @param rows by epoch */
  keys(rows: readonly KeyRow[]): void {
    this.#keys = verifyKeys(rows, this.#options.pin, this.#faults);
    this.#keysBySince = new Map(this.#keys.map((key) => [key.since, key]));
    this.#anchors.keys(this.#keys);
    this.#pruning.keys(this.#keys);
  }

  record({ seq: given, record, digest, words }: RecordRow): void {
    this.#settle();
    const event = tryDecodeEvent(record);
    const seq = given ?? (typeof event === 'string' ? this.#next : event.seq);
    this.#expect(seq);
    if (seq < this.#next) {
      this.#faults.add('record', `Event ${seq} is there, though a digest stands for it`, { seq });
      return;
    }
    const leaf = leafDigest(record);
    this.#tree?.append(leaf);
    this.#next = seq + 1;
    this.#checked += 1;
    if (digest && !sameDigest(leaf, digest)) {
      this.#isExplained = true;
      this.#faults.add('digest', `Event ${seq} is not what its digest was made of`, { seq });
    } else if (typeof event === 'string')
      this.#faults.add('record', `Event ${seq} is no record of an event: ${event}`, { seq });
    else this.#event(seq, event, words);
  }

  #event(seq: number, event: AuditEvent, words: string | undefined): void {
    if (event.seq !== seq)
      this.#faults.add('record', `Event ${seq} says that it is number ${event.seq}`, { seq });
    if (words !== undefined && words !== wordsOf(event))
      this.#faults.add('index', `The words that event ${seq} is found by do not follow from it`, { seq });
    if (event.name === logEvents.prune) this.#pruning.said(seq, event);
    else this.#keyAt(seq, event);
  }

  /** Event 0 names the first key, and each rotation the next. */
  #keyAt(seq: number, { name, data }: AuditEvent): void {
    const key = this.#keysBySince.get(seq);
    const isNaming = name === (seq === 0 ? logEvents.begin : logEvents.rotate);
    if (!isNaming && !key && seq > 0) return;
    const named = data?.['publicKey'];
    if (!isNaming || named === undefined || named !== key?.public.text)
      this.#faults.add('key', `Event ${seq} does not name the key that the log has had since then`, { seq });
  }

  subtree(subtree: Subtree, reason: SubtreeReason): void {
    this.#settle();
    const span = 2 ** subtree.level;
    const from = subtree.position * span;
    const to = from + span - 1;
    this.#expect(from);
    if (from < this.#next || subtree.digest.length !== digestBytes) {
      this.#isExplained = true;
      this.#faults.add('missing', `The digest that stands for events ${from} to ${to} is not as it was`, {
        from,
        to,
      });
      if (to < this.#next) return;
      this.#tree = undefined;
    } else this.#tree?.appendSubtree(subtree);
    if (!this.#isExplained) this.#anchors.passOver(from, to);
    this.#next = to + 1;
    if (reason === 'left-out') this.#isFiltered = true;
    else this.#pruning.gone(from, to);
  }

  /** Notes a gap before an event. */
  #expect(from: number): void {
    if (from <= this.#next) return;
    this.#missing(from - 1);
    this.#tree = undefined;
    this.#next = from;
  }

  #missing(to: number): void {
    const from = this.#next;
    this.#isExplained = true;
    this.#faults.add(
      'missing',
      from === to ? `Event ${from} is missing` : `Events ${from} to ${to} are missing`,
      placeOf(from, to),
    );
  }

  checkpoint({ size, note, frontier }: CheckpointRow): void {
    let read: Checkpoint;
    try {
      read = readCheckpoint(note);
    } catch {
      this.#faults.add('signature', `The checkpoint of ${size} events is no signed checkpoint`);
      return;
    }
    if (read.size !== size || !isSignedByEpoch(read, this.#keys)) {
      this.#faults.add('signature', `The checkpoint of ${size} events is not signed by the key of its time`);
      return;
    }
    const said = this.#said(read, frontier);
    this.#pruning.signed(size);
    if (size > this.#next) this.#cutOff(size);
    if (size !== this.#next) {
      // Nothing is pruned together with what a checkpoint does not cover, so that its root can always be worked out.
      if (!this.#isExplained)
        this.#faults.add('checkpoint', `The checkpoint of ${size} events cannot be compared with the log`, {
          seq: size,
        });
      return;
    }
    if (this.#tree && sameDigest(this.#tree.root(), read.root)) {
      this.#signed = size;
      this.#signedTime = read.time;
      this.#isExplained = false;
      return;
    }
    if (this.#tree && !this.#isExplained)
      this.#faults.add(
        'checkpoint',
        `The checkpoint of ${size} events has another root: ${eventsText(this.#signed, size - 1)} is not as it was written`,
        placeOf(this.#signed, size - 1),
      );
    this.#isExplained = true;
    this.#saidTree = said;
  }

  #cutOff(size: number): void {
    this.#settle();
    this.#missing(size - 1);
    this.#tree = undefined;
    this.#next = size;
  }

  /** The tree that is kept beside a checkpoint. */
  #said({ size, root }: Checkpoint, bytes: Uint8Array | undefined): Frontier | undefined {
    if (!bytes) return undefined;
    try {
      const tree = Frontier.from(size, splitDigests(bytes));
      if (sameDigest(tree.root(), root)) return tree;
    } catch {
      // Told below.
    }
    this.#faults.add(
      'checkpoint',
      `The tree that is kept with the checkpoint of ${size} events is another one`,
    );
    return undefined;
  }

  /** Once nothing more can be told of this size. */
  #settle(): void {
    this.#anchors.compare(this.#next, this.#tree, this.#isExplained);
    if (!this.#saidTree) return;
    this.#tree = this.#saidTree;
    this.#signed = this.#next;
    this.#isExplained = false;
    this.#saidTree = undefined;
  }

  /**
   * @param isBroken the rest of the log could not be read, so that nothing can be said of its end
   * @param isExport it ends with a checkpoint, and the log went on: anchors that are younger than that say nothing of it
   * @param keepsPruned a copy of the events, which keeps those that the log has pruned
   */
  end({ isBroken = false, isExport = false, keepsPruned = false }: LogEnd = {}): Verdict {
    this.#settle();
    // Where there is not even a key, nothing tells which log the anchors are of: it was emptied, or it is the wrong one.
    const isNothing = this.#keys.length === 0 && this.#next === 0;
    const later = this.#anchors.end(this.#next, {
      isNothing,
      isBroken,
      exportedAt: isExport ? (this.#signedTime ?? Number.POSITIVE_INFINITY) : undefined,
    });
    if (!isBroken) {
      if (!this.#isFiltered && !keepsPruned) this.#pruning.compare();
      this.#compareLastKey();
    }
    return { ...this.#verdict(), ...(later > 0 && { later }) };
  }

  /** A key and the event that names it are written together. */
  #compareLastKey(): void {
    const key = this.#keys.at(-1);
    if (key && key.since >= this.#next && this.#next > 0)
      this.#faults.add('missing', `The event that names the key of epoch ${key.epoch} is not there`, {
        seq: key.since,
      });
  }

  #verdict(): Verdict {
    const first = this.#keys[0]?.public;
    const { anchored, anchoredTime, compared } = this.#anchors;
    const signed = Math.max(this.#signed, anchored);
    const others = first ? otherLogs(this.#options.anchors, first.name, this.#options) : [];
    const reason = this.#reason(signed, others.length > 0);
    return {
      result: this.hasFaults ? 'tampered' : reason ? 'unverifiable' : 'ok',
      ...(first && { origin: first.name, fingerprint: first.fingerprint }),
      size: this.#next,
      checked: this.#checked,
      pruned: this.#pruning.count,
      signed,
      ...(this.#signedTime !== undefined && { time: this.#signedTime }),
      anchored,
      ...(anchoredTime !== undefined && { anchoredTime }),
      anchors: compared,
      ...(others.length > 0 && { others }),
      ...(reason && { reason }),
      faults: this.#faults.list(),
    };
  }

  #reason(signed: number, hasOthers: boolean): Verdict['reason'] {
    if (hasOthers) return 'replaced';
    if (this.#next === 0) return 'empty';
    if (signed === 0) return 'no-checkpoint';
    return this.#anchors.anchored === 0 ? 'no-anchor' : undefined;
  }
}
