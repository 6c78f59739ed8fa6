import { canonicalText, type FlowDocument } from '@millwright/flows';
import type { FlowsState, Operation, RunningNodeRed } from '@millwright/runtime';
import { historyErrors } from '../common/errors.ts';
import { area } from '../common/routes.ts';
import type { VersionSummary } from '../common/version.ts';
import type { Kept, StoredVersion, Surroundings, VersionRecord } from './archive/messages.ts';
import type { ArchiveClient } from './archive-client.ts';
import { credentialsText } from './credentials.ts';
import type { HealthState } from './health.ts';
import { noticeOf } from './notice.ts';
import { summarize } from './summary.ts';

export interface RecorderOptions {
  readonly archive: Pick<ArchiveClient, 'stage' | 'keep' | 'discard' | 'figures'>;
  readonly health: HealthState;
  readonly nodeRed: Pick<RunningNodeRed, 'getFlows' | 'credentials' | 'modules' | 'settingsOfRecord'>;
  readonly publish: (version: VersionSummary) => void;
  readonly now: () => number;
  /** Whether a change is refused whose version cannot be written. */
  readonly refuses: () => boolean;
  /** Milliseconds that a deploy waits for the disk; below the pipeline's deadline, which would refuse it. */
  readonly patience: number;
}

/** Flows with what belongs to them, all of one moment. */
interface Captured {
  readonly document: FlowDocument;
  readonly around: Surroundings;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A version that runs, with what it holds. */
interface Running extends Omit<Captured, 'time'> {
  readonly number: number;
}

/** Under which a restore leaves a {@link RestoreNote} for the deploy that it makes. */
export const restoreNote = Symbol('restore');

export interface RestoreNote {
  /** The version that is deployed again. */
  readonly number: number;
  /** Told what Node-RED took over, before any node started: from then on nodes may write credentials of their own. */
  applied(around: () => Surroundings): void;
}

/** Under which an operation, and whatever it is a part of, has the number of the version that it made. */
const versionNote = Symbol('version');

/** The number of the version that an operation made; known from the end of `commit`. */
export const versionOf = ({ notes }: Operation): number | undefined =>
  notes.get(versionNote) as number | undefined;

function noteVersion(operation: Operation, { made, version }: Kept): void {
  if (!made) return;
  for (let each: Operation | undefined = operation; each; each = each.parent)
    each.notes.set(versionNote, version.number);
}

/** Whether other modules or nodes may be there afterwards. */
const changesModules = ({ kind, action }: Operation): boolean =>
  kind === 'write' && action.startsWith('module.');

const restoreOf = ({ parent }: Operation) => parent?.notes.get(restoreNote) as RestoreNote | undefined;

/**
 * Turns what happens to the flows into versions. Work on the archive is done one after the other, also when a deploy
 * has stopped waiting for it: then its version comes late, but with its story.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  /** What runs, as far as it is kept. */
  #running: Running | undefined;
  #work: Promise<unknown> = Promise.resolve();
  readonly #underWay = new Set<string>();
  #closed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** The version that runs, if it is known to be kept. */
  get running(): number | undefined {
    return this.#running?.number;
  }

  summary(version: StoredVersion): VersionSummary {
    return { ...version, state: version.number === this.#running?.number ? 'current' : 'old' };
  }

  /**
   * Makes the candidate durable: before Node-RED applies it where the settings refuse what cannot be kept, else while
   * it does. A crash before that finds a deploy that nobody was answered, whose version then does not say who made it.
   *
   * @throws `history.not-kept`
   */
  async stage(operation: Operation): Promise<void> {
    const { flows } = operation;
    if (this.#closed) return;
    if (changesModules(operation)) await this.#foresee(this.#keepBeforeModules());
    if (!flows) return;
    this.#underWay.add(operation.id);
    const { refuses } = this.#options;
    const { before, candidate, credentialsTouched, foreseen } = flows;
    const change = flows.change();
    const isChange = change.parts.length > 0 || change.reordered || credentialsTouched.length > 0;
    // Taken now: Node-RED may have applied the candidate, and its credentials, by the time that the disk is ready.
    const found =
      before && before.rev !== this.#running?.around.rev ? attempt(() => this.#capture(before)) : undefined;
    const work = this.#inTurn(async () => {
      if (found && before?.rev !== this.#running?.around.rev) await this.#keepFound(found());
      // Of what nobody can foresee, at least what ran before has to be kept where nothing may go on without.
      if (!isChange && (foreseen || !refuses())) return;
      await this.#options.archive.stage(candidate, {
        operation: operation.id,
        time: operation.startedAt,
        record: { ...recordOf(operation), change: summarize(change) },
      });
    });
    if (refuses()) await this.#foresee(work);
    else work.catch(() => undefined);
  }

  /** Keeps what Node-RED left, durable when this resolves. If that fails the deploy stands, and people are told. */
  async commit(operation: Operation): Promise<void> {
    // What was staged is on disk, and is settled when history comes again.
    if (this.#closed) return;
    try {
      const work = this.#commitFlows(operation) ?? this.#commitModules(operation);
      if (work) await this.#wait(work.then((kept) => kept && noteVersion(operation, kept)));
    } catch (error) {
      operation.warn({ ...noticeOf(error), plugin: area });
    }
  }

  /** Forgets the candidate of an operation that came to nothing. */
  settle(operation: Operation): void {
    const { flows, outcome } = operation;
    if (!flows || !this.#underWay.delete(operation.id) || this.#closed) return;
    if (outcome?.status !== 'success') {
      const { candidate } = flows;
      void this.#inTurn(() => this.#options.archive.discard(operation.id, candidate)).catch(() => undefined);
    }
    this.#lookAgain();
  }

  /** Flows that started without an operation: at the start, from Projects, or while others could not be kept. */
  started(state: FlowsState): void {
    if (this.#closed || this.#underWay.size > 0 || state.rev === this.#running?.around.rev) return;
    const work = this.#inTurn(async () => {
      // A deploy that began meanwhile keeps what it found, and Node-RED takes its credentials before its flows.
      if (this.#underWay.size > 0) return;
      // A deploy that did not wait for the disk may have been kept by now.
      const now = this.#options.nodeRed.getFlows();
      if (now && now.rev !== this.#running?.around.rev) await this.#keepFound(this.#capture(now));
    });
    work.catch(() => undefined);
  }

  /**
   * Makes sure that what runs is a version, whoever made it so.
   *
   * @throws what the archive says, and `history.no-flows`
   */
  keepRunning(more: Pick<VersionRecord, 'safetyFor'> = {}): Promise<StoredVersion> {
    const state = this.#options.nodeRed.getFlows();
    if (!state) return Promise.reject(historyErrors.noFlows());
    const found = attempt(() => this.#capture(state));
    return this.#inTurn(() => this.#keepFound(found(), more));
  }

  /** Tries again to keep what runs, unless a deploy is under way: that does it itself. */
  retry(): void {
    if (this.#underWay.size === 0 && !this.#closed) this.keepRunning().catch(() => undefined);
  }

  /** Takes on nothing more; resolves once everything that was begun is done. Deploys that are under way go on. */
  close(): Promise<void> {
    this.#closed = true;
    return this.idle();
  }

  /** Resolves once everything that was begun is done. */
  async idle(): Promise<void> {
    await this.#work;
  }

  #commitFlows(operation: Operation): Promise<Kept> | undefined {
    const result = operation.flows?.result;
    if (!result) return undefined;
    const unwritable: string[] = [];
    const around = attempt(() => this.#surroundings(result, (id) => unwritable.push(id)));
    restoreOf(operation)?.applied(around);
    if (unwritable.length > 0) {
      const nodes = unwritable.slice(0, mostNodes).join(', ');
      operation.warn({ ...noticeOf(historyErrors.credentialsUnwritable({ nodes })), plugin: area });
    }
    const how = { operation: operation.id, time: operation.startedAt, record: recordOf(operation) };
    return this.#inTurn(() => this.#keep(result.document, around(), how));
  }

  async #keepBeforeModules(): Promise<void> {
    // A deploy that is under way keeps what it finds.
    if (this.#underWay.size === 0 && this.#options.nodeRed.getFlows()) await this.keepRunning();
  }

  /**
   * The version that is kept, with other modules. A deploy may be under way, whose flows or credentials run in part
   * already: they are for its own version to tell.
   */
  #commitModules(operation: Operation): Promise<Kept | undefined> | undefined {
    if (!changesModules(operation)) return undefined;
    const modules = attempt(() => this.#modules());
    const how = { operation: operation.id, time: this.#options.now(), record: recordOf(operation) };
    return this.#inTurn(async () => {
      const running = this.#running;
      return running && this.#keep(running.document, { ...running.around, modules: modules() }, how);
    });
  }

  /** What has to be durable before something is changed. */
  async #foresee(work: Promise<unknown>): Promise<void> {
    try {
      await this.#wait(work);
    } catch (error) {
      if (!this.#options.refuses()) return;
      const reason = historyErrors.diskSlow.is(error)
        ? `The disk did not answer within ${this.#options.patience / 1000} s`
        : noticeOf(error).message;
      throw historyErrors.notKept({ reason }, { cause: error });
    }
  }

  #lookAgain(): void {
    const state = this.#options.nodeRed.getFlows();
    if (state) this.started(state);
  }

  #capture(state: FlowsState): Captured {
    return { document: state.document, around: this.#surroundings(state), time: this.#options.now() };
  }

  async #keepFound(
    { document, around, time }: Captured,
    more: Pick<VersionRecord, 'safetyFor'> = {},
  ): Promise<StoredVersion> {
    const record = { ...foundRecord, ...more };
    const { version } = await this.#keep(document, around, { time, record });
    return version;
  }

  async #keep(
    document: FlowDocument,
    around: Surroundings,
    how: { readonly operation?: string; readonly time: number; readonly record: VersionRecord },
  ): Promise<Kept> {
    const { archive, health, publish } = this.#options;
    const underWay = [...this.#underWay].filter((id) => id !== how.operation);
    const kept = await archive.keep(document, { ...around, ...how, underWay }).catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    this.#running = { number: kept.version.number, document, around };
    health.succeeded();
    if (kept.made) {
      publish(this.summary(kept.version));
      // A deploy that did not come here may be why it was found.
      if (how.record.operation === foundRecord.operation) health.look();
      if (kept.credentialsGone && how.record.operation === foundRecord.operation) {
        health.credentialsLost(historyErrors.credentialsLost({ number: kept.version.number - 1 }));
      } else if (around.credentials !== noCredentials) {
        health.credentialsLost(undefined);
      }
      void archive.figures().then(
        (figures) => health.counted(figures),
        () => undefined,
      );
    }
    return kept;
  }

  #surroundings({ items, rev }: FlowsState, unwritable?: (nodeId: string) => void): Surroundings {
    const { nodeRed } = this.#options;
    return {
      rev,
      credentials: credentialsText(items, (id) => nodeRed.credentials(id), unwritable),
      modules: this.#modules(),
      settings: canonicalText(nodeRed.settingsOfRecord()),
    };
  }

  #modules(): string {
    return canonicalText(this.#options.nodeRed.modules());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work).catch((error: unknown) => {
      this.#options.health.failed(error);
      throw error;
    });
    this.#work = result.catch(() => undefined);
    return result;
  }

  async #wait(work: Promise<unknown>): Promise<void> {
    const { patience } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(historyErrors.diskSlow({ seconds: patience / 1000 })), patience);
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined);
    }
  }
}

const noCredentials = '{}';
/** A warning names that many. */
const mostNodes = 20;

/** Does it now; what goes wrong with it is thrown where its result is needed. */
function attempt<Result>(work: () => Result): () => Result {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Nobody did it, as far as we know. */
const foundRecord = { actor: { kind: 'system' }, operation: 'found' } as const satisfies VersionRecord;

const deployTypes = ['full', 'flows', 'nodes', 'reload'] as const;

function recordOf(operation: Operation): VersionRecord {
  const { actor, name, note, parent, flows } = operation;
  const deployType = deployTypes.find((type) => type === flows?.deploymentType);
  const restore = flows && restoreOf(operation);
  const told = {
    actor: { kind: actor.kind, ...(actor.name === undefined ? {} : { name: actor.name }) },
    ...(deployType ? { deployType } : {}),
    ...(note === undefined ? {} : { note }),
  };
  return restore
    ? { ...told, operation: parent?.name ?? name, restoredFrom: restore.number }
    : { ...told, operation: name };
}
