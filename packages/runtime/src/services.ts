import type { AlarmEngines, SampleStores } from '@millwright/analytics';
import type { Actor } from './actor.ts';
import type { Credentials, Dispose, InstalledModule } from './host.ts';
import type { Operation } from './operation.ts';

/** What access knows of an actor. */
export interface AccessService {
  /** The roles that count for them now, and where their log-in comes from; undefined while no rules hold. */
  describe(actor: Actor): { readonly roles: readonly string[]; readonly by?: string } | undefined;
  /**
   * Where somebody who looks at a dashboard logs in, with the root of the node side: `/api/millwright/log-in`. It leads
   * back to the path that stands in its parameter `to`. Undefined where nobody can.
   */
  logInPath(): string | undefined;
}

/** A version as history keeps it. It holds plain credentials: memory only. */
export interface KeptVersion {
  readonly number: number;
  readonly rev: string;
  /** JSON text of the flows, byte by byte as it was. */
  readonly flows: string;
  readonly credentials: Credentials;
  /** Those that were installed when it was made. */
  readonly modules: readonly InstalledModule[];
}

/** What history knows of operations and versions. */
export interface HistoryService {
  /** The number of the version that an operation made; known from the end of `commit`. */
  versionOf(operation: Operation): number | undefined;
  /** All of one version. Rejects with `history.version-unknown`, `history.version-damaged` and what else keeps it from being read. */
  read(number: number): Promise<KeptVersion>;
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
  /** `unknown` where nobody can know: the line went before the answer came. */
  readonly outcome: 'success' | 'refused' | 'failed' | 'unknown';
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
  samples: SampleStores;
  alarms: AlarmEngines;
}
