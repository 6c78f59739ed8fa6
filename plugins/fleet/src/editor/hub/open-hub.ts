import { askBeforeLeaving, call, failureText, notify, openTray, trayLoader } from '@millwright/editor';
import { keyRoutes, stateRoutes } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { lacking, needs } from '../needs.ts';
import { here } from '../words/here.ts';
import { type HubDraft, hubDraft, readHub } from './draft.ts';
import { hubView } from './view.ts';

/** Milliseconds: another database is tried before it is taken. */
const saveTimeout = 60_000;

/** Opens how the hub signs, where it is reached, and where it keeps its devices. */
export function openHub({ texts, state, reload }: FleetContext): void {
  const title = texts('hub.title');
  const tray = openTray({ title, label: title, width: 560 });
  const { signal } = tray;
  const permission = lacking(needs.settings);
  let before: HubDraft | undefined;
  let draft: HubDraft | undefined;
  let trustWaits = false;
  let busy = false;
  let failure: string | undefined;

  const edited = (): boolean => JSON.stringify(draft) !== JSON.stringify(before);
  const load = trayLoader(tray, {
    loading: texts('hub.loading'),
    failed: texts('hub.failed'),
    texts,
    async ask(signal) {
      const [settings, trust] = await Promise.all([
        call(stateRoutes.getSettings, {}, { signal }),
        call(keyRoutes.getTrust, {}, { signal }),
      ]);
      trustWaits = trust.ok && trust.value.draft !== undefined;
      return settings;
    },
    take(settings) {
      before = draft = hubDraft(settings);
      draw();
    },
  });
  const save = async (): Promise<void> => {
    const read = draft && readHub(draft);
    if (!read?.ok || busy) return;
    busy = true;
    failure = undefined;
    draw();
    const done = await call(stateRoutes.setSettings, { body: read.settings }, { timeout: saveTimeout });
    busy = false;
    if (done.ok) {
      before = draft = hubDraft(done.value);
      notify({ kind: 'success', text: texts('hub.saved') });
      reload();
    } else failure = failureText(done.failure, texts);
    draw();
  };
  const draw = (): void => {
    const hub = state()?.hub;
    if (signal.aborted || draft === undefined || hub === undefined) return;
    const read = readHub(draft);
    if (permission === undefined)
      tray.setPrimary({
        label: texts('save'),
        disabled: busy || !read.ok || !edited(),
        run: () => void save(),
      });
    tray.show(
      hubView({
        hub,
        trustWaits,
        draft,
        problems: edited() && !read.ok ? read.problems : {},
        permission,
        failure,
        busy,
        here: here(),
        texts,
        change(next) {
          draft = next;
          failure = undefined;
          draw();
        },
      }),
    );
  };
  askBeforeLeaving(tray, edited);
  void load();
}
