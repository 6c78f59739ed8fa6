import type { Host, RouteHandlers } from '@millwright/runtime';
import type { SettingsFile } from '@millwright/store';
import type { settingsRoutes } from '../../common/routes.ts';
import type { HistorySettings } from '../../common/settings.ts';
import type { ArchiveClient } from '../archive-client.ts';

export interface SettingsTools {
  readonly host: Pick<Host, 'operate'>;
  readonly settings: SettingsFile<HistorySettings>;
  readonly archive: Pick<ArchiveClient, 'plan'>;
  /** The version that runs, if it is known. */
  readonly running: () => number | undefined;
  /** Told once other settings hold. */
  readonly onChange: () => void;
}

/** What people decide about history. */
export const settingsHandlers = ({
  host,
  settings,
  archive,
  running,
  onChange,
}: SettingsTools): RouteHandlers<typeof settingsRoutes> => ({
  async getSettings() {
    return settings.current();
  },

  async setSettings({ body }) {
    await host.operate({ name: 'history.settings.update', locks: ['settings'] }, async (operation) => {
      const before = settings.current();
      const names = Object.keys(body) as (keyof typeof body)[];
      operation.tell({
        changed: names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(body[name])),
      });
      settings.save(body);
    });
    onChange();
    return settings.current();
  },

  async previewRetention({ body }) {
    const { preview } = await archive.plan({ rules: body, running: running(), now: Date.now() });
    return preview;
  },
});
