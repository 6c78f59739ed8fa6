import { openTray } from '@millwright/editor';
import type { LogContext } from '../health/context.ts';

/** Opens the settings of the log: destinations, retention, holds, and what becomes of what cannot be recorded. */
export function openSettings({ texts }: LogContext): void {
  const title = texts('settings.title');
  openTray({ title, label: title, width: 'wide' });
}
