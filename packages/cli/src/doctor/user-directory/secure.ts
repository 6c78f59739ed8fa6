import { join } from 'node:path';
import { isSecured } from '../../init/settings-line.ts';
import { attention, type Finding, fails, works } from '../finding.ts';
import { accessPackage, findAccess } from './access-package.ts';
import { type Read, readText } from './files.ts';

const id = 'secure';
const file = 'millwright/secure.cjs';

/** What keeps the admin side closed while access does not work. */
export interface Secure {
  /** `settings.js` ends with the line that calls it. */
  readonly wired: boolean;
  readonly onDisk: Read<string>;
  /** Of the package that is installed; undefined if none is. */
  readonly access: { readonly secure: string | undefined } | undefined;
}

export function secureFindings({ wired, onDisk, access }: Secure): readonly Finding[] {
  if (!wired) {
    return access
      ? [
          works(
            id,
            'settings.js is as usual: if access did not start, Node-RED’s own log-in alone would hold (`millwright init` is stricter)',
          ),
        ]
      : [];
  }
  if (onDisk.kind !== 'found') {
    const why = onDisk.kind === 'missing' ? 'is not there' : `cannot be read: ${onDisk.reason}`;
    return [
      fails(
        id,
        `settings.js needs ${file}, which ${why}: Node-RED does not start`,
        'Put it there again:',
        'millwright init --user-dir .',
      ),
    ];
  }
  if (!access) {
    return [
      fails(
        id,
        `settings.js keeps everybody out, since ${accessPackage} is not installed`,
        'Install it, then restart Node-RED:',
        `npm install ${accessPackage}`,
      ),
    ];
  }
  if (access.secure !== onDisk.value) {
    return [
      attention(
        id,
        `${file} is another than the one of the package that is installed`,
        'Renew it, then restart Node-RED:',
        'millwright init --user-dir .',
      ),
    ];
  }
  return [works(id, `settings.js keeps everybody out whenever access does not work`)];
}

/** Whether `settings.js` is secured, as its text says, and with what. */
export function lookAtSecure(directory: string, besideNodeRed: string | undefined): readonly Finding[] {
  const settings = readText(join(directory, 'settings.js'));
  return secureFindings({
    wired: settings.kind === 'found' && isSecured(settings.value),
    onDisk: readText(join(directory, file)),
    access: findAccess(directory, besideNodeRed),
  });
}
