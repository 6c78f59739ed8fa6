import { call, type Edited } from '@millwright/editor';
import type { RefusalReason } from '../../common/decisions.ts';
import { ownRoutes } from '../../common/routes.ts';
import type { AccessTexts } from '../texts.ts';
import { aboutText } from '../words/place-words.ts';
import { causeText, grantorsText } from '../words/reason-words.ts';

const mostNamed = 3;

/** What stands over a dialog whose changes the server would refuse; undefined where it would not, or is not known. */
export async function dialogNote({ kind, id }: Edited, texts: AccessTexts): Promise<string | undefined> {
  const target = { kind: kind === 'subflow' ? 'subflow' : 'node', id } as const;
  const answer = await call(ownRoutes.explain, { body: { action: 'flow.edit', target } });
  if (!answer.ok || answer.value.allowed) return undefined;
  const { reasons, grantors } = answer.value;
  const refusing = reasons.filter(({ code }) => code !== 'allowed' && code !== 'system');
  const causes = [...new Set(refusing.map((reason) => placedCause(reason, texts)))];
  const named = causes.slice(0, mostNamed);
  const others = causes.length - named.length;
  if (others > 0) named.push(texts.counted('canvas.more', others));
  return [texts('canvas.dialog', { reasons: named.join('; ') }), grantorsText(grantors, texts) ?? '']
    .join(' ')
    .trim();
}

/** Where it is used, and which rule says no there. */
function placedCause(reason: RefusalReason, texts: AccessTexts): string {
  const { place } = reason.about;
  const cause = causeText(reason, texts);
  return place ? texts('canvas.there', { place: aboutText(place, texts), cause }) : cause;
}
