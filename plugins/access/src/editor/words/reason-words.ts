import type { RefusalReason } from '../../common/decisions.ts';
import type { AccessTexts } from '../texts.ts';
import { actionText } from './action-words.ts';
import { conditionsText } from './condition-words.ts';
import { aboutText } from './place-words.ts';

/** One decision in a sentence: what it is about, and which rule decided. */
export function reasonText(reason: RefusalReason, texts: AccessTexts): string {
  const what = texts('reason.what', {
    action: actionText(reason.action, texts),
    about: aboutText(reason.about, texts),
  });
  return `${what}: ${causeText(reason, texts)}`;
}

/** Which rule decided, or that there is none. */
export function causeText({ code, rule, missing = [] }: RefusalReason, texts: AccessTexts): string {
  const named = { rule: rule?.rule ?? '', role: rule?.role ?? '' };
  switch (code) {
    case 'allowed':
      return rule === undefined ? texts('reason.allowedPlain') : texts('reason.allowed', named);
    case 'denied':
      return texts('reason.denied', named);
    case 'condition':
      return texts('reason.condition', { ...named, conditions: conditionsText(missing, texts) });
    case 'no-rule':
      return texts('reason.noRule');
    case 'system':
      return texts('reason.system');
    case 'unknown-action':
      return texts('reason.unknownAction');
  }
}

/** Who can help: `Ask: the roles maintainer, owner; anna`. Undefined where nobody is known. */
export function grantorsText(
  { roles, owners }: { readonly roles: readonly string[]; readonly owners: readonly string[] },
  texts: AccessTexts,
): string | undefined {
  const people = owners.join(', ');
  if (roles.length === 0) return owners.length === 0 ? undefined : texts('reason.askPeople', { people });
  const named = { roles: roles.join(', '), people };
  return owners.length === 0 ? texts('reason.haveRoles', named) : texts('reason.haveRolesAsk', named);
}
