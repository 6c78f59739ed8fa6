import { call, type Edited } from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import type { AccessTexts } from '../texts.ts';
import { grantorsText, reasonText } from '../words/reason-words.ts';

const mostNamed = 3;

/** What stands over a dialog whose changes the server would refuse; undefined where it would not, or is not known. */
export async function dialogNote({ kind, id }: Edited, texts: AccessTexts): Promise<string | undefined> {
  const target = { kind: kind === 'subflow' ? 'subflow' : 'node', id } as const;
  const answer = await call(ownRoutes.explain, { body: { action: 'flow.edit', target } });
  if (!answer.ok || answer.value.allowed) return undefined;
  const { reasons, grantors } = answer.value;
  const refusing = reasons.filter(({ code }) => code !== 'allowed' && code !== 'system');
  const named = refusing.slice(0, mostNamed).map((reason) => reasonText(reason, texts));
  const others = refusing.length - named.length;
  if (others > 0) named.push(texts.counted('canvas.more', others));
  return [texts('canvas.dialog', { reasons: named.join('; ') }), grantorsText(grantors, texts) ?? '']
    .join(' ')
    .trim();
}
