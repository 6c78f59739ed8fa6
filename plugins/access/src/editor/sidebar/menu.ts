import type { MenuItem } from '@millwright/editor';
import { openDashboards } from '../dashboards/open-dashboards.ts';
import { openWhy } from '../decisions/open-why.ts';
import { openNewPerson } from '../people/open-new-person.ts';
import { openRole } from '../roles/open-role.ts';
import { openRevisions } from '../rules-file/open-revisions.ts';
import { openRulesFile } from '../rules-file/open-rules-file.ts';
import { openNewToken } from '../tokens/open-new-token.ts';
import { grantorsText } from '../words/reason-words.ts';
import { type AccessContext, mayChange, type OpenContext } from './context.ts';
import type { Grantors } from './data.ts';

/** What the menu offers to those who may read the rules. What one may not do is quiet, and says who can help. */
export function openMenu(context: OpenContext): MenuItem[] {
  const { texts, all } = context;
  const change = mayChange(context)
    ? {}
    : { disabled: true, hint: grantorsText({ roles: [], owners: all.keepers ?? [] }, texts) };
  return [
    { label: texts('menu.why'), icon: 'fa-question-circle-o', run: () => openWhy(context, {}) },
    { label: texts('menu.newPerson'), icon: 'fa-user-plus', ...change, run: () => openNewPerson(context) },
    { label: texts('menu.newRole'), icon: 'fa-shield', ...change, run: () => openRole(undefined, context) },
    { label: texts('menu.newToken'), icon: 'fa-key', ...change, run: () => openNewToken(context) },
    { label: texts('menu.dashboards'), icon: 'fa-sign-in', run: () => openDashboards(context) },
    { label: texts('menu.revisions'), icon: 'fa-history', run: () => openRevisions(context) },
    { label: texts('menu.file'), icon: 'fa-file-text-o', run: () => openRulesFile(context) },
    { label: texts('menu.refresh'), icon: 'fa-refresh', run: context.reload },
  ];
}

/** The same for those who may only know of themselves. */
export function restrictedMenu(context: AccessContext, grantors: Grantors): MenuItem[] {
  const { texts } = context;
  const hint = grantorsText(grantors, texts);
  const quiet = { disabled: true, hint };
  return [
    { label: texts('menu.why'), icon: 'fa-question-circle-o', run: () => openWhy(context, {}) },
    { label: texts('menu.revisions'), icon: 'fa-history', ...quiet, run: () => {} },
    { label: texts('menu.file'), icon: 'fa-file-text-o', ...quiet, run: () => {} },
  ];
}
