import type { Told } from '@millwright/editor';
import * as v from 'valibot';
import type { FleetTexts } from '../texts.ts';

const unhealthy = v.object({
  reasons: v.array(v.object({ code: v.string(), subject: v.optional(v.string()) })),
});

/** What a look at the health found wrong, finding by finding: more than one text has places for. */
export function tellTrouble({ code, details }: Told, texts: FleetTexts): string | undefined {
  if (code !== 'rollout.unhealthy') return undefined;
  const read = v.safeParse(unhealthy, details);
  if (!read.success) return undefined;
  const found = read.output.reasons.map(({ code: reason, subject }) => {
    const words = texts.find(`finding.${reason}`, { subject: subject ?? '' });
    return words ?? (subject === undefined ? reason : `${reason} (${subject})`);
  });
  const reasons = new Intl.ListFormat(texts.locale, { type: 'conjunction' }).format(found);
  return texts('finding.all', { reasons });
}
