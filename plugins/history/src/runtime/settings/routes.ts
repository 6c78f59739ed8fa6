import type { Host, RouteHandlers } from '@millwright/runtime';
import type { settingsRoutes } from '../../common/routes.ts';
import type { SettingsFile } from './settings-file.ts';

export interface SettingsTools {
  readonly host: Pick<Host, 'operate'>;
  readonly settings: SettingsFile;
}

/** What people decide about history. */
export const settingsHandlers = ({
  host,
  settings,
}: SettingsTools): RouteHandlers<Pick<typeof settingsRoutes, 'getSettings' | 'setSettings'>> => ({
  async getSettings() {
    return settings.current();
  },

  async setSettings({ body }) {
    return host.operate({ name: 'history.settings.update', locks: ['settings'] }, async () => {
      settings.save(body);
      return settings.current();
    });
  },
});
