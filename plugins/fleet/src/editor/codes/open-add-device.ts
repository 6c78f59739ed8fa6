import { call, coalesced, failureText, onMessage, openTray } from '@millwright/editor';
import type { DeviceSummary, EnrolmentCode } from '../../common/devices.ts';
import { area, deviceRoutes, news, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { openDevice } from '../device/open-device.ts';
import { lacking } from '../needs.ts';
import { here } from '../words/here.ts';
import { type CodeDraft, firstCode, readCode } from './draft.ts';
import { codeView, type MadeCode } from './view.ts';

/** Makes a code for devices, and shows who came with one. */
export function openAddDevice(context: FleetContext): void {
  const { texts, format } = context;
  const title = texts('code.title');
  const permission = lacking([deviceRoutes.makeCode.permission]);
  let draft: CodeDraft = firstCode;
  let made: MadeCode | undefined;
  let codes: readonly EnrolmentCode[] = [];
  let waiting: readonly DeviceSummary[] = [];
  let tried = false;
  let busy = false;
  let failure: string | undefined;
  let ahead = 0;

  const tray = openTray({ title, label: title, width: 560, onClose: () => stop() });
  const { signal } = tray;
  const load = coalesced(async () => {
    const [good, fresh] = await Promise.all([
      call(deviceRoutes.listCodes, {}, { signal }),
      call(deviceRoutes.listDevices, { query: { states: 'new', limit: 20 } }, { signal }),
    ]);
    if (signal.aborted) return;
    if (good.ok) codes = good.value.codes;
    if (fresh.ok) {
      waiting = fresh.value.devices;
      if (fresh.value.now !== undefined) ahead = fresh.value.now - Date.now();
    }
    draw();
  });
  const make = async (): Promise<void> => {
    tried = true;
    const read = readCode(draft);
    if (!read.ok || busy) {
      draw();
      tray.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    busy = true;
    failure = undefined;
    draw();
    const found = await call(deviceRoutes.makeCode, { body: read.body });
    busy = false;
    if (found.ok) made = found.value;
    else failure = failureText(found.failure, texts);
    if (signal.aborted) return;
    draw();
    tray.element.querySelector<HTMLElement>('#mw-fleet-made-code')?.focus();
    void load();
  };
  const remove = async ({ id }: EnrolmentCode): Promise<void> => {
    busy = true;
    draw();
    const found = await call(deviceRoutes.removeCode, { params: { id } });
    busy = false;
    failure = found.ok ? undefined : failureText(found.failure, texts);
    if (found.ok && made?.id === id) made = undefined;
    await load();
  };
  const draw = (): void => {
    if (signal.aborted) return;
    const read = readCode(draft);
    if (permission === undefined)
      tray.setPrimary(
        made === undefined
          ? { label: texts('code.make'), disabled: busy || (tried && !read.ok), run: () => void make() }
          : {
              label: texts('code.another'),
              run() {
                made = undefined;
                draw();
              },
            },
      );
    tray.show(
      codeView({
        draft,
        problems: tried && !read.ok ? read.problems : {},
        made,
        codes,
        waiting,
        permission,
        failure,
        busy,
        here: here(),
        texts,
        format,
        change(next) {
          draft = next;
          failure = undefined;
          draw();
        },
        remove: (code) => void remove(code),
        open: (device) => openDevice(device, { ...context, ahead: () => ahead, changed: () => void load() }),
      }),
    );
  };
  const stop = onMessage(`millwright/${area}/${topics.devices}`, news, () => void load());
  draw();
  void load();
}
