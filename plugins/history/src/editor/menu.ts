import { hasPermission, type MenuItem, type TimeFormat } from '@millwright/editor';
import { compareRoutes, editRoutes } from '../common/routes.ts';
import { openComparison } from './compare/open-comparison.ts';
import { openSettings } from './settings.ts';
import { openSnapshot } from './snapshot.ts';
import type { HistoryTexts } from './texts.ts';
import { openVerification } from './verify.ts';

export interface MenuContext {
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  /** Asks the server anew for what the sidebar shows. */
  reload(): void;
}

/** What the menu of the sidebar offers. What one may not do is quiet and says what is missing. */
export function historyMenu({ texts, format, reload }: MenuContext): MenuItem[] {
  const needs = (permission: string): Pick<MenuItem, 'disabled' | 'hint'> =>
    hasPermission(permission) ? {} : { disabled: true, hint: texts('menu.notAllowed', { permission }) };
  return [
    {
      label: texts('snapshot.menu'),
      icon: 'fa-camera',
      ...needs(editRoutes.takeSnapshot.permission),
      run: () => openSnapshot({ texts, taken: reload }),
    },
    {
      label: texts('menu.compare'),
      icon: 'fa-exchange',
      ...needs(compareRoutes.compare.permission),
      run: () => openComparison({ before: { running: true }, after: { editor: true } }, { texts, format }),
    },
    { label: texts('verify.menu'), icon: 'fa-check-square-o', run: () => openVerification(texts) },
    { label: texts('settings.menu'), icon: 'fa-cog', run: () => openSettings({ texts, format, reload }) },
  ];
}
