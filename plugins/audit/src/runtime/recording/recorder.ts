import type { EventDraft } from '@millwright/ledger';
import { functionCatalogue, isRefusable, type Operation, type RunningNodeRed } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { auditErrors } from '../../common/errors.ts';
import type { WhenUnwritable } from '../../common/settings.ts';
import { type CredentialDigests, credentialChanges, digestCredentials } from './credential-digests.ts';
import { intentOf, outcomeOf, type World } from './draft.ts';
import { classOf, isDangerous, isIdle } from './events.ts';

export interface RecorderOptions {
  readonly log: {
    /** Resolves once it is on disk; what cannot be written it counts by itself. */
    append(draft: EventDraft): Promise<number>;
    /** Why nothing can be written right now. */
    problem(): string | undefined;
  };
  readonly world: World;
  readonly whenUnwritable: () => WhenUnwritable;
  readonly nodeRed: Pick<RunningNodeRed, 'credentials'>;
  /** A keyed digest. */
  readonly address: (text: string) => Buffer;
  /** Milliseconds that an operation waits for the disk; below the pipeline's deadline. */
  readonly patience: number;
}

/** What is kept of an operation between its phases. */
interface Begun {
  /** Digests of the credentials that it touches, as they were. */
  readonly before: ReadonlyMap<string, CredentialDigests>;
  after?: ReadonlyMap<string, CredentialDigests>;
}

const begunNote = Symbol('audit');

/** Node-RED does not survive that these are refused. */
const notRefusable: ReadonlySet<string> = new Set(
  functionCatalogue.filter((row) => !isRefusable(row)).map(({ name }) => name),
);

/** Turns operations into events: what is grave before it is done, everything once it is over. */
export class Recorder {
  readonly #options: RecorderOptions;
  /** Whose live messages about themselves were refused: they go on sending them, many a minute. */
  readonly #refused = new WeakSet<object>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /**
   * Makes the intent durable, or sees to it at least that an outcome could be.
   *
   * @throws `audit.not-recorded` where the settings say so: then nothing is done
   */
  async intend(operation: Operation): Promise<void> {
    if (isIdle(operation)) return;
    operation.notes.set(begunNote, { before: this.#digests(operation) } satisfies Begun);
    const blocks = this.#blocks(operation);
    const problem = this.#options.log.problem();
    if (blocks && problem !== undefined) throw auditErrors.notRecorded({ reason: problem });
    if (!isDangerous(operation)) return;
    const written = this.#write(intentOf(operation, this.#options.world));
    try {
      if (blocks || problem === undefined) await written;
      else written.catch(() => undefined);
    } catch (error) {
      if (blocks) throw auditErrors.notRecorded({ reason: reasonOf(error) }, { cause: error });
    }
  }

  /** Before any node starts: nodes may write credentials of their own. */
  commit(operation: Operation): void {
    const begun = operation.notes.get(begunNote) as Begun | undefined;
    if (begun) begun.after = this.#digests(operation);
  }

  /** The outcome. What changed something is answered once it is on disk, as far as it can be. */
  async settle(operation: Operation): Promise<void> {
    if (!this.#isTold(operation)) return;
    const { before, after } = (operation.notes.get(begunNote) ?? {}) as Partial<Begun>;
    const credentials = before && after && credentialChanges(before, after);
    const written = this.#write(outcomeOf(operation, this.#options.world, credentials)).catch(
      () => undefined,
    );
    // While nothing can be written there is nothing to wait for: what is lost is counted.
    const waits = operation.kind === 'write' || this.#blocks(operation);
    if (waits && !this.#isFailing(operation)) await written;
  }

  #isFailing({ outcome }: Operation): boolean {
    return this.#options.log.problem() !== undefined || outcome?.code === auditErrors.notRecorded.code;
  }

  #isTold(operation: Operation): boolean {
    if (!isIdle(operation)) return true;
    if (operation.outcome?.status === 'success') return false;
    const { client } = operation.input;
    if (typeof client !== 'object' || client === null) return true;
    const isNew = !this.#refused.has(client);
    this.#refused.add(client);
    return isNew;
  }

  /** What Node-RED and its flows do by themselves is never held up. */
  #blocks(operation: Operation): boolean {
    if (operation.actor.kind === 'system' || notRefusable.has(operation.name)) return false;
    const { change, read } = this.#options.whenUnwritable();
    return (classOf(operation) === 'change' ? change : read) === 'block';
  }

  async #write(draft: EventDraft): Promise<void> {
    const { log, patience } = this.#options;
    const written = log.append(draft);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const reason = `the disk did not answer within ${patience} ms`;
      timer = setTimeout(() => reject(auditErrors.notRecorded({ reason })), patience);
    });
    try {
      await Promise.race([written, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #digests({ flows }: Operation): Begun['before'] {
    const { nodeRed, address } = this.#options;
    const digests = (id: string): CredentialDigests => digestCredentials(nodeRed.credentials(id), address);
    return new Map((flows?.credentialsTouched ?? []).map((id) => [id, digests(id)]));
  }
}

/** Why, as a part of a sentence of ours. */
function reasonOf(error: unknown): string {
  if (!isCodedError(error)) return 'the log failed';
  const { reason } = (error.details ?? {}) as { readonly reason?: unknown };
  return error.code === auditErrors.notRecorded.code ? String(reason) : error.message;
}
