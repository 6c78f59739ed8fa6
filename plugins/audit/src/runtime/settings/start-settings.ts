import type { Host } from '@millwright/runtime';
import { settingsRoutes } from '../../common/routes.ts';
import { settingsHandlers } from './routes.ts';
import { Settings } from './settings.ts';

/** How often a file that could not be read is looked at again. */
const retryEvery = 10_000;

export interface SettingsHooks {
  /** Other settings hold. */
  readonly onChange: () => void;
  /** What is wrong with the files has changed. */
  readonly onProblem: () => void;
}

/** Reads the settings, and answers about them. */
export function startSettings(host: Host, { onChange, onProblem }: SettingsHooks): Settings {
  const settings = new Settings({
    userDirectory: host.nodeRed.userDirectory,
    directory: () => host.directory(),
    now: () => new Date(),
    onProblem,
  });
  settings.load();
  host.routes(settingsRoutes, settingsHandlers({ host, settings, onChange }));
  const retry = setInterval(() => {
    if (!settings.failing) return;
    settings.load();
    if (!settings.failing) onChange();
  }, retryEvery).unref();
  host.onDispose(() => clearInterval(retry));
  return settings;
}
