import {
  ask,
  askBeforeLeaving,
  failureLine,
  failureText,
  html,
  notify,
  openTray,
  textArea,
  textInput,
} from '@millwright/editor';
import type { Hold } from '../../common/settings.ts';
import type { SettingsContext } from '../settings/context.ts';
import { newId, put, saveSettings, without } from '../settings/save.ts';
import { type HoldDraft, newHold, readHold } from './draft.ts';
import { rangeText } from './list-view.ts';

/** The form for a new hold. */
export function openNewHold({ texts, saved }: SettingsContext): void {
  const title = texts('hold.title');
  const tray = openTray({ title, label: title, width: 480, focus: '#mw-audit-hold-reason' });
  const before = newHold(newId('hold'));
  let draft = before;
  let tried = false;
  let busy = false;
  let failure: string | undefined;

  const save = async (): Promise<void> => {
    const read = readHold(draft);
    if (!read.ok) {
      tried = true;
      draw();
      tray.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    busy = true;
    draw();
    const result = await saveSettings((settings) => ({ ...settings, holds: put(settings.holds, read.hold) }));
    busy = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      notify({ id: 'millwright-audit', kind: 'success', text: texts('hold.saved') });
      saved(result.value);
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void => {
    const read = readHold(draft);
    const problems = tried && !read.ok ? read.problems : {};
    const change = (more: Partial<HoldDraft>): void => {
      draft = { ...draft, ...more };
      failure = undefined;
      draw();
    };
    const moment = (field: 'since' | 'until') => {
      const problem = problems[field];
      return textInput({
        id: `mw-audit-hold-${field}`,
        label: texts(`hold.${field}`),
        hint: texts(`hold.${field}Hint`),
        problem:
          problem === undefined
            ? undefined
            : texts(problem === 'backwards' ? 'hold.backwards' : 'hold.wrong'),
        type: 'datetime-local',
        maxLength: 30,
        value: draft[field],
        change: (value) => change({ [field]: value }),
      });
    };
    tray.setPrimary({ label: texts('hold.save'), disabled: busy, run: () => void save() });
    tray.show(
      html`${failureLine(failure)}
        <p>${texts('holds.what')}</p>
        ${textArea({
          id: 'mw-audit-hold-reason',
          label: texts('hold.reason'),
          hint: texts('hold.reasonHint'),
          problem: problems.reason === undefined ? undefined : texts('hold.reasonNeeded'),
          maxLength: 500,
          value: draft.reason,
          change: (reason) => change({ reason }),
        })}
        <div class="mw-columns">${moment('since')} ${moment('until')}</div>`,
    );
  };
  askBeforeLeaving(tray, () => JSON.stringify(draft) !== JSON.stringify(before));
  draw();
}

/** Asks, and ends a hold: what it kept may be pruned from then on. */
export async function endHold(hold: Hold, { texts, format, saved }: SettingsContext): Promise<void> {
  const sure = await ask({
    title: texts('holds.endTitle'),
    content: html`<p>${hold.reason}</p>
      <p>${rangeText(hold, texts, format)}</p>
      <p>${texts('holds.endText')}</p>`,
    choices: [{ value: true, label: texts('holds.endSure') }],
  });
  if (!sure) return;
  const result = await saveSettings((settings) => ({ ...settings, holds: without(settings.holds, hold.id) }));
  if (result.ok) {
    notify({ id: 'millwright-audit', kind: 'success', text: texts('holds.ended') });
    saved(result.value);
    return;
  }
  notify({ id: 'millwright-audit', kind: 'error', text: failureText(result.failure, texts) });
}
