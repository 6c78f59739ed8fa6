import { beforeLogInForm, hasUnsavedWork, notify, shownUser } from '@millwright/editor';
import { type Me, setUpUser } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';
import type { OwnAccess } from './own-access.ts';

/**
 * Loads the page anew once it is another's: after a log-in was switched on, by another page of the same browser, or since
 * its user may see no flows by the rules that hold now. Node-RED itself would go on with what it was loaded with.
 */
export function loadAnewForOthers(own: Pick<OwnAccess, 'follow'>, texts: AccessTexts): () => void {
  let before: Pick<Me, 'name' | 'phase'> | undefined;
  /** Nobody comes back to this page by logging in once more. */
  const isNobodys = (): boolean => {
    const name = shownUser();
    return name === undefined || name === setUpUser;
  };
  const stops = [
    beforeLogInForm(() => {
      const anew = isNobodys();
      if (anew) loadAnew(texts);
      return anew;
    }),
    own.follow((answer) => {
      if (!answer.ok) {
        if (answer.failure.status === 401 && isNobodys()) loadAnew(texts);
        return;
      }
      const me = answer.value;
      if (before && isAnothers(before, me, shownUser())) loadAnew(texts);
      before ??= me;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** @param shown whom the page names as its user */
export function isAnothers(
  before: Pick<Me, 'name' | 'phase'>,
  { name, phase, actions }: Pick<Me, 'name' | 'phase' | 'actions'>,
  shown: string | undefined,
): boolean {
  if (name !== before.name && name !== shown) return true;
  return before.phase === 'off' && phase === 'on' && actions['flow.read'] !== true;
}

function loadAnew(texts: AccessTexts): void {
  if (!hasUnsavedWork()) {
    location.reload();
    return;
  }
  notify({
    id: 'millwright-access-anew',
    kind: 'warning',
    text: texts('anew.text'),
    hint: texts('anew.hint'),
    actions: [{ label: texts('anew.load'), primary: true, run: () => location.reload() }],
  });
}
