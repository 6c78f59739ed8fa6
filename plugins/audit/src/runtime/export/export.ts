import { createHash } from 'node:crypto';
import { type ExportFilter, exportLines } from '@millwright/ledger';
import type { FileAnswer } from '@millwright/schema';
import type { EventFilter } from '../../common/log.ts';
import type { AuditLog } from '../log/audit-log.ts';
import type { Retention } from '../retention/retention.ts';
import type { ExportPlace, ExportRequest } from './messages.ts';

export interface ExportTools {
  readonly log: Pick<AuditLog, 'checkpoint' | 'readLong' | 'state' | 'write'>;
  readonly retention: Pick<Retention, 'pause'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const mediaTypes = { jsonl: 'application/jsonl; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/** Events as a file: all that there are when it is begun, made while it is sent. */
export function exportEvents(
  tools: ExportTools,
  format: ExportRequest['format'],
  filter: EventFilter,
): FileAnswer {
  const time = tools.now();
  const moment = new Date(time)
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  return {
    fileName: `audit-${moment}.${format}`,
    mediaType: mediaTypes[format],
    chunks: pieces(tools, { format, filter }, time),
  };
}

async function* pieces(
  { log, retention }: ExportTools,
  request: Pick<ExportRequest, 'format' | 'filter'>,
  time: number,
): AsyncGenerator<string> {
  const goOn = retention.pause();
  try {
    const size = await sizeOf(log);
    const digest = createHash('sha256');
    const filter = shown(request.filter);
    const isChecked = request.format === 'jsonl';
    if (isChecked) {
      const head = await log.readLong((calls) =>
        calls.exportHead(size, { time, ...(filter ? { filter } : {}) }),
      );
      digest.update(head);
      yield head;
    }
    let at: ExportPlace | undefined;
    for (let isLast = false; !isLast; ) {
      const here = at;
      const piece = await log.readLong((calls) =>
        calls.exportPiece({ ...request, size, ...(here ? { at: here } : {}) }),
      );
      digest.update(piece.text);
      if (piece.text !== '') yield piece.text;
      at = piece.place;
      isLast = piece.isLast;
    }
    if (!isChecked) return;
    const seal = { size, events: at?.events ?? 0, filter, digest: digest.digest('hex') };
    const signature = await log.write((calls) => calls.signExport(seal));
    yield exportLines.end({ ...seal, ...signature });
  } finally {
    goOn();
  }
}

/** All of it is signed first; where that cannot be, what was signed before is exported. */
async function sizeOf(log: ExportTools['log']): Promise<number> {
  try {
    return (await log.checkpoint()).size;
  } catch (error) {
    const { checkpoint } = log.state();
    if (!checkpoint) throw error;
    return checkpoint.size;
  }
}

/** A filter as people read it; undefined if there is none. */
function shown(filter: EventFilter): ExportFilter | undefined {
  const entries = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? value.join() : value] as const],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
