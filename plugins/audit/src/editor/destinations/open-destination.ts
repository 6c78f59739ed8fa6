import {
  ask,
  askBeforeLeaving,
  call,
  failureText,
  hasPermission,
  html,
  notify,
  openTray,
} from '@millwright/editor';
import { destinationRoutes, settingsRoutes } from '../../common/routes.ts';
import type { Destination } from '../../common/settings.ts';
import type { SettingsContext } from '../settings/context.ts';
import { type Edit, newId, put, saveSettings, without } from '../settings/save.ts';
import { destinationView, type TestState } from './destination-view.ts';
import { destinationDraft, type Kind, newDestination, readDestination } from './draft.ts';

/** Milliseconds: a receiver that does not answer is waited for, too. */
const testTimeout = 40_000;

/** A destination to look at, change, test and remove. */
export function openDestination(saved: Destination, context: SettingsContext): void {
  show(saved.kind, saved, context);
}

/** The form for a new destination of a kind. */
export function openNewDestination(kind: Kind, context: SettingsContext): void {
  show(kind, undefined, context);
}

function show(
  kind: Kind,
  saved: Destination | undefined,
  { texts, saved: settingsSaved }: SettingsContext,
): void {
  const title =
    saved === undefined
      ? texts('destination.newTitle', { kind: texts(`destinations.kinds.${kind}`) })
      : texts('destination.title', { name: saved.name });
  const tray = openTray({
    title,
    label: title,
    width: 520,
    ...(saved === undefined ? { focus: '#mw-audit-destination-name' } : {}),
  });
  const { permission } = settingsRoutes.setSettings;
  const allowed = hasPermission(permission);
  const { permission: testPermission } = destinationRoutes.testDestination;
  const mayTest = allowed && hasPermission(testPermission);
  const before =
    saved === undefined
      ? newDestination(kind, newId(kind), texts(`destination.names.${kind}`))
      : destinationDraft(saved);
  let draft = before;
  /** What is missing is said once it was tried: nobody has done anything wrong yet. */
  let tried = saved !== undefined;
  let busy = false;
  let failure: string | undefined;
  let test: TestState = { state: 'none' };
  const isChanged = (): boolean => JSON.stringify(draft) !== JSON.stringify(before);

  const commit = async (edit: Edit, done: string): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const result = await saveSettings(edit);
    busy = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      notify({ id: 'millwright-audit', kind: 'success', text: done });
      settingsSaved(result.value);
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  /** What is typed, if it can be sent; else what is wrong is shown, and the first of it has the focus. */
  const complete = (): Destination | undefined => {
    const read = readDestination(draft);
    if (read.ok) return read.destination;
    tried = true;
    draw();
    tray.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    return undefined;
  };
  const save = (): void => {
    const destination = complete();
    if (!destination || busy) return;
    void commit(
      (settings) => ({ ...settings, destinations: put(settings.destinations, destination) }),
      texts('destination.saved', { name: destination.name }),
    );
  };
  const runTest = async (): Promise<void> => {
    const destination = complete();
    if (!destination) return;
    test = { state: 'running' };
    draw();
    const found = await call(
      destinationRoutes.testDestination,
      { body: destination },
      { signal: tray.signal, timeout: testTimeout },
    );
    if (tray.signal.aborted) return;
    test = found.ok
      ? { state: 'done', answer: found.value }
      : { state: 'failed', reason: failureText(found.failure, texts) };
    draw();
  };
  const remove = async (): Promise<void> => {
    const { id, name } = before;
    const sure = await ask({
      title: texts('destination.removeTitle', { name }),
      content: html`<p>${texts('destination.removeText')}</p>`,
      choices: [{ value: true, label: texts('destination.removeSure', { name }) }],
    });
    if (!sure) return;
    await commit(
      (settings) => ({ ...settings, destinations: without(settings.destinations, id) }),
      texts('destination.removed', { name }),
    );
  };
  const draw = (): void => {
    const read = readDestination(draft);
    if (allowed)
      tray.setPrimary({
        label: texts('settings.save'),
        disabled: busy || !isChanged() || (tried && !read.ok),
        run: save,
      });
    tray.show(
      destinationView({
        draft,
        problems: tried && !read.ok ? read.problems : {},
        texts,
        permission: allowed ? undefined : permission,
        failure,
        busy,
        test,
        testPermission: allowed && !mayTest ? testPermission : undefined,
        runTest: mayTest ? () => void runTest() : undefined,
        remove: saved === undefined ? undefined : () => void remove(),
        change: (next) => {
          draft = next;
          failure = undefined;
          test = { state: 'none' };
          draw();
        },
      }),
    );
  };
  askBeforeLeaving(tray, isChanged);
  draw();
}
