import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { divideFlows, type FlowDocument, flowsText } from '@millwright/flows';
import { afterEach, beforeEach } from 'mocha';
import { createArchive } from './archive.ts';
import type { KeepRequest, Kept, SentDocument, Staged, StageRequest } from './messages.ts';
import { applicationId, migrations } from './tables.ts';

export const tab = { id: 't1', type: 'tab', label: 'Oven 3' };
export const node = (name: string) => ({ id: 'n1', type: 'http request', z: 't1', name });
export const flows = (name: string): FlowDocument => divideFlows([tab, node(name)]);

export const send = (document: FlowDocument, epoch = ''): SentDocument => ({ ...document, epoch });
export const user = { kind: 'user', name: 'ana' } as const;
export const found = { actor: { kind: 'system' }, operation: 'found' } as const;

export type TestArchive = ReturnType<typeof archiveForEach>;

/** A fresh archive on a real disk for each test of a suite, with a clock that the test sets. */
export function archiveForEach() {
  let directory: string;
  let archive: ReturnType<typeof createArchive>;
  const clock = { now: new Date(0) };

  const reopen = async (): Promise<void> => {
    await archive?.close();
    archive = createArchive(directory, () => clock.now);
  };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-history-'));
    clock.now = new Date('2026-11-22T12:00:00Z');
    await reopen();
  });
  afterEach(async () => {
    await archive.close();
    rmSync(directory, { recursive: true });
  });

  return {
    clock,
    reopen,
    close: () => archive.close(),
    get directory() {
      return directory;
    },
    get handlers() {
      return archive.handlers;
    },

    async keep(document: FlowDocument, more: Partial<KeepRequest> = {}): Promise<Kept> {
      const kept = await archive.handlers.keep({
        time: clock.now.getTime(),
        document: send(document),
        record: found,
        rev: `rev of ${flowsText(document).length}`,
        credentials: '{}',
        modules: '[]',
        settings: '{"values":{}}',
        ...more,
      });
      assert.ok(!('stale' in kept));
      return kept;
    },

    async stage(document: FlowDocument, more: Partial<StageRequest> = {}): Promise<Staged> {
      const staged = await archive.handlers.stage({
        operation: 'o1',
        time: clock.now.getTime(),
        document: send(document),
        record: { actor: user, operation: 'flows.deploy', deployType: 'full' },
        ...more,
      });
      assert.ok(!('stale' in staged));
      return staged;
    },

    /** Puts a file in its place as a former schema had it; the archive has to be closed. */
    asFormer(steps: number): void {
      const file = join(directory, 'history.db');
      renameSync(file, `${file}.new`);
      const database = new DatabaseSync(file);
      for (const migration of migrations.slice(0, steps)) {
        if (typeof migration === 'string') database.exec(migration);
        else migration(database);
      }
      database.exec(`attach '${file}.new' as new`);
      for (const table of ['content', 'version']) {
        const columns = database.prepare(`pragma main.table_info(${table})`).all();
        const names = columns.map(({ name }) => name).join();
        database.exec(`insert into main.${table} (${names}) select ${names} from new.${table}`);
      }
      database.exec(`pragma user_version = ${steps}; pragma application_id = ${applicationId}`);
      database.close();
    },

    /** Looks into or changes the file as somebody from outside would. */
    file<Result>(work: (database: DatabaseSync) => Result): Result {
      const database = new DatabaseSync(join(directory, 'history.db'));
      try {
        return work(database);
      } finally {
        database.close();
      }
    },
  };
}
