import { maskSecrets } from '@millwright/ledger';

/** How long texts of an event may be, in UTF-16 units: what a record allows. */
export const longest = { name: 200, id: 1000, path: 1000, userAgent: 400, said: 2000, data: 4000 } as const;

/** Whatever {@link maskSecrets} knows has one of these; most texts have none, and need not be looked at closely. */
const suspicious = /[:=@]|eyJ|-----|(?:bearer|basic|digest) /i;

/** A text that any log can hold: no secret as far as that shows, well-formed Unicode, and no longer than that. */
export function cut(text: string, most: number = longest.name): string {
  const formed = (suspicious.test(text) ? maskSecrets(text) : text).toWellFormed();
  if (formed.length <= most) return formed;
  // The half of a pair that is left of a cut is none any more.
  return `${formed
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
