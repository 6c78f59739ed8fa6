import type { Host, RouteHandlers } from '@millwright/runtime';
import { type settingsRoutes, topics } from '../../common/routes.ts';
import { changedSettings, settingsNote } from './changed-settings.ts';
import type { Settings } from './settings.ts';

export interface SettingsTools {
  readonly host: Pick<Host, 'operate' | 'publish'>;
  readonly settings: Settings;
  /** Told once other settings hold. */
  readonly onChange: () => void;
}

/** What people decide about audit. */
export const settingsHandlers = ({
  host,
  settings,
  onChange,
}: SettingsTools): RouteHandlers<typeof settingsRoutes> => ({
  getSettings: () => settings.current(),

  async setSettings({ body }) {
    await host.operate(
      { name: 'audit.settings.update', action: 'audit.write', locks: ['settings'] },
      async (operation) => {
        operation.notes.set(settingsNote, changedSettings(settings.current(), body));
        settings.save(body);
      },
    );
    onChange();
    host.publish(topics.settings, {});
    return settings.current();
  },
});
