import { call, failureText, hasPermission, notify, openTray } from '@millwright/editor';
import { keyRoutes } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { firstDraft, readSetUp, type SetUpDraft } from './draft.ts';
import { setUpView } from './view.ts';

/** Milliseconds: sealing a key is made slow on purpose. */
const timeout = 60_000;

/** Makes this instance a hub, once it is said how releases are signed. */
export function openSetUp({ texts, reload }: Pick<FleetContext, 'texts' | 'reload'>): void {
  const title = texts('setUp.title');
  const tray = openTray({ title, label: title, width: 520 });
  const { permission } = keyRoutes.setUpHub;
  const allowed = hasPermission(permission);
  let draft: SetUpDraft = firstDraft;
  let tried = false;
  let busy = false;
  let failure: string | undefined;

  const setUp = async (): Promise<void> => {
    tried = true;
    const read = readSetUp(draft);
    if (!read.ok || busy) {
      draw();
      tray.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    busy = true;
    failure = undefined;
    draw();
    const made = await call(keyRoutes.setUpHub, { body: read.setUp }, { timeout });
    busy = false;
    if (made.ok) {
      tray.close();
      notify({ kind: 'success', text: texts('setUp.done') });
      reload();
      return;
    }
    failure = failureText(made.failure, texts);
    draw();
  };
  const draw = (): void => {
    const read = readSetUp(draft);
    if (allowed)
      tray.setPrimary({
        label: texts('setUp.button'),
        disabled: busy || (tried && !read.ok),
        run: () => void setUp(),
      });
    tray.show(
      setUpView({
        draft,
        problems: tried && !read.ok ? read.problems : {},
        failure,
        permission: allowed ? undefined : permission,
        busy,
        texts,
        change(next) {
          draft = next;
          failure = undefined;
          draw();
        },
      }),
    );
  };
  draw();
}
