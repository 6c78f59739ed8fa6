import type { DatabaseSync } from 'node:sqlite';
import { type ExportSeal, type KeyRow, signExport } from '@millwright/ledger';
import type { Handlers } from '@millwright/store';
import type { OpenedLog } from '../log/writer.ts';

/** What makes an export the log's own. */
export interface SignedExport {
  /** Of epochs that began since its size. */
  readonly keys: readonly KeyRow[];
  readonly signed: string;
}

/** What exports ask the thread that owns the log: its key never leaves that. */
export const exportWriting = (log: OpenedLog) =>
  ({
    signExport: async (seal: Omit<ExportSeal, 'origin'>): Promise<SignedExport> => {
      const opened = await log();
      return opened.signed((key) => ({
        keys: keysSince(opened.options.database.connection, seal.size),
        signed: signExport(seal, key),
      }));
    },
  }) satisfies Handlers;

const keysSince = (connection: DatabaseSync, size: number): readonly KeyRow[] =>
  connection
    .prepare('select epoch, public, since, handover from key where since >= ? order by epoch')
    .all(size) as unknown as KeyRow[];

export type ExportWriting = ReturnType<typeof exportWriting>;
