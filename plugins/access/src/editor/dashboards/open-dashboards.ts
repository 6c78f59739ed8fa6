import {
  call,
  failedState,
  failureText,
  loadingState,
  notify,
  type OpenTray,
  openTray,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import { dashboardRoutes } from '../../common/routes.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';
import { dashboardsView, isComplete } from './dashboards-view.ts';

export type CurrentDashboards = RouteAnswer<typeof dashboardRoutes.getDashboards>;

/** For what of dashboards and endpoints one has to be logged in, and how long that lasts. */
export function openDashboards(context: OpenContext): void {
  const title = context.texts('dashboards.title');
  void load(openTray({ title, label: title, width: 560 }), context);
}

async function load(tray: OpenTray, context: OpenContext): Promise<void> {
  const { texts } = context;
  tray.show(loadingState(texts('dashboards.loading')));
  const found = await call(dashboardRoutes.getDashboards, {}, { signal: tray.signal });
  if (tray.signal.aborted) return;
  if (found.ok) return show(tray, found.value, context);
  const { failure } = found;
  const retry = () => void load(tray, context);
  tray.show(failedState({ title: texts('dashboards.failed'), failure, texts, retry }));
}

function show(tray: OpenTray, current: CurrentDashboards, context: OpenContext): void {
  const { texts } = context;
  const change = mayChange(context);
  let { settings } = current;
  let failure: string | undefined;
  let busy = false;

  const save = async (): Promise<void> => {
    busy = true;
    draw();
    const result = await call(dashboardRoutes.setDashboards, { body: settings });
    busy = false;
    if (result.ok) {
      tray.close();
      notify({ id: 'millwright-access', kind: 'success', text: texts('dashboards.saved') });
      context.reload();
      return;
    }
    failure = failureText(result.failure, texts);
    draw();
  };
  const draw = (): void => {
    if (change)
      tray.setPrimary({
        label: texts('dashboards.save'),
        disabled: busy || !isComplete(settings),
        run: () => void save(),
      });
    tray.show(
      dashboardsView({
        current,
        settings,
        failure,
        mayChange: change,
        owners: context.all.keepers ?? [],
        texts,
        change: (changed) => {
          settings = { ...settings, ...changed };
          failure = undefined;
          draw();
        },
      }),
    );
  };
  draw();
}
