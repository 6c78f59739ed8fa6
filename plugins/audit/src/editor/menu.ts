import type { MenuItem } from '@millwright/editor';
import type { AuditContext } from './context.ts';

/** What the menu of the sidebar offers. */
export function auditMenu({ texts, reload }: AuditContext): MenuItem[] {
  return [{ label: texts('menu.refresh'), icon: 'fa-refresh', run: reload }];
}
