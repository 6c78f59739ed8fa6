import { cliErrors } from '../../errors.ts';
import type { Finding, Place } from '../finding.ts';
import { lookAtClock } from './clock.ts';
import { lookAtData } from './data.ts';
import { lookAtDisk } from './disk.ts';
import { readNames } from './files.ts';
import { lookAtFleetLine } from './fleet-line.ts';
import { lastRun } from './last-run.ts';
import { lookAtModes } from './modes.ts';
import { lookAtPackages } from './packages.ts';
import { lookAtSecure } from './secure.ts';
import { lookAtSettings } from './settings.ts';

function allFindings(directory: string, now: Date): readonly Finding[] {
  const last = lastRun(directory);
  return [
    ...last.findings,
    ...lookAtPackages(directory, last.modules),
    ...lookAtData(directory),
    ...lookAtDisk(directory),
    ...lookAtClock(directory, now),
    ...lookAtSettings(directory),
    ...lookAtSecure(directory, last.modules),
    ...lookAtModes(directory),
    ...lookAtFleetLine(directory),
  ];
}

/**
 * Looks at the files of a Node-RED, whether it runs or not. It writes nothing, and nothing of the user's is run or
 * loaded as code.
 */
export function lookAtUserDirectory(directory: string, now: Date): Place {
  const place = { kind: 'user-directory', name: directory } as const;
  const names = readNames(directory);
  if (names.kind === 'found') return { ...place, findings: allFindings(directory, now) };
  const reason = names.kind === 'missing' ? 'it is not there' : names.reason;
  return { ...place, findings: [], problem: cliErrors.noUserDirectory({ path: directory, reason }).toJSON() };
}
