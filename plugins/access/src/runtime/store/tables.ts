import type { Migration } from '@millwright/store';

/** `MWac` */
export const applicationId = 0x4d576163;

/** Append only: files that users have were made by them. */
export const migrations: readonly Migration[] = [
  `
  create table person (
    name text primary key,
    password text not null,
    disabled integer not null,
    made integer not null,
    last_log_in integer
  ) strict;

  create table token (
    id text primary key,
    name text not null unique,
    owner text not null,
    roles text,
    digest text not null unique,
    made integer not null,
    expires integer not null,
    last_used integer
  ) strict;

  create table revision (
    number integer primary key,
    time integer not null,
    made_by text,
    note text,
    reverted_to integer,
    policy text not null
  ) strict;

  create table pending (
    only_one integer primary key check (only_one = 1),
    reverts_at integer not null,
    reverts_to integer not null references revision (number)
  ) strict;

  create table decision (
    id integer primary key,
    body text not null
  ) strict;
  `,
  `
  create table dashboard_session (
    id text primary key,
    user text not null,
    digest text not null unique,
    made integer not null,
    last_used integer not null
  ) strict;
  `,
];

export interface Tables {
  person: PersonRow;
  token: TokenRow;
  revision: RevisionRow;
  pending: { only_one: 1; reverts_at: number; reverts_to: number };
  decision: { id: number; body: string };
  dashboard_session: SessionRow;
}

export interface PersonRow {
  name: string;
  /** A hash, as a PHC string. */
  password: string;
  disabled: number;
  made: number;
  last_log_in: number | null;
}

export interface TokenRow {
  id: string;
  name: string;
  owner: string;
  /** JSON; null where the token can do what its owner can. */
  roles: string | null;
  /** SHA-256 of the token, in hexadecimal digits. */
  digest: string;
  made: number;
  expires: number;
  last_used: number | null;
}

export interface SessionRow {
  id: string;
  user: string;
  /** SHA-256 of what the browser holds, in hexadecimal digits. */
  digest: string;
  made: number;
  last_used: number;
}

export interface RevisionRow {
  number: number;
  time: number;
  made_by: string | null;
  note: string | null;
  reverted_to: number | null;
  policy: string;
}
