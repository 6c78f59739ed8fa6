import type { EventDraft } from '@millwright/ledger';
import type { Host } from '@millwright/runtime';
import { auditErrors } from '../../common/errors.ts';
import { exportRoutes } from '../../common/routes.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { filterOf } from '../log-routes.ts';
import { currentDoer, type Doer } from '../recording/doer.ts';
import { cut } from '../recording/texts.ts';
import type { Retention } from '../retention/retention.ts';
import { exportEvents, type Sent } from './export.ts';

/** Gives events and proofs to people who check them elsewhere. */
export function startExport(
  host: Pick<Host, 'routes' | 'current' | 'services'>,
  { log, retention }: { readonly log: AuditLog; readonly retention: Retention },
): void {
  host.routes(exportRoutes, {
    exportEvents({ query: { format, ...query } }) {
      const doer = currentDoer(host);
      const onSent = (sent: Sent): void =>
        void log.append(exportEvent(sent, doer, Date.now())).catch(() => undefined);
      return exportEvents({ log, retention, now: Date.now, onSent }, format, filterOf(query));
    },
    proveEvent: async ({ params: { seq } }) => ({
      proof: await proveEvent(log, seq),
      fileName: `audit-event-${seq}.tlog-proof`,
    }),
  });
}

/** That events left the log: kept longer than that somebody asked for them. */
const exportEvent = ({ format, filter, events, isWhole }: Sent, doer: Doer, time: number): EventDraft => ({
  time,
  name: 'audit.export',
  class: 'system',
  outcome: isWhole ? 'success' : 'failed',
  ...doer,
  data: {
    format,
    count: events,
    ...(filter ? { filter: Object.entries(filter).map(([name, value]) => cut(`${name}=${value}`)) } : {}),
  },
});

/** @throws `audit.event-pruned`, `audit.event-unknown`, `ledger.unproved` */
export async function proveEvent(
  log: Pick<AuditLog, 'state' | 'checkpoint' | 'read'>,
  seq: number,
): Promise<string> {
  const { size, checkpoint } = log.state();
  if (seq >= size) throw auditErrors.eventUnknown({ seq });
  if (!checkpoint || checkpoint.size <= seq) await log.checkpoint();
  return log.read((calls) => calls.prove(seq));
}
