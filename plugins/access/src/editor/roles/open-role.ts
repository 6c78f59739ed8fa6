import type { Role } from '@millwright/access';
import { ask, askBeforeLeaving, html, type OpenTray, openTray } from '@millwright/editor';
import { editorChoices } from '../flows/choices.ts';
import { type PolicyEdit, putRole, removeRole } from '../policy/edit.ts';
import { addRule, changeRule, newRole, removeRule, roleProblems, tidyRole } from '../policy/role-draft.ts';
import { openReview } from '../saving/open-review.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';
import { roleView } from './role-view.ts';
import { createWhoPreview } from './who-preview.ts';

/** A role with its rules, to look at and to change; a new one without `before`. */
export function openRole(before: Role | undefined, context: OpenContext): void {
  const { texts } = context;
  const title = before === undefined ? texts('role.newTitle') : texts('role.title', { role: before.name });
  const focus = before === undefined ? { focus: '#mw-access-role-name' } : {};
  const tray = openTray({ title, label: title, width: 'wide', ...focus });
  showRole(tray, before, context);
}

function showRole(tray: OpenTray, before: Role | undefined, context: OpenContext): void {
  const { texts, all } = context;
  const { policy } = all.current;
  const choices = editorChoices();
  const allowed = mayChange(context);
  let draft = before ?? newRole;
  /** The rule that was added last: it stands open. */
  let opened: number | undefined;
  /** What is missing is said once something was filled in: nobody has done anything wrong yet. */
  let tried = before !== undefined;
  /** The review stands in the tray: an answer that comes late must not draw over it. */
  let reviewing = false;
  const isChanged = (): boolean => JSON.stringify(draft) !== JSON.stringify(before ?? newRole);
  const who = createWhoPreview({
    texts,
    choices,
    signal: tray.signal,
    policy: () => {
      if (!isChanged()) return policy;
      if (roleProblems(draft, before?.name, policy) !== undefined) return undefined;
      return putRole(before, tidyRole(draft)).apply(policy);
    },
    draw: () => draw(),
  });

  const change = (next: Role): void => {
    draft = next;
    who.changed();
    draw();
  };
  const review = (): void => {
    tried = true;
    if (roleProblems(draft, before?.name, policy) !== undefined) {
      draw();
      tray.element.querySelector<HTMLElement>('[aria-invalid=true], .mw-field-problem')?.focus();
      return;
    }
    openEdit(putRole(before, tidyRole(draft)));
  };
  const openEdit = (edit: PolicyEdit): void => {
    reviewing = true;
    const back = (): void => {
      reviewing = false;
      who.changed();
      draw();
    };
    openReview(tray, { edit, context, back });
  };
  const remove = async (): Promise<void> => {
    if (before === undefined) return;
    const holders = policy.bindings.filter(({ role }) => role === before.name).length;
    const sure = await ask({
      title: texts('role.removeTitle', { role: before.name }),
      content: html`<p>${texts.counted('role.removeText', holders)}</p>`,
      choices: [{ value: true, label: texts('role.removeSure') }],
    });
    if (sure) openEdit(removeRole(before));
  };
  const draw = (): void => {
    if (reviewing) return;
    const problems = roleProblems(draft, before?.name, policy);
    if (allowed) tray.setPrimary({ label: texts('review.open'), disabled: !isChanged(), run: review });
    tray.show(
      roleView({
        draft,
        before,
        policy,
        problems: tried ? problems : undefined,
        choices,
        opened,
        allowed,
        owners: all.keepers ?? [],
        texts,
        who: who.view(draft),
        change,
        addRule: () => {
          opened = draft.rules.length;
          change(addRule(draft, texts('role.newRule')));
          tray.element.querySelector<HTMLElement>(`#mw-access-rule-${opened}-name`)?.focus();
        },
        changeRule: (index, rule) => change(changeRule(draft, index, rule)),
        removeRule: (index) => {
          opened = undefined;
          change(removeRule(draft, index));
          tray.element.querySelector<HTMLElement>('#mw-access-add-rule')?.focus();
        },
        remove: before === undefined ? undefined : () => void remove(),
      }),
    );
  };
  askBeforeLeaving(tray, isChanged);
  who.changed();
  draw();
}
