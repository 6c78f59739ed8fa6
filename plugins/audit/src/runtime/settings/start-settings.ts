import type { Host } from '@millwright/runtime';
import { settingsRoutes, topics } from '../../common/routes.ts';
import { settingsHandlers } from './routes.ts';
import { Settings } from './settings.ts';

/** How often a file that could not be read is looked at again. */
const retryEvery = 10_000;
/** How long a directory may take to say where it is, in milliseconds. */
const patience = 5_000;

/** Reads the settings, and answers about them. */
export function startSettings(host: Host): Settings {
  const settings = new Settings({
    userDirectory: host.nodeRed.userDirectory,
    directory: () => host.directory(),
    now: () => new Date(),
    patience,
  });
  settings.load();
  settings.onChanged(() => host.publish(topics.settings, {}));
  host.routes(settingsRoutes, settingsHandlers(host, settings));
  const retry = setInterval(() => {
    if (settings.problems().length > 0) settings.load();
  }, retryEvery).unref();
  host.onDispose(() => clearInterval(retry));
  return settings;
}
