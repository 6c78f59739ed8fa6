import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AuditEvent } from '@millwright/ledger';
import { waitFor } from '@millwright/testing';

const fileIn = (userDirectory: string): string => join(userDirectory, 'millwright/audit.db');

/** The events that are on disk, oldest first, from this number on: beside the process that writes them. */
export function recordsIn(userDirectory: string, from = 0): readonly AuditEvent[] {
  const file = fileIn(userDirectory);
  if (!existsSync(file)) return [];
  // The process that writes them locks the file for moments, which are long ones on a busy machine.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    // The file is there a moment before what is in it.
    if (!database.prepare("select 1 from sqlite_master where name = 'event'").get()) return [];
    return database
      .prepare('select record from event where seq >= ? order by seq')
      .all(from)
      .map(({ record }) => JSON.parse(String(record)) as AuditEvent);
  } finally {
    database.close();
  }
}

/** Waits for the first event, from this number on, of which that is so. */
export function waitForEvent(
  userDirectory: string,
  what: string,
  is: (event: AuditEvent) => boolean,
  from = 0,
): Promise<AuditEvent> {
  return waitFor(`an event: ${what}`, () => recordsIn(userDirectory, from).find(is));
}
