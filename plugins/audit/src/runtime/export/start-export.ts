import type { Host } from '@millwright/runtime';
import { auditErrors } from '../../common/errors.ts';
import { exportRoutes } from '../../common/routes.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { filterOf } from '../log-routes.ts';
import type { Retention } from '../retention/retention.ts';
import { exportEvents } from './export.ts';

/** Gives events and proofs to people who check them elsewhere. */
export function startExport(
  host: Pick<Host, 'routes'>,
  { log, retention }: { readonly log: AuditLog; readonly retention: Retention },
): void {
  host.routes(exportRoutes, {
    exportEvents: ({ query: { format, ...query } }) =>
      exportEvents({ log, retention, now: Date.now }, format, filterOf(query)),
    proveEvent: async ({ params: { seq } }) => ({
      proof: await proveEvent(log, seq),
      fileName: `audit-event-${seq}.tlog-proof`,
    }),
  });
}

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
