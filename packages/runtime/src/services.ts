import type { Actor } from './actor.ts';
import type { Dispose } from './host.ts';
import type { Operation } from './operation.ts';

/** What access knows of an actor. */
export interface AccessService {
  /** The roles that count for them now, and where their log-in comes from; undefined while no rules hold. */
  describe(actor: Actor): { readonly roles: readonly string[]; readonly by?: string } | undefined;
}

/** What history knows of an operation. */
export interface HistoryService {
  /** The number of the version that an operation made; known from the end of `commit`. */
  versionOf(operation: Operation): number | undefined;
}

/** What an event of a package may carry: each field by its name. */
export interface EventType {
  /** Such as `oven.setpoint.write`; it begins with a word of the package's own. */
  readonly name: string;
  readonly fields: Readonly<Record<string, 'text' | 'integer' | 'boolean'>>;
}

export interface RecordedEvent {
  /** One that was declared. */
  readonly name: string;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly target?: { readonly kind: string; readonly id: string; readonly name?: string };
  readonly reason?: string;
  /** Fields that were not declared are left out. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
}

/** Offered by audit to all packages, and to those of others as `RED.plugins.get('millwright-audit')`. */
export interface AuditService {
  /** Declares event types. Throws `audit.event-type-taken`, `audit.event-type-invalid`. */
  declare(types: readonly EventType[]): Dispose;
  /**
   * Writes one event, as done by whoever acts right now. Resolves once it is on disk; rejects with
   * `audit.event-type-unknown`, or where it cannot be written.
   */
  record(event: RecordedEvent): Promise<void>;
}

/** What plugins offer each other; each may be missing, plugins come and go. */
export interface Services {
  access: AccessService;
  history: HistoryService;
  audit: AuditService;
}
