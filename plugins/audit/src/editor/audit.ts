import { addSidebar, type EditorDoor, emptyState, installStyle } from '@millwright/editor';
import { auditStyle } from './style.ts';
import type { AuditTexts } from './texts.ts';

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startAudit(door: EditorDoor, texts: AuditTexts): () => void {
  installStyle(auditStyle);
  const sidebar = addSidebar({ id: 'millwright-audit', name: texts('name'), icon: 'fa-list-alt', door });
  const body = emptyState({
    icon: 'fa-list-alt',
    title: texts('list.emptyTitle'),
    text: texts('list.emptyText'),
  });
  sidebar.show({ body });
  return () => sidebar.remove();
}
