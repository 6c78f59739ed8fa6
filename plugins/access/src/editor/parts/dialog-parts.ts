import type { Role } from '@millwright/access';
import { describedBy, html, nothing, type TemplateResult, trayCheck } from '@millwright/editor';
import type { AccessTexts } from '../texts.ts';
import { descriptionOf } from '../words/role-words.ts';

/** What whoever may only look is told. */
export function lookOnlyLine(text: string, owners: readonly string[], texts: AccessTexts): TemplateResult {
  const who = owners.length === 0 ? '' : texts('lookOnly.who', { people: owners.join(', ') });
  return html`<div class="mw-line"><p><i class="fa fa-lock" aria-hidden="true"></i> ${text} ${who}</p></div>`;
}

export interface RoleChoice {
  readonly id: string;
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly roles: readonly Role[];
  readonly chosen: readonly string[];
  readonly disabled?: boolean;
  readonly texts: AccessTexts;
  change(chosen: readonly string[]): void;
}

/** Roles to tick, each with what it is for. */
export function roleChoice({
  id,
  legend,
  hint,
  roles,
  chosen,
  disabled,
  texts,
  change,
}: RoleChoice): TemplateResult {
  const toggle = (name: string, event: Event): void => {
    const others = chosen.filter((other) => other !== name);
    change((event.target as HTMLInputElement).checked ? [...others, name] : others);
  };
  return html`<fieldset class="mw-fields mw-access-roles" ?disabled=${disabled ?? false}>
    <legend>${legend}</legend>
    ${hint === undefined ? nothing : html`<p class="mw-hint">${hint}</p>`}
    ${roles.map((role) => {
      const field = `${id}-${role.name}`;
      const purpose = descriptionOf(role, texts);
      return trayCheck({
        id: field,
        label: role.name,
        hint: purpose,
        control: html`<input
          type="checkbox"
          id=${field}
          aria-describedby=${describedBy(field, { hint: purpose })}
          .checked=${chosen.includes(role.name)}
          @change=${(event: Event) => toggle(role.name, event)}
        />`,
      });
    })}
  </fieldset>`;
}
