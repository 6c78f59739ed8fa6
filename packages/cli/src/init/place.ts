import { lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readNames, readText } from '../doctor/user-directory/files.ts';
import { lastRun } from '../doctor/user-directory/last-run.ts';
import { cliErrors } from '../errors.ts';

/** What is there to be secured. */
export interface Place {
  readonly directory: string;
  /** `settings.js`; `origin` says where its text comes from if it is not there yet. */
  readonly settings: { readonly path: string; readonly text: string; readonly origin?: string };
  /** `millwright/secure.cjs`; undefined while it is not there. */
  readonly secure: { readonly path: string; readonly text: string | undefined };
  /** The `node_modules` that Node-RED lies in, if it has run here. */
  readonly besideNodeRed: string | undefined;
}

/**
 * Reads what is there.
 *
 * @throws `cli.no-user-directory`, `cli.no-settings`, `cli.settings-unfit`
 */
export function readPlace(directory: string): Place {
  const names = readNames(directory);
  if (names.kind !== 'found') {
    const reason = names.kind === 'missing' ? 'it is not there' : names.reason;
    throw cliErrors.noUserDirectory({ path: directory, reason });
  }
  const securePath = join(directory, 'millwright/secure.cjs');
  const secure = readText(securePath);
  if (secure.kind === 'unreadable')
    throw cliErrors.settingsUnfit({ path: securePath, reason: secure.reason });
  const { modules } = lastRun(directory);
  return {
    directory,
    besideNodeRed: modules,
    settings: readSettings(directory, modules),
    secure: { path: securePath, text: secure.kind === 'found' ? secure.value : undefined },
  };
}

function readSettings(directory: string, modules: string | undefined): Place['settings'] {
  const path = join(directory, 'settings.js');
  const read = readText(path);
  if (read.kind === 'unreadable') throw cliErrors.settingsUnfit({ path, reason: read.reason });
  if (read.kind === 'missing') {
    const origin = join(modules ?? '', 'node-red/settings.js');
    const usual = readText(origin);
    if (usual.kind !== 'found') throw cliErrors.noSettings({ path });
    return { path, text: usual.value, origin };
  }
  if (lstatSync(path).isSymbolicLink()) {
    // Node.js looks for `./millwright/secure.cjs` beside the file itself, not beside the link.
    throw cliErrors.settingsUnfit({ path, reason: `it is a link to ${realpathSync(path)}` });
  }
  return { path, text: read.value };
}
