import type { EventDraft, Verdict } from '@millwright/ledger';
import { auditErrors } from '../../common/errors.ts';
import type { Notice, UnreadAnchor, Verification as VerificationState } from '../../common/log.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { noticeOf } from '../notice.ts';
import type { Doer } from '../recording/doer.ts';

/** Each day nobody asks for it. */
const bySystem: Doer = { actor: { kind: 'system' } };

/** What the last check found. */
export interface Verified {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly verdict: Verdict;
  /** Anchors that are not in it; absent if there are none. */
  readonly unread?: UnreadAnchor[] | undefined;
}

/** What one anchor holds: a text with checkpoints in it, or why it could not be read. */
export interface ReadAnchor {
  readonly name: string;
  readonly text: string;
  readonly problem?: Notice | undefined;
}

export interface VerificationOptions {
  readonly log: Pick<AuditLog, 'append' | 'readLong' | 'state' | 'read' | 'write'>;
  /** What the anchors hold that can be read from here. */
  readonly anchors: (signal: AbortSignal) => Promise<readonly ReadAnchor[]>;
  /** Origins of other logs, of which somebody said that they know why there is this one now. */
  readonly former: () => readonly string[];
  /** A check ended, or what the last one found was read. */
  readonly onChange: () => void;
  readonly warn: (message: string) => void;
  /** The log was found changed: told once for each finding. */
  readonly error: (message: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How often it is asked how far a check is, in milliseconds. */
const askEvery = 250;
const day = 24 * 60 * 60_000;

interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Checks the whole log, when somebody asks for it and once a day. */
export class Verification {
  readonly #options: VerificationOptions;
  #state: VerificationState = { state: 'idle', done: 0, of: 0 };
  #run: Run | undefined;
  #verified: Verified | undefined;
  #problem: Notice | undefined;

  constructor(options: VerificationOptions) {
    this.#options = options;
  }

  state(): VerificationState {
    return this.#state;
  }

  get verified(): Verified | undefined {
    return this.#verified;
  }

  /** Why the last check could not be made, and what it found that is not told by the log itself. */
  notices(): readonly Notice[] {
    const former = this.#options.former();
    const others = this.#verified?.verdict.others ?? [];
    return [
      ...(this.#problem ? [this.#problem] : []),
      ...others
        .filter(({ origin }) => !former.includes(origin))
        .map(({ origin, size }) => noticeOf(auditErrors.logReplaced({ origin, size }))),
    ];
  }

  /** Reads what a check before this start has found. */
  async remember(): Promise<void> {
    const verified = await this.#options.log.read((calls) => calls.lastVerified());
    this.#verified ??= verified;
    this.#options.onChange();
  }

  /**
   * @param doer who asked for it
   * @throws `audit.verification-runs`
   */
  start(doer: Doer = bySystem): VerificationState {
    if (this.#run) throw auditErrors.verificationRuns();
    this.#state = { state: 'running', done: 0, of: this.#options.log.state().size };
    const stop = new AbortController();
    const ended = this.#check(stop.signal, doer).finally(() => {
      this.#run = undefined;
    });
    this.#run = { stop, ended };
    return this.#state;
  }

  /** Begins one if none was made for a day, and waits until it has ended. */
  async daily(): Promise<void> {
    const { log, now } = this.#options;
    const isDue = !this.#verified || Math.abs(now() - this.#verified.time) >= day;
    if (this.#run || !isDue || log.state().state !== 'well') return;
    this.start();
    await this.ended();
  }

  /** Stops what runs. */
  async cancel(): Promise<VerificationState> {
    this.#run?.stop.abort();
    await this.ended();
    return this.#state;
  }

  async ended(): Promise<void> {
    await this.#run?.ended;
  }

  async #check(signal: AbortSignal, doer: Doer): Promise<void> {
    const { anchors, former, log, now, onChange } = this.#options;
    const cancel = () => void log.readLong((calls) => calls.cancelVerify()).catch(() => undefined);
    signal.addEventListener('abort', cancel);
    try {
      const read = await anchors(signal);
      const request = { anchors: read.map(({ text }) => text), former: former() };
      const unread = read.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : []));
      signal.throwIfAborted();
      const asking = this.#ask();
      const verdict = await log.readLong((calls) => calls.verifyLog(request)).finally(() => asking.stop());
      const found = { time: now(), verdict, ...(unread.length > 0 && { unread }) };
      this.#state = { state: 'done', done: verdict.size, of: verdict.size, ...found };
      this.#problem = undefined;
      await this.#found(found, doer);
    } catch (error) {
      const problem = signal.aborted ? undefined : noticeOf(error);
      const { done, of } = this.#state;
      this.#state = problem
        ? { state: 'failed', done, of, problem, time: now() }
        : { state: 'cancelled', done, of, time: now() };
      this.#problem = problem ?? this.#problem;
    } finally {
      signal.removeEventListener('abort', cancel);
      onChange();
    }
  }

  /** Asks how far it is, as long as it runs. */
  #ask(): { stop(): void } {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    const ask = async (): Promise<void> => {
      const { done, of } = await this.#options.log.readLong((calls) => calls.verifyProgress());
      if (stopped) return;
      if (of > 0) this.#state = { state: 'running', done, of };
      later();
    };
    const later = (): void => {
      timer = setTimeout(() => void ask().catch(() => undefined), askEvery).unref();
    };
    later();
    return {
      stop() {
        stopped = true;
        clearTimeout(timer);
      },
    };
  }

  async #found(verified: Verified, doer: Doer): Promise<void> {
    const { log, warn, error: tell } = this.#options;
    const finding = findingIn(verified.verdict);
    if (finding !== undefined && (!this.#verified || findingIn(this.#verified.verdict) !== finding))
      tell(finding);
    this.#verified = verified;
    try {
      await log.append(verifyEvent(verified, doer));
      await log.write((calls) => calls.setVerified(verified));
    } catch (error) {
      warn(`What the check of the log found could not be recorded: ${String(error)}`);
    }
  }
}

/** What people have to be told; undefined where the log was not found changed. */
function findingIn({ result, faults }: Verdict): string | undefined {
  const [first] = faults;
  if (result !== 'tampered' || !first) return undefined;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return `The audit log is not as it was written: ${first.message}${more}. Keep a copy of the folder millwright before anything else, and compare with what destinations have`;
}

/** That the log was checked, by whom, and what that said. */
function verifyEvent({ time, verdict: { result, faults } }: Verified, doer: Doer): EventDraft {
  const fault = result === 'tampered' ? faults[0] : undefined;
  const { kind, seq, from, to } = fault ?? {};
  const [first, last] = seq === undefined ? [from, to] : [seq, seq];
  const isOne = first === last || last === undefined;
  return {
    time,
    name: 'audit.verify',
    class: 'system',
    outcome: result === 'tampered' ? 'failed' : 'success',
    ...doer,
    ...(first === undefined
      ? {}
      : { target: { kind: 'event', id: isOne ? String(first) : `${first}-${last}` } }),
    data: {
      result,
      ...(kind === undefined ? {} : { kind }),
      ...(first === undefined ? {} : { from: first, to: last ?? first }),
    },
  };
}
