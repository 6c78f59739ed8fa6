import type { PartKind, Run } from '@millwright/flows';
import type { Retention, RetentionPreview } from '../../common/settings.ts';
import type { ChangeSummary, Health, Notice, VersionDetails, VersionSummary } from '../../common/version.ts';

/** A part as it crosses to the archive: by its number there if it is known, else by its text. */
export type SentPart =
  | { readonly content: number }
  | {
      readonly kind: PartKind;
      readonly id: string;
      readonly label: string;
      readonly texts: readonly string[];
    };

export interface SentDocument {
  /** Of which opening of the archive the numbers are. */
  readonly epoch: string;
  readonly parts: readonly SentPart[];
  readonly runs: readonly Run[];
}

/** How a version came to be. */
export type VersionRecord = Pick<
  VersionSummary,
  'actor' | 'operation' | 'deployType' | 'note' | 'restoredFrom' | 'safetyFor'
> & {
  /** Worked out by the archive, against the newest version, when it is absent. */
  readonly change?: ChangeSummary;
};

/** What surrounds the flows. Canonical JSON texts: only such that mean the same are the same. */
export interface Surroundings {
  readonly rev: string;
  /** Plain: it is sealed on the other side. */
  readonly credentials: string;
  readonly modules: string;
  readonly settings: string;
}

export interface StageRequest {
  readonly operation: string;
  readonly time: number;
  readonly document: SentDocument;
  readonly record: VersionRecord;
}

export interface KeepRequest extends Surroundings {
  /** The operation whose candidate this may be. */
  readonly operation?: string;
  /** Others whose candidates are still waited for. */
  readonly underWay?: readonly string[];
  readonly time: number;
  /** What runs. */
  readonly document: SentDocument;
  readonly record: VersionRecord;
}

/** One opening of the archive, which the worker may do at any call: numbers of contents are good within one. */
export interface Opening {
  readonly epoch: string;
  /** What people should see to, though versions are kept. */
  readonly notices: readonly Notice[];
}

/** The numbers of contents that came along mean nothing here any more: send the texts. */
export interface Stale extends Opening {
  readonly stale: true;
}

export interface Staged extends Opening {
  /** The contents of the document's parts, in their order. */
  readonly contents: readonly number[];
}

export type StoredVersion = Omit<VersionSummary, 'state'>;

/** One page of versions, narrowed to what all of these say. */
export interface ListRequest {
  readonly limit: number;
  /** Only numbers below it. */
  readonly before?: number | undefined;
  /** Words, all of which it is found by. */
  readonly text?: string | undefined;
  /** A name, or `kind:` and the kind of those without. */
  readonly person?: string | undefined;
  /** Kind and id of a part that it changed. */
  readonly part?: string | undefined;
  /** Milliseconds since 1970, from this moment to before that one. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly named?: boolean | undefined;
  readonly pinned?: boolean | undefined;
}

/** What a list can be narrowed to, the latest first. */
export interface Filters {
  readonly people: readonly ({ readonly value: string } & VersionSummary['actor'])[];
  readonly parts: readonly { readonly value: string; readonly kind: string; readonly label: string }[];
}

/** What people say about a version; null takes it away, what is absent stays. */
export interface Edit {
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly pinned?: boolean | undefined;
}

export interface Edited {
  readonly version: StoredVersion;
  readonly changed: boolean;
}

export interface Kept extends Staged {
  /** What runs is this version. */
  readonly version: StoredVersion;
  /** Whether it was made by this request. */
  readonly made: boolean;
  /** The version before had credentials, this one has none, and the flows are the same. */
  readonly credentialsGone: boolean;
}

export type StoredDetails = Omit<VersionDetails, 'version'> & { readonly version: StoredVersion };

export interface VersionFlows {
  readonly rev: string;
  /** JSON text of the flows, byte by byte as it was. */
  readonly flows: string;
}

/** Everything that a restore needs. Holds plain credentials: memory only. */
export interface VersionContent extends VersionFlows {
  readonly version: StoredVersion;
  readonly credentials: string;
  /** JSON text. */
  readonly modules: string;
}

export interface Opened extends Opening {
  readonly newest?: StoredVersion;
}

export interface VerifyRequest {
  /** The first number to look at. */
  readonly from?: number | undefined;
  readonly limit: number;
}

export interface Verified {
  readonly checked: number;
  /** How many versions there are in all. */
  readonly total: number;
  readonly faulty: readonly { readonly number: number; readonly code: string; readonly message: string }[];
  /** Where to go on. */
  readonly next?: number;
}

export interface RetentionRequest {
  readonly rules: Retention;
  /** The version that runs, if it is known. */
  readonly running: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is to be done so that only what the rules leave is there. */
export interface RetentionWork {
  readonly preview: RetentionPreview;
  /** Versions that go, oldest first. */
  readonly numbers: readonly number[];
  /** Contents that nobody needs then; those that are told by others first. */
  readonly contents: readonly number[];
  /** The newest version when this was worked out. */
  readonly newest: number;
  /** Why some that are old enough do not go yet. */
  readonly waits?: Notice;
}

/** Sizes and numbers of the archive. */
export type ArchiveFigures = Pick<Health, 'versions' | 'bytes' | 'bytesPerDay' | 'newest'>;

export interface ArchiveData {
  /** `<userDir>/millwright` */
  readonly directory: string;
  readonly role: 'writer' | 'reader';
}
