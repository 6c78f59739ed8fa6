import {
  ask,
  askBeforeLeaving,
  call,
  failureText,
  html,
  notify,
  onMessage,
  onReconnect,
  openTray,
  type Result,
  trayLoader,
} from '@millwright/editor';
import type { DeviceDetails, DeviceSummary } from '../../common/devices.ts';
import { area, deviceRoutes, news, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { openDeploy } from '../deploy/open-deploy.ts';
import { lacking, needs } from '../needs.ts';
import { openValues } from '../values/open-values.ts';
import { doubles } from '../words/doubles.ts';
import { changesOf, type DeviceDraft, draftOf, isChanged } from './draft.ts';
import { deviceView } from './view.ts';

export interface DeviceContext extends FleetContext {
  /** How far the clock of the hub is ahead of this browser's, in milliseconds. */
  ahead(): number;
  /** A device is another than the list shows. */
  changed(device: DeviceSummary): void;
}

/** Opens one device in a tray, and keeps it up to date. What is typed stays. */
export function openDevice({ id, name }: Pick<DeviceSummary, 'id' | 'name'>, context: DeviceContext): void {
  const { texts, format } = context;
  const title = texts('device.title', { name });
  const permission = lacking([deviceRoutes.changeDevice.permission]);
  const stops: (() => void)[] = [];
  const tray = openTray({
    title,
    label: title,
    width: 560,
    onClose() {
      for (const stop of stops) stop();
    },
  });
  let device: DeviceDetails | undefined;
  let before: DeviceDraft | undefined;
  let draft: DeviceDraft | undefined;
  let failure: string | undefined;
  let busy = false;
  let sameName: readonly string[] = [];

  const params = { device: id };
  const edited = (): boolean => before !== undefined && draft !== undefined && isChanged(before, draft);
  const take = (next: DeviceDetails): void => {
    if (!edited()) before = draft = draftOf(next);
    if (device?.name !== next.name) void findSameName(next.name);
    device = next;
    context.changed(next);
  };
  const findSameName = async (wanted: string): Promise<void> => {
    const query = { text: wanted.slice(0, 200), limit: 100 };
    const found = await call(deviceRoutes.listDevices, { query }, { signal: tray.signal });
    if (tray.signal.aborted || !found.ok || device?.name !== wanted) return;
    const self = { id, name: wanted };
    sameName = found.value.devices.flatMap((each) =>
      each.id !== id && doubles([self, each]).has(id) ? each.id : [],
    );
    draw();
  };
  const load = trayLoader(tray, {
    loading: texts('device.loading'),
    failed: texts('device.failed', { name }),
    texts,
    ask: (signal) => call(deviceRoutes.getDevice, { params }, { signal }),
    take(found) {
      take(found);
      draw();
    },
  });
  /** @returns whether it was done */
  const act = async (run: () => Promise<Result<DeviceDetails>>): Promise<boolean> => {
    if (busy) return false;
    busy = true;
    failure = undefined;
    draw();
    const done = await run();
    busy = false;
    if (done.ok) take(done.value);
    else failure = failureText(done.failure, texts);
    if (!tray.signal.aborted) draw();
    return done.ok;
  };
  const save = async (): Promise<void> => {
    const body = before && draft && changesOf(before, draft);
    if (body === undefined) return;
    const done = await act(async () => {
      const result = await call(deviceRoutes.changeDevice, { params, body });
      // What was typed is what the device is now.
      if (result.ok) before = draft = draftOf(result.value);
      return result;
    });
    if (done) notify({ kind: 'success', text: texts('device.saved') });
  };
  const shutOut = async (): Promise<void> => {
    const shown = device?.name ?? name;
    const sure = await ask({
      title: texts('device.shutOutTitle', { name: shown }),
      content: html`<p>${texts('device.shutOutText')}</p>`,
      choices: [{ value: true, label: texts('device.shutOutSure', { name: shown }) }],
    });
    if (sure) await act(() => call(deviceRoutes.shutOutDevice, { params }));
  };
  const remove = async (): Promise<void> => {
    const shown = device?.name ?? name;
    const sure = await ask({
      title: texts('device.removeTitle', { name: shown }),
      content: html`<p>${texts('device.removeText')}</p>`,
      choices: [{ value: true, label: texts('device.removeSure', { name: shown }) }],
    });
    if (!sure || busy) return;
    busy = true;
    const done = await call(deviceRoutes.removeDevice, { params });
    busy = false;
    if (done.ok) {
      tray.close();
      notify({ kind: 'success', text: texts('device.removed', { name: shown }) });
      context.reload();
      return;
    }
    failure = failureText(done.failure, texts);
    draw();
  };
  const draw = (): void => {
    if (tray.signal.aborted || !device || !draft || !before) return;
    const changes = changesOf(before, draft);
    if (permission === undefined)
      tray.setPrimary(
        edited() ? { label: texts('save'), disabled: busy || !changes, run: () => void save() } : undefined,
      );
    tray.show(
      deviceView({
        device,
        draft,
        permission,
        lacks: { deploy: lacking(needs.deploy), confirm: lacking(needs.confirm) },
        sameName,
        failure,
        busy,
        texts,
        format,
        now: Date.now() + context.ahead(),
        change(next) {
          draft = next;
          failure = undefined;
          draw();
        },
        same: () => void act(() => call(deviceRoutes.confirmDevice, { params })),
        shutOut: () => void shutOut(),
        remove: () => void remove(),
        deploy: () => openDeploy(context, { devices: [id] }),
        release: (rev) => openDeploy(context, { devices: [id], adopted: { device: id, rev } }),
        values: () => openValues(context, { kind: 'device', device: id }),
      }),
    );
  };
  askBeforeLeaving(tray, edited);
  const ticking = setInterval(draw, 1000);
  stops.push(
    () => clearInterval(ticking),
    onMessage(`millwright/${area}/${topics.devices}`, news, () => void load()),
    onReconnect(() => void load()),
  );
  void load();
}
