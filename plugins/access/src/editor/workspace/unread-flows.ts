import { call, type Notice, notify, onRefusedFlows, type Told, toldText } from '@millwright/editor';
import * as v from 'valibot';
import { ownRoutes } from '../../common/routes.ts';
import type { Me } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';
import { grantorsText } from '../words/reason-words.ts';
import { deniedDetails } from '../words/refusal-words.ts';

/** Says why an editor is empty, and who can help: it opens without flows for whoever may not see them. */
export function tellUnreadFlows(texts: AccessTexts): () => void {
  return onRefusedFlows((told) => void tell(told, texts));
}

async function tell(told: Told, texts: AccessTexts): Promise<void> {
  const me = await call(ownRoutes.getMe, {});
  notify({
    id: 'millwright-access-unread',
    kind: 'warning',
    ...unreadNotice(told, me.ok ? me.value : undefined, texts),
    actions: [{ label: texts('canvas.loadAgain'), run: () => location.reload() }],
  });
}

/** What there is to say about flows that the user may not see. */
export function unreadNotice(
  told: Told,
  me: Pick<Me, 'name' | 'roles'> | undefined,
  texts: AccessTexts,
): Pick<Notice, 'text' | 'hint'> {
  const parsed = v.safeParse(deniedDetails, told.details);
  if (!parsed.success || me?.name === undefined) return { text: toldText(told, texts) };
  const { roles, owners } = parsed.output;
  const { name } = me;
  if (me.roles.length > 0)
    return { text: texts('canvas.unread', { name }), hint: grantorsText({ roles, owners }, texts) };
  return {
    text: texts('canvas.withoutRole', { name }),
    hint: owners.length === 0 ? undefined : texts('canvas.ask', { people: owners.join(', ') }),
  };
}
