import {
  ask,
  askBeforeLeaving,
  call,
  failureText,
  hasPermission,
  html,
  notify,
  openTray,
  trayLoader,
  words,
} from '@millwright/editor';
import type { Label } from '../../common/fields.ts';
import { deviceRoutes, valueRoutes } from '../../common/routes.ts';
import type { EnvironmentValue, ValueOwner } from '../../common/values.ts';
import type { FleetContext } from '../context.ts';
import { ownerKey, ownersOf, readValues, rowsOf, type ValueDraft } from './draft.ts';
import { ownerText, valuesView } from './view.ts';

/** The most devices that the choice of owners names beside those that have values. */
const listed = 500;

/** Opens the environment values of an owner: of all devices, of those with a label, or of one. */
export function openValues(context: FleetContext, owner: ValueOwner = { kind: 'all' }): void {
  const { texts } = context;
  const title = texts('values.title');
  const tray = openTray({ title, label: title, width: 640 });
  const { signal } = tray;
  const { permission } = valueRoutes.setValues;
  const allowed = hasPermission(permission);
  let values: readonly EnvironmentValue[] | undefined;
  let labels: readonly Label[] = [];
  let devices: ReadonlyMap<string, string> = new Map();
  let chosen = owner;
  let before: readonly ValueDraft[] = [];
  let rows: readonly ValueDraft[] = [];
  let busy = false;
  let failure: string | undefined;

  const edited = (): boolean => JSON.stringify(rows) !== JSON.stringify(before);
  const begin = (next: ValueOwner): void => {
    chosen = next;
    rows = before = rowsOf(values ?? [], next);
    failure = undefined;
  };
  const nameOf = (device: string): string => devices.get(device) ?? device;
  const load = trayLoader(tray, {
    loading: texts('values.loading'),
    failed: texts('values.failed'),
    texts,
    async ask(signal) {
      const [found, allLabels, page] = await Promise.all([
        call(valueRoutes.listValues, {}, { signal }),
        call(deviceRoutes.listLabels, {}, { signal }),
        call(deviceRoutes.listDevices, { query: { limit: listed } }, { signal }),
      ]);
      if (allLabels.ok) labels = allLabels.value.labels;
      if (page.ok) devices = new Map(page.value.devices.map(({ id, name }) => [id, name]));
      return found;
    },
    take(found) {
      values = found.values;
      begin(chosen);
      draw();
    },
  });
  const save = async (): Promise<void> => {
    const read = readValues(rows);
    if (!read.ok || busy) return;
    busy = true;
    failure = undefined;
    draw();
    const done = await call(valueRoutes.setValues, { body: { owner: chosen, values: read.values } });
    busy = false;
    if (done.ok) {
      const key = ownerKey(chosen);
      values = [
        ...(values ?? []).filter((each) => ownerKey(each.owner) !== key),
        ...done.value.values.filter((each) => ownerKey(each.owner) === key),
      ];
      begin(chosen);
      notify({
        kind: 'success',
        text: texts('values.saved', { owner: ownerText(chosen, texts, nameOf) }),
      });
    } else failure = failureText(done.failure, texts);
    draw();
  };
  const choose = async (next: ValueOwner): Promise<void> => {
    if (edited()) {
      const discard = await ask({
        title: words().unsavedTitle,
        content: html`<p>${words().unsavedText}</p>`,
        choices: [{ value: true, label: words().unsavedDiscard }],
      });
      if (!discard) return;
    }
    begin(next);
    draw();
  };
  const draw = (): void => {
    if (signal.aborted || values === undefined) return;
    const read = readValues(rows);
    if (allowed)
      tray.setPrimary({
        label: texts('save'),
        disabled: busy || !read.ok || !edited(),
        run: () => void save(),
      });
    const own = [...devices.keys()].map((device) => ({ kind: 'device' as const, device }));
    tray.show(
      valuesView({
        owners: ownersOf(values, labels, chosen, own),
        chosen,
        rows,
        read,
        permission: allowed ? undefined : permission,
        failure,
        busy,
        texts,
        nameOf,
        choose: (next) => void choose(next),
        change(next) {
          rows = next;
          failure = undefined;
          draw();
        },
      }),
    );
  };
  askBeforeLeaving(tray, edited);
  void load();
}
