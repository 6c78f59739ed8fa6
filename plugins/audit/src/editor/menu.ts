import type { MenuItem } from '@millwright/editor';
import type { AuditContext } from './context.ts';
import { openExport } from './export/open-export.ts';
import { openLog } from './health/open-log.ts';
import { openSettings } from './settings/open-settings.ts';

/** What the menu of the sidebar offers. */
export function auditMenu(context: AuditContext): MenuItem[] {
  const { texts, reload } = context;
  return [
    { label: texts('export.menu'), icon: 'fa-download', run: () => openExport(context) },
    { label: texts('log.menu'), icon: 'fa-check-square-o', run: () => openLog(context) },
    { label: texts('menu.refresh'), icon: 'fa-refresh', run: reload },
    { label: texts('settings.menu'), icon: 'fa-cog', run: () => openSettings(context) },
  ];
}
