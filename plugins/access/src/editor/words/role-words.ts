import { type Role, readyMadeRoles } from '@millwright/access';
import type { AccessTexts } from '../texts.ts';

/** What a role is for: of ready-made ones in the user's language, unless somebody wrote another description. */
export function descriptionOf(role: Role, texts: AccessTexts): string | undefined {
  const readyMade = readyMadeRoles.find(({ name }) => name === role.name);
  if (readyMade === undefined || readyMade.description !== role.description) return role.description;
  return texts.find(`readyMade.${role.name}`) ?? role.description;
}
