import { ask, call, failureText, html, notify } from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import { lacking } from '../needs.ts';
import type { OwnContext } from './context.ts';

const id = 'millwright-fleet-own';

/** What this user lacks to change anything of this device; undefined for those who may. */
export const lacksChange = (): string | undefined => lacking([ownRoutes.setLock.permission]);

/** Takes what a route answered, and says what was done. */
async function take(
  asked: ReturnType<typeof call<typeof ownRoutes.setLock>>,
  done: string,
  { texts, changed, reload }: OwnContext,
): Promise<void> {
  const found = await asked;
  if (found.ok) {
    changed(found.value);
    notify({ id, kind: 'success', text: done });
    return;
  }
  notify({ id, kind: 'error', text: failureText(found.failure, texts) });
  reload();
}

/** "Not now", or the end of it. */
export function setLock(locked: boolean, context: OwnContext): Promise<void> {
  const done = context.texts(locked ? 'own.lock.done' : 'own.lock.undone');
  return take(call(ownRoutes.setLock, { body: { locked } }), done, context);
}

/** The flows that somebody started after they were stopped are good. */
export function approve(context: OwnContext): Promise<void> {
  return take(call(ownRoutes.approve, {}), context.texts('own.approved'), context);
}

/** A release that failed twice may be tried again. */
export function pardon(digest: string, context: OwnContext): Promise<void> {
  return take(call(ownRoutes.pardon, { body: { digest } }), context.texts('own.pardoned'), context);
}

/** Asks, and ends what this instance is to the fleet. */
export async function leave(context: OwnContext): Promise<void> {
  const { texts } = context;
  const sure = await ask({
    title: texts('own.leave.title'),
    content: html`<p>${texts('own.leave.text')}</p>`,
    choices: [{ value: true, label: texts('own.leave.sure') }],
  });
  if (sure) await take(call(ownRoutes.leave, {}), texts('own.leave.done'), context);
}
