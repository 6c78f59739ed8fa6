import type { AuditContext } from '../context.ts';

/** What trays about the log as a whole need of the sidebar. */
export type LogContext = Pick<AuditContext, 'texts' | 'format' | 'openEvent' | 'reload'>;
