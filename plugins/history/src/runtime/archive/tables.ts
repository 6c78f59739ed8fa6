import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from '@millwright/store';
import type { ColumnType, Generated } from 'kysely';
import type { ChangeSummary, ModuleChange, VersionSummary } from '../../common/version.ts';
import { changedParts, madeText, saidText } from './search.ts';

/** `MWhi` */
export const applicationId = 0x4d576869;

/**
 * Append only: files that users have were made by them.
 *
 * Ids of contents are never used again, since the other thread remembers them for longer than a candidate may live.
 */
export const migrations: readonly Migration[] = [
  `
  create table content (
    id integer primary key autoincrement,
    address blob not null unique,
    data blob not null
  ) strict;

  create table version (
    number integer primary key autoincrement,
    parent integer,
    time integer not null,
    actor text not null,
    operation text not null,
    deploy_type text,
    change text not null,
    credentials_changed integer not null,
    modules_changed integer not null,
    restored_from integer,
    safety_for integer,
    as_found integer not null,
    bytes integer not null,
    key text not null,
    rev blob not null,
    parts text not null,
    runs integer not null references content (id),
    credentials integer not null references content (id),
    modules integer not null references content (id),
    settings integer not null references content (id),
    digest blob not null
  ) strict;

  create index version_time on version (time);

  create table candidate (
    operation text primary key,
    time integer not null,
    record text not null,
    key text not null,
    parts text not null,
    runs integer not null references content (id),
    made text not null,
    newest integer not null
  ) strict;
  `,
  `
  alter table version add column name text;
  alter table version add column note text;
  alter table version add column pinned integer not null default 0;
  alter table version add column modules_change text not null default '[]';
  `,
  `
  alter table version add column person text
    generated always as (coalesce(actor ->> 'name', 'kind:' || (actor ->> 'kind'))) virtual;
  create index version_person on version (person, number);
  create index version_named on version (number) where name is not null;
  create index version_pinned on version (number) where pinned = 1;

  create table changed_part (
    part text not null,
    version integer not null references version (number) on delete cascade,
    label text not null,
    primary key (part, version)
  ) strict, without rowid;
  create index changed_part_version on changed_part (version);

  create table version_text (
    version integer primary key references version (number) on delete cascade,
    made text not null,
    said text not null
  ) strict;
  `,
  indexVersions,
  `
  alter table content add column base integer references content (id);
  create index content_base on content (base) where base is not null;

  alter table version add column format integer not null default 1;
  create index version_parent on version (parent);
  create index version_runs on version (runs);
  create index version_credentials on version (credentials);
  create index version_modules on version (modules);
  create index version_settings on version (settings);
  `,
  `
  create table clock (id integer primary key check (id = 1), state text not null) strict;
  `,
  `
  alter table version add column credentials_change text not null default '[]';
  `,
];

/** Makes the versions that are there findable, as those are that come. */
function indexVersions(database: DatabaseSync): void {
  const texts = database.prepare('insert into version_text values (?, ?, ?)');
  const parts = database.prepare('insert into changed_part values (?, ?, ?)');
  const versions = database.prepare('select number, actor, change, name, note, modules_change from version');
  for (const row of versions.all() as unknown as readonly FoundRow[]) {
    const { number } = row;
    const change = JSON.parse(row.change) as ChangeSummary;
    const actor = JSON.parse(row.actor) as VersionSummary['actor'];
    const modules = JSON.parse(row.modules_change) as readonly ModuleChange[];
    texts.run(number, madeText({ number, actor, change, modules }), saidText(row));
    for (const { part, label } of changedParts(change)) parts.run(part, number, label);
  }
}

type FoundRow = Pick<VersionTable, 'actor' | 'change' | 'name' | 'note' | 'modules_change'> & {
  readonly number: number;
};

/** Texts of parts, credentials, modules and settings: each once, sealed, found by its address. */
export interface ContentTable {
  readonly id: Generated<number>;
  readonly address: Uint8Array;
  readonly data: Uint8Array;
  /** The content from which this one differs by what `data` says; that one is whole. */
  readonly base: number | null;
}

/** What a version is made of, as ids of contents. */
export interface HeldContents {
  /** JSON array of ids, one per part. */
  readonly parts: string;
  readonly runs: number;
}

export interface VersionTable extends HeldContents {
  readonly number: Generated<number>;
  readonly parent: number | null;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** JSON. */
  readonly actor: string;
  /** Who made it: a name, or `kind:` and the kind of those without. */
  readonly person: ColumnType<string, never, never>;
  readonly operation: string;
  readonly deploy_type: string | null;
  /** JSON of a `ChangeSummary`. */
  readonly change: string;
  readonly credentials_changed: number;
  readonly modules_changed: number;
  readonly restored_from: number | null;
  readonly safety_for: number | null;
  readonly as_found: number;
  /** What it added to the file, about. */
  readonly bytes: number;
  /** Id of the key that sealed it and its contents. */
  readonly key: string;
  /** Sealed: it is a plain hash of the flows, with which a guess could be tested. */
  readonly rev: Uint8Array;
  readonly credentials: number;
  readonly modules: number;
  readonly settings: number;
  readonly name: string | null;
  readonly note: string | null;
  readonly pinned: number;
  /** JSON of `ModuleChange`s. */
  readonly modules_change: string;
  /** JSON of `CredentialDifference`s. */
  readonly credentials_change: string;
  /** Which columns its digest covers: see `versionDigest`. */
  readonly format: number;
  /** Of everything it holds, keyed. */
  readonly digest: Uint8Array;
}

/** A version that is staged: durable before Node-RED applies it, settled when it has, or at the next start. */
export interface CandidateTable extends HeldContents {
  readonly operation: string;
  readonly time: number;
  /** JSON of a `VersionRecord`. */
  readonly record: string;
  readonly key: string;
  /** JSON array of the ids of contents that only this candidate brought. */
  readonly made: string;
  /** The newest version when it was staged; 0 if there was none. */
  readonly newest: number;
}

/** The parts of the flows that versions changed: what a list can be narrowed to. */
export interface ChangedPartTable {
  /** Kind and id: `tab:1a2b`. */
  readonly part: string;
  readonly version: number;
  /** What it was called then. */
  readonly label: string;
}

/** What a version is found by, folded: see `fold`. */
export interface VersionTextTable {
  readonly version: number;
  /** What it is since it was made: number, person, parts, modules. */
  readonly made: string;
  /** What people say about it: name and note. */
  readonly said: string;
}

/** What was last seen of the machine's clock: one row. */
export interface ClockTable {
  readonly id: number;
  /** JSON of a `ClockState`. */
  readonly state: string;
}

export interface Tables {
  readonly clock: ClockTable;
  readonly content: ContentTable;
  readonly version: VersionTable;
  readonly changed_part: ChangedPartTable;
  readonly version_text: VersionTextTable;
  readonly candidate: CandidateTable;
}
