import { join } from 'node:path';
import { isSecured, withoutSecureLine } from '../../init/settings-line.ts';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { readText } from './files.ts';
import { readSettingsText, type SettingsText } from './settings-text.ts';

const label = 'settings.js, read as text, not run:';

const loopback = /^(127\.[\d.]+|localhost|::1|\[::1\])$/;

const askIt = 'Ask the running instance (--url) to be sure';

/** What the text of settings.js gives reason to say. */
export function settingsFindings({ open, logIn, uiHost, httpAdminRoot }: SettingsText): readonly Finding[] {
  if (open === 'broken') {
    return [
      unchecked(
        'settings',
        `${label} it seems to be no correct JavaScript, so what it sets cannot be told from the text`,
        'node --check settings.js says where; Node-RED may not start with it',
      ),
    ];
  }
  if (open === 'elsewhere') return openFindings(logIn, uiHost);
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

/** Of settings that come from elsewhere only what stands there can be told. */
function openFindings(logIn: boolean, uiHost: string | undefined): readonly Finding[] {
  const cannot = 'cannot be told from the text: it seems to take settings from elsewhere';
  return [
    logIn
      ? works('settings.log-in', `${label} a log-in seems to be configured`)
      : unchecked('settings.log-in', `${label} whether a log-in is configured ${cannot}`, askIt),
    unchecked(
      'settings.address',
      uiHost
        ? `${label} it seems to listen on ${uiHost}; where its admin side is ${cannot}`
        : `${label} where it listens ${cannot}`,
    ),
  ];
}

/** The line that secures settings hides nothing of them, and brings a log-in. */
function readSecured(text: string): SettingsText {
  const read = readSettingsText(withoutSecureLine(text));
  return { ...read, logIn: read.logIn || isSecured(text) };
}

export function lookAtSettings(directory: string): readonly Finding[] {
  const read = readText(join(directory, 'settings.js'));
  switch (read.kind) {
    case 'found':
      return settingsFindings(readSecured(read.value));
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
