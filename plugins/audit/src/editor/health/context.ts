import type { TimeFormat } from '@millwright/editor';
import type { AuditTexts } from '../texts.ts';

/** What trays about the log as a whole need of the sidebar. */
export interface LogContext {
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  /** Opens an event in a tray of its own. */
  openEvent(seq: number): void;
  /** Asks anew for what the sidebar shows of the log's health. */
  reload(): void;
}
