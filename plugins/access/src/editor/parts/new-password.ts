import { describedBy, fieldValue, html, type TemplateResult, trayField } from '@millwright/editor';
import { shortestPassword } from '../../common/people.ts';
import type { AccessTexts } from '../texts.ts';

export interface PasswordDraft {
  readonly password: string;
  readonly again: string;
}

export const noPassword: PasswordDraft = { password: '', again: '' };

export type PasswordProblem = 'short' | 'name' | 'differs';

/** What is wrong with a new password, as far as it can be known here; the server also knows the commonest ones. */
export function passwordProblem(
  { password, again }: PasswordDraft,
  name: string,
): PasswordProblem | undefined {
  if (password.length < shortestPassword) return 'short';
  if (name !== '' && password.toLowerCase() === name.toLowerCase()) return 'name';
  return password === again ? undefined : 'differs';
}

export interface PasswordContext {
  readonly id: string;
  readonly label: string;
  readonly draft: PasswordDraft;
  readonly name: string;
  readonly texts: AccessTexts;
  change(draft: PasswordDraft): void;
}

/** A new password, twice. The rules are said before anything is typed. */
export function passwordFields({ id, label, draft, name, texts, change }: PasswordContext): TemplateResult {
  const problem = passwordProblem(draft, name);
  const counted = texts('password.count', { count: draft.password.length, least: shortestPassword });
  const first = draft.password === '' || problem === 'differs' ? undefined : problem;
  const firstText = first === 'short' ? counted : first === 'name' ? texts('password.isName') : undefined;
  const secondText = problem === 'differs' && draft.again !== '' ? texts('password.differs') : undefined;
  const hint = texts('password.rules', { least: shortestPassword });
  const field = (part: keyof PasswordDraft, problemText: string | undefined): TemplateResult => html`<input
    type="password"
    id="${id}-${part}"
    autocomplete="new-password"
    maxlength="256"
    aria-invalid=${problemText !== undefined}
    aria-describedby=${describedBy(`${id}-${part}`, { hint: part === 'password' ? hint : undefined, problem: problemText })}
    .value=${draft[part]}
    @input=${(event: Event) => change({ ...draft, [part]: fieldValue(event) })}
  />`;
  return html`${trayField({ id: `${id}-password`, label, hint, problem: firstText, control: field('password', firstText) })}
  ${trayField({ id: `${id}-again`, label: texts('password.again'), problem: secondText, control: field('again', secondText) })}`;
}
