import type { Host, RouteHandlers } from '@millwright/runtime';
import { settingsRoutes } from '../../common/routes.ts';
import { changedSettings } from './changed-settings.ts';
import type { Settings } from './settings.ts';
import { withoutAddresses } from './without-addresses.ts';

/** What people decide about audit. */
export const settingsHandlers = (
  host: Pick<Host, 'operate'>,
  settings: Settings,
): RouteHandlers<typeof settingsRoutes> => ({
  // Who may not decide needs no address: it can hold a key of the receiver's.
  getSettings: async (_request, { allows }) =>
    (await allows(settingsRoutes.setSettings.permission))
      ? settings.current()
      : withoutAddresses(settings.current()),

  async setSettings({ body }) {
    await host.operate(
      { name: 'audit.settings.update', action: 'audit.write', locks: ['settings'] },
      async (operation) => {
        operation.tell(changedSettings(settings.current(), body));
        await settings.save(body);
      },
    );
    return settings.current();
  },
});
