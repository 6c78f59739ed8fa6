import type { Host, RouteHandlers } from '@millwright/runtime';
import type { settingsRoutes } from '../../common/routes.ts';
import { changedSettings } from './changed-settings.ts';
import type { Settings } from './settings.ts';

/** What people decide about audit. */
export const settingsHandlers = (
  host: Pick<Host, 'operate'>,
  settings: Settings,
): RouteHandlers<typeof settingsRoutes> => ({
  getSettings: () => settings.current(),

  async setSettings({ body }) {
    await host.operate(
      { name: 'audit.settings.update', action: 'audit.write', locks: ['settings'] },
      async (operation) => {
        operation.tell(changedSettings(settings.current(), body));
        settings.save(body);
      },
    );
    return settings.current();
  },
});
