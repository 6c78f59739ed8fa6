import { type ExportHead, proveEvent } from '@millwright/ledger';
import type { Handlers } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';
import type { EventFilter } from '../../common/log.ts';
import type { ReadableLog } from '../log/reader.ts';
import { exportHead, exportPiece } from './lines.ts';
import type { ExportPiece, ExportRequest } from './messages.ts';
import { prunedFinder } from './pruned.ts';
import { csvPiece } from './rows.ts';

/** What exports and proofs ask a thread that only reads. */
export const exportReading = (log: () => ReadableLog) =>
  ({
    exportHead: (size: number, head: Omit<ExportHead, 'origin'>): Promise<string> =>
      log().read(async () => exportHead(log().connection, size, head)),
    exportPiece: ({ format, filter, size, at }: ExportRequest): Promise<ExportPiece> =>
      log().read(async () => {
        const piece = format === 'csv' ? csvPiece : exportPiece;
        const from = at ?? { seq: 0, events: 0, open: [] };
        return piece(log().connection, isEmpty(filter) ? undefined : filter, size, from);
      }),
    prove: (seq: number): Promise<string> => log().read(async () => prove(log(), seq)),
  }) satisfies Handlers;

const isEmpty = (filter: EventFilter): boolean => Object.values(filter).every((value) => value === undefined);

/** @throws `audit.event-pruned`, `audit.event-unknown`, `ledger.unproved` */
function prove({ connection }: ReadableLog, seq: number): string {
  if (connection.prepare('select 1 from event where seq = ?').get(seq)) return proveEvent(connection, seq);
  throw prunedFinder(connection)(seq) ? auditErrors.eventPruned({ seq }) : auditErrors.eventUnknown({ seq });
}

export type ExportReading = ReturnType<typeof exportReading>;
