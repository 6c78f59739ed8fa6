import { join } from 'node:path';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { readText } from './files.ts';
import { readSettingsText, type SettingsText } from './settings-text.ts';

const label = 'settings.js, read as text, not run:';

const loopback = /^(127\.[\d.]+|localhost|::1|\[::1\])$/;

/** What the text of settings.js gives reason to say. */
export function settingsFindings({ logIn, uiHost, httpAdminRoot }: SettingsText): readonly Finding[] {
  const local = uiHost !== undefined && loopback.test(uiHost);
  const listens =
    uiHost === undefined
      ? 'it seems to listen on every address of the machine'
      : `it seems to listen on ${uiHost === '' ? 'every address' : uiHost}`;
  const root =
    httpAdminRoot === false
      ? 'and to have no admin side'
      : `and to have its admin side at ${httpAdminRoot === undefined || httpAdminRoot === '' ? '/' : httpAdminRoot}`;
  const auth = logIn
    ? works('settings.log-in', `${label} a log-in seems to be configured`)
    : local || httpAdminRoot === false
      ? works('settings.log-in', `${label} no log-in seems to be configured; only this machine gets near it`)
      : attention(
          'settings.log-in',
          `${label} no log-in seems to be configured, so whoever reaches this machine may change the flows`,
          'Set up adminAuth in settings.js, or listen only on this machine (uiHost); ask the running instance (--url) to be sure',
        );
  return [auth, works('settings.address', `${label} ${listens} ${root}`)];
}

export function lookAtSettings(directory: string): readonly Finding[] {
  const read = readText(join(directory, 'settings.js'));
  switch (read.kind) {
    case 'found':
      return settingsFindings(readSettingsText(read.value));
    case 'missing':
      return [
        unchecked(
          'settings',
          'There is no settings.js here',
          'If Node-RED is started with --settings, that file counts and was not looked at',
        ),
      ];
    case 'unreadable':
      return [
        fails(
          'settings',
          `settings.js cannot be read: ${read.reason}`,
          'Run this as the user that runs Node-RED',
        ),
      ];
  }
}
