import { tryDecodeEvent } from './canonical.ts';
import type { Checkpoint } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import type { AuditEvent } from './event.ts';
import { readPublicKey } from './keys.ts';
import { logEvents } from './log-events.ts';
import type { Verdict } from './verdict.ts';
import { LogVerifier, type VerifyOptions } from './verify.ts';
import type { KeyRow } from './verify-keys.ts';

/** Far more than a destination gets anew after it was away. */
const mostRemembered = 10_000;

/** The key that a record names, if it names one; for most, one look at the text is enough. */
export function keyNamedIn(record: string): KeyRow | undefined {
  if (!record.includes(logEvents.begin) && !record.includes(logEvents.rotate)) return undefined;
  const event = tryDecodeEvent(record);
  return typeof event === 'string' ? undefined : keyNamedBy(event);
}

function keyNamedBy({ name, seq, data }: AuditEvent): KeyRow | undefined {
  const { epoch, publicKey, handover } = data ?? {};
  if (typeof publicKey !== 'string') return undefined;
  if (name === logEvents.begin) return { epoch: 0, public: publicKey, since: seq, handover: null };
  if (name !== logEvents.rotate || typeof epoch !== 'number') return undefined;
  return { epoch, public: publicKey, since: seq, handover: typeof handover === 'string' ? handover : null };
}

/**
 * Checks events as a destination has received them: record by record, some perhaps twice. Only a copy of all events can
 * be checked: what is missing has no digest there. The checkpoints beside them are those of the copy itself, and no
 * anchors: whoever can cut off events there can cut off checkpoints too.
 */
export class DeliveryVerifier {
  readonly #verifier: LogVerifier;
  /** What came last, to know again what is sent once more. */
  readonly #recent = new Map<number, string>();
  /** Of this log, by size. */
  readonly #own: readonly Checkpoint[];
  #nextOwn = 0;

  /**
   * @param keys what {@link keyNamedIn} finds, in the order of the log
   * @param beside checkpoints that lie beside the events; those of other logs are left out
   */
  constructor(options: VerifyOptions, keys: readonly KeyRow[], beside: readonly Checkpoint[]) {
    this.#verifier = new LogVerifier(options);
    const byEpoch = new Map(keys.map((key) => [key.epoch, key]));
    const ordered = [...byEpoch.values()].toSorted((a, b) => a.epoch - b.epoch);
    this.#verifier.keys(ordered);
    const origin = originOf(ordered[0]);
    this.#own = beside
      .filter((checkpoint) => checkpoint.origin === origin && checkpoint.size > 0)
      .toSorted((a, b) => a.size - b.size);
  }

  /** @throws `ledger.incomplete-copy` where events are missing before it */
  record(record: string): void {
    const event = tryDecodeEvent(record);
    const { next } = this.#verifier;
    const seq = typeof event === 'string' ? next : event.seq;
    if (seq > next) throw ledgerErrors.incompleteCopy({ from: next, to: seq - 1 });
    if (seq < next && this.#recent.get(seq) === record) return;
    this.#checkpoints();
    this.#verifier.record({ record });
    this.#recent.set(seq, record);
    this.#recent.delete(seq - mostRemembered);
  }

  /** @throws `ledger.incomplete-copy` where an anchor, or a checkpoint beside the events, knows of more events */
  end(): Verdict {
    this.#checkpoints();
    const { next, anchoredSize } = this.#verifier;
    const known = Math.max(anchoredSize, this.#own.at(-1)?.size ?? 0);
    if (known > next) throw ledgerErrors.incompleteCopy({ from: next, to: known - 1 });
    return this.#verifier.end({ keepsPruned: true });
  }

  /** Tells those that the events up to here lead to. */
  #checkpoints(): void {
    for (; ; this.#nextOwn += 1) {
      const checkpoint = this.#own[this.#nextOwn];
      if (!checkpoint || checkpoint.size > this.#verifier.next) return;
      this.#verifier.checkpoint(checkpoint);
    }
  }
}

function originOf(first: KeyRow | undefined): string | undefined {
  try {
    return first && readPublicKey(first.public).name;
  } catch {
    return undefined;
  }
}
