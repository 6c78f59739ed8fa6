import { createHash } from 'node:crypto';
import { checkpointLine, findCheckpoints } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { type ExportFilter, isExportSealedBy } from './export-seal.ts';
import { Faults } from './faults.ts';
import type { Subtree } from './tree.ts';
import type { Verdict } from './verdict.ts';
import { type CheckpointRow, LogVerifier, type SubtreeReason, type VerifyOptions } from './verify.ts';
import { type KeyRow, verifyKeys } from './verify-keys.ts';

/*
 * An export is a text of lines, each a JSON object, in the order of the log:
 *
 *   {"export":"millwright-audit/1", "origin", "time", "filter"?}   the first line
 *   {"key": {"epoch", "public", "since", "handover"?}}             every key, before all else
 *   {"actor": …}                                                   an event: its record as it is in the log
 *   {"subtree": {"level", "position", "digest", "reason"}}         stands for events that are not here: `pruned`, or `left-out`
 *   {"checkpoint": "checkpoint:<base64>", "size", "frontier"?}     after the events that it covers; at least the last one
 *   {"end": {"events", "size"}, "keys", "signed"}                  the last line, so that a cut-off export is seen
 *
 * Digests are hexadecimal, the frontier is base64. `keys` are those that the log has got since that size, and `signed` is
 * the statement of the newest of all keys about the lines before: see export-seal.ts. Left out is what a filter does not
 * let through, pruned or not; without a filter nothing is.
 */

const exportFormat = 'millwright-audit/1';

export interface ExportHead {
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Which events are in it, if not all. */
  readonly filter?: ExportFilter | undefined;
}

export interface ExportEnd {
  readonly events: number;
  readonly size: number;
  /** Of epochs that began since that size. */
  readonly keys: readonly KeyRow[];
  /** What `signExport` made, by the newest key. */
  readonly signed: string;
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/** The lines of an export; a record is a line as it is, with a newline. */
export const exportLines = {
  head: (head: ExportHead): string => line({ export: exportFormat, ...head }),
  key: (key: KeyRow): string => line({ key }),
  record: (record: string): string => `${record}\n`,
  subtree: ({ level, position, digest }: Subtree, reason: SubtreeReason): string =>
    line({ subtree: { level, position, digest: Buffer.from(digest).toString('hex'), reason } }),
  checkpoint: ({ size, note, frontier }: CheckpointRow): string =>
    line({
      checkpoint: checkpointLine(note),
      size,
      ...(frontier && { frontier: Buffer.from(frontier).toString('base64') }),
    }),
  end: ({ events, size, keys, signed }: ExportEnd): string => line({ end: { events, size }, keys, signed }),
};

/** Whether a text begins as an export does. */
export const isExport = (text: string): boolean => text.startsWith(`{"export":"${exportFormat}"`);

interface OtherLine {
  readonly key?: KeyRow;
  readonly subtree?: {
    readonly level: number;
    readonly position: number;
    readonly digest: string;
    readonly reason: SubtreeReason;
  };
  readonly checkpoint?: string;
  readonly size?: number;
  readonly frontier?: string;
  readonly end?: Pick<ExportEnd, 'events' | 'size'>;
  readonly keys?: readonly KeyRow[];
  readonly signed?: string;
}

const endBegin = '{"end":';

/** Checks an export, line by line, on any machine. */
export class ExportVerifier {
  readonly #verifier: LogVerifier;
  readonly #keys: KeyRow[] = [];
  readonly #digest = createHash('sha256');
  #filter: ExportFilter | undefined;
  #lines = 0;
  #events = 0;
  #hasKeys = false;
  #hasEnded = false;

  constructor(options: VerifyOptions) {
    this.#verifier = new LogVerifier(options);
  }

  /** @param text without its newline. Throws `ledger.not-a-log` if the first one does not begin an export */
  line(text: string): void {
    this.#lines += 1;
    if (this.#lines === 1) {
      if (!isExport(text)) throw ledgerErrors.notALog({ reason: 'the file is no export of audit' });
      this.#head(text);
    } else if (text === '') return;
    else if (this.#hasEnded) this.#unreadable('something comes after its end');
    else if (text.startsWith('{"actor":')) this.#record(text);
    else this.#other(text);
    if (!text.startsWith(endBegin)) this.#digest.update(`${text}\n`);
  }

  #head(text: string): void {
    try {
      this.#filter = (JSON.parse(text) as ExportHead).filter;
    } catch {
      this.#unreadable('it is no JSON');
    }
  }

  #record(record: string): void {
    this.#beginEvents();
    this.#events += 1;
    this.#verifier.record({ record });
  }

  #other(text: string): void {
    let read: OtherLine;
    try {
      read = JSON.parse(text) as OtherLine;
    } catch {
      this.#unreadable('it is no JSON');
      return;
    }
    const { key, subtree, checkpoint, size, frontier } = read ?? {};
    if (key && !this.#hasKeys) {
      this.#keys.push(key);
      return;
    }
    this.#beginEvents();
    if (subtree) this.#subtree(subtree);
    else if (typeof checkpoint === 'string' && typeof size === 'number')
      this.#verifier.checkpoint({
        size,
        note: findCheckpoints(checkpoint)[0]?.note ?? '',
        ...(typeof frontier === 'string' && { frontier: Buffer.from(frontier, 'base64') }),
      });
    else if (text.startsWith(endBegin)) this.#end(read);
    else this.#unreadable('it is none of an export');
  }

  #subtree({ level, position, digest, reason }: NonNullable<OtherLine['subtree']>): void {
    const isWhole = [level, position].every((number) => Number.isSafeInteger(number) && number >= 0);
    if (!isWhole || level > 40 || typeof digest !== 'string') this.#unreadable('it is no digest of events');
    else {
      if (reason !== (this.#filter ? 'left-out' : 'pruned'))
        this.#unreadable(
          'digests stand for what a filter left out, or for what was pruned where there is none',
        );
      this.#verifier.subtree({ level, position, digest: Buffer.from(digest, 'hex') }, reason);
    }
  }

  #beginEvents(): void {
    if (this.#hasKeys) return;
    this.#hasKeys = true;
    this.#verifier.keys(this.#keys);
  }

  #end({ end, keys: later = [], signed }: OtherLine): void {
    this.#hasEnded = true;
    const { events, size } = end ?? {};
    if (events !== this.#events || size !== this.#verifier.next)
      this.#unreadable(`it should have ${events} events, up to ${size}`);
    if (!this.#isSealed(Array.isArray(later) ? later : [], signed))
      this.#verifier.fault(
        'signature',
        'This file is not as it was exported: the newest key of the log did not sign it so',
      );
  }

  #isSealed(later: readonly KeyRow[], signed: unknown): boolean {
    const faults = new Faults();
    const keys = verifyKeys([...this.#keys, ...later], undefined, faults);
    const [origin, key] = [keys[0]?.public.name, keys.at(-1)?.public];
    // Faults of the keys before are told already.
    const isHandedOver = later.length === 0 || faults.isEmpty;
    if (typeof signed !== 'string' || origin === undefined || !key || !isHandedOver) return false;
    const seal = {
      origin,
      size: this.#verifier.next,
      events: this.#events,
      filter: this.#filter,
      digest: this.#digest.copy().digest('hex'),
    };
    return isExportSealedBy(signed, seal, key);
  }

  #unreadable(reason: string): void {
    this.#verifier.fault('unreadable', `Line ${this.#lines} of the export cannot be read: ${reason}`, {
      seq: this.#verifier.next,
    });
  }

  end(): Verdict {
    if (this.#lines === 0) throw ledgerErrors.notALog({ reason: 'the file is empty' });
    this.#beginEvents();
    if (!this.#hasEnded)
      this.#verifier.fault('unreadable', `The export ends too early, before event ${this.#verifier.next}`, {
        seq: this.#verifier.next,
      });
    return this.#verifier.end({ isBroken: !this.#hasEnded, isExport: true });
  }
}
