import { dirname, join, resolve } from 'node:path';
import { attention, type Finding, unchecked, works } from '../finding.ts';
import { readNames, readStats } from './files.ts';

/** Files of Node-RED that hold secrets, or that are run: credentials, their key, sessions, tokens, settings. */
const delicate =
  /^(.*_cred\.json(\.backup)?|settings\.js|\.config\..*json(\.backup)?|\.sessions\.json|\.cli-config\.json)$/;

const anyoneElse = 0o077;
const writeByOthers = 0o022;
const enterByOthers = 0o011;

function modeOf(path: string): number {
  const stats = readStats(path);
  return stats.kind === 'found' ? stats.value.mode & 0o777 : 0;
}

export const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** The first folder on the way to `directory` that nobody but its owner may enter. */
function closedBy(directory: string): string | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if ((modeOf(folder) & enterByOthers) === 0) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Whether other users of the machine can get at what Node-RED keeps secret. */
export function lookAtModes(directory: string): readonly Finding[] {
  if (process.platform === 'win32') {
    return [unchecked('modes', 'Who may read the files is not checked on Windows')];
  }
  const names = readNames(directory);
  if (names.kind !== 'found') return [];
  const files = names.value.filter((name) => delicate.test(name));
  const writable = files.filter((name) => (modeOf(join(directory, name)) & writeByOthers) !== 0);
  const readable = files.filter((name) => (modeOf(join(directory, name)) & anyoneElse) !== 0);
  const closed = closedBy(directory);
  if (closed !== undefined) return [works('modes', `Only its owner can enter ${closed}`)];
  if (writable.length > 0) {
    return [
      attention(
        'modes',
        `Other users of this machine may change ${writable.join(', ')}, and so what Node-RED does`,
        'Close the user directory to others:',
        'chmod go-rwx .',
      ),
    ];
  }
  return readable.length === 0
    ? [works('modes', 'Credentials and settings are for their owner alone')]
    : [
        attention(
          'modes',
          `Other users of this machine may read ${readable.join(', ')}`,
          'Close the user directory to others:',
          'chmod go-rwx .',
        ),
      ];
}
