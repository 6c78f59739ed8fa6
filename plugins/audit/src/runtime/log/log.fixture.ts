import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { EventDraft } from '@millwright/ledger';
import { bundled } from '@millwright/testing';
import { afterEach, beforeEach } from 'mocha';
import { AuditLog } from './audit-log.ts';

const worker = pathToFileURL(bundled(join(import.meta.dirname, '../worker.ts')));

/** An event as somebody might record it. */
export const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
  time: Date.parse('2026-11-26T08:00:00Z'),
  name: 'flows.deploy',
  class: 'change',
  outcome: 'success',
  actor: { kind: 'user', name: 'ana' },
  ...more,
});

/** A fresh log on a real disk, with its real threads, for each test of a suite. */
export function logForEach() {
  let directory: string;
  let log: AuditLog;
  const opened = new Set<AuditLog>();

  const open = (): AuditLog => {
    const made = new AuditLog({
      directory: () => directory,
      worker,
      instance: () => 'plant 1',
      now: Date.now,
    });
    opened.add(made);
    return made;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-audit-'));
    log = open();
  });
  afterEach(async () => {
    await Promise.all([...opened].map((one) => one.close()));
    opened.clear();
    rmSync(directory, { recursive: true });
  });

  return {
    get directory() {
      return directory;
    },
    get file() {
      return join(directory, 'audit.db');
    },
    get log() {
      return log;
    },
    /** As another run of the process would. */
    async reopen(): Promise<AuditLog> {
      await log.close();
      log = open();
      return log;
    },
    /** Looks into or changes the file as somebody from outside would. */
    withFile<Result>(work: (database: DatabaseSync) => Result): Result {
      // The log may be about to tidy up its file.
      const database = new DatabaseSync(join(directory, 'audit.db'), { timeout: 5000 });
      try {
        return work(database);
      } finally {
        database.close();
      }
    },
  };
}
