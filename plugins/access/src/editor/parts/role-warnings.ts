import type { Policy } from '@millwright/access';
import { html, nothing, type TemplateResult } from '@millwright/editor';
import { mayWriteRules, rolesOfAll } from '../policy/given.ts';
import type { AccessTexts } from '../texts.ts';

/** What somebody can do who is given no role of their own. */
export function noRoleWarning(
  policy: Policy,
  roles: readonly string[],
  texts: AccessTexts,
): TemplateResult | typeof nothing {
  if (roles.length > 0) return nothing;
  const ofAll = rolesOfAll(policy);
  return warning(
    ofAll.length === 0 ? texts('given.nothing') : texts('given.asEveryone', { roles: ofAll.join(', ') }),
  );
}

/** That roles for many let all of them change the rules. */
export function manyOwnersWarning(
  policy: Policy,
  roles: readonly string[],
  texts: AccessTexts,
): TemplateResult | typeof nothing {
  return mayWriteRules(policy, roles) ? warning(texts('given.allWriteRules')) : nothing;
}

const warning = (text: string): TemplateResult =>
  html`<div class="mw-line mw-amber" role="status"><p>${text}</p></div>`;
