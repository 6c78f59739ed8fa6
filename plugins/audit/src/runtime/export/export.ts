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
  /** Called once, when nothing more of it will be sent. */
  readonly onSent: (sent: Sent) => void;
}

/** What has left the log. */
export interface Sent {
  readonly format: ExportRequest['format'];
  /** As people read it. */
  readonly filter?: ExportFilter | undefined;
  readonly events: number;
  /** False where somebody went away, or it failed, before the end. */
  readonly isWhole: boolean;
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
  { log, retention, onSent }: ExportTools,
  request: Pick<ExportRequest, 'format' | 'filter'>,
  time: number,
): AsyncGenerator<string> {
  const goOn = retention.pause();
  const filter = shown(request.filter);
  let at: ExportPlace | undefined;
  let isWhole = false;
  try {
    const size = await sizeOf(log);
    const digest = createHash('sha256');
    const isChecked = request.format === 'jsonl';
    if (isChecked) {
      const head = await log.readLong((calls) =>
        calls.exportHead(size, { time, ...(filter ? { filter } : {}) }),
      );
      digest.update(head);
      yield head;
    }
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
    isWhole = !isChecked;
    if (!isChecked) return;
    const seal = { size, events: at?.events ?? 0, filter, digest: digest.digest('hex') };
    const signature = await log.write((calls) => calls.signExport(seal));
    yield exportLines.end({ ...seal, ...signature });
    isWhole = true;
  } finally {
    goOn();
    onSent({ format: request.format, filter, events: at?.events ?? 0, isWhole });
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
