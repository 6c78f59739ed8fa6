import { join } from 'node:path';
import { type Inspection, inspectDatabase } from '@millwright/store';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { readNames, readStats, systemCode } from './files.ts';
import { historyDatabase, historyKeyFindings } from './history-key.ts';
import { octal } from './modes.ts';
import { bytesText } from './size.ts';

const folder = 'millwright';

/** SQLite cuts it back to 16 MB whenever it has been folded in; far above that, something keeps it from that. */
const muchWal = 128 * 1024 * 1024;

function privateFinding(path: string, name: string, wanted: 0o700 | 0o600): readonly Finding[] {
  const stats = readStats(path);
  if (stats.kind !== 'found' || process.platform === 'win32') return [];
  const mode = stats.value.mode & 0o777;
  return (mode & 0o077) === 0
    ? []
    : [
        attention(
          `mode.${name}`,
          `${name} is open to others on this machine (mode ${octal(mode)})`,
          'Take it away from others:',
          `chmod ${octal(wanted)} ${name}`,
        ),
      ];
}

function stateFinding(id: string, title: string, inspection: Inspection): Finding {
  if (inspection.state === 'sound') return works(id, `${title}: sound`);
  if (inspection.state === 'broken') {
    const { code, message } = inspection.problem;
    return fails(
      id,
      `${title}: ${message} (${code})`,
      'Copy the whole folder away before anything else is done to it',
    );
  }
  switch (inspection.reason) {
    case 'no-sqlite':
      return unchecked(
        id,
        `${title}: this Node.js has no SQLite to check it with`,
        'Run this with Node.js 22.18 or newer',
      );
    case 'no-index':
      return unchecked(
        id,
        `${title}: its -shm is missing, as in a copy, so that its newest changes cannot be read without writing`,
        'Start Node-RED once: it puts that right by itself',
      );
    case 'changing':
      return unchecked(id, `${title}: it was being changed at that moment`, 'Try again');
  }
}

function databaseFindings(directory: string, name: string): readonly Finding[] {
  const path = join(directory, folder, name);
  const id = `database.${name}`;
  const size = readStats(path);
  const wal = readStats(`${path}-wal`);
  const walBytes = wal.kind === 'found' ? wal.value.size : 0;
  const bytes = size.kind === 'found' ? size.value.size : 0;
  const pending = walBytes === 0 ? '' : ` and ${bytesText(walBytes)} not yet folded in`;
  const title = `${name}, ${bytesText(bytes)}${pending}`;
  const state = (): Finding => {
    try {
      return stateFinding(id, title, inspectDatabase(path));
    } catch (error) {
      return attention(
        id,
        `${title}: it cannot be read (${systemCode(error)})`,
        'Run this as the user that runs Node-RED',
      );
    }
  };
  return [
    state(),
    ...(walBytes > muchWal
      ? [
          attention(
            `wal.${name}`,
            `${name}-wal has grown to ${bytesText(walBytes)}: something has kept the database open for reading`,
            'Close other programs that have it open, then restart Node-RED',
          ),
        ]
      : []),
    ...['', '-wal', '-shm'].flatMap((suffix) =>
      privateFinding(`${path}${suffix}`, `${folder}/${name}${suffix}`, 0o600),
    ),
  ];
}

function keyFindings(directory: string, databases: readonly string[]): readonly Finding[] {
  const keys = join(directory, folder, 'keys');
  const names = readNames(keys);
  if (names.kind === 'unreadable') {
    return [
      attention(
        'keys',
        `${folder}/keys cannot be looked at: ${names.reason}`,
        'Run this as the user that runs Node-RED',
      ),
    ];
  }
  const present = names.kind === 'found' ? names.value : [];
  const findings = [
    ...(databases.includes(historyDatabase) ? historyKeyFindings(keys, `${folder}/keys`, present) : []),
    ...privateFinding(keys, `${folder}/keys`, 0o700),
    ...present.flatMap((name) => privateFinding(join(keys, name), `${folder}/keys/${name}`, 0o600)),
  ];
  if (findings.length > 0 || names.kind === 'missing') return findings;
  const [count, owner] = present.length === 1 ? ['1 key', 'its'] : [`${present.length} keys`, 'their'];
  return [works('keys', `${count}, for ${owner} owner alone`)];
}

const damagedName = /\.damaged-.*\.db$/;

/** Looks at what Millwright keeps. Nothing is written, and Node-RED may be running. */
export function lookAtData(directory: string): readonly Finding[] {
  const path = join(directory, folder);
  const names = readNames(path);
  if (names.kind === 'missing') {
    return [unchecked('data', `There is no folder ${folder} yet: it is made when Millwright first runs`)];
  }
  if (names.kind === 'unreadable') {
    return [
      attention(
        'data',
        `${folder} cannot be looked at: ${names.reason}`,
        'Run this as the user that runs Node-RED',
      ),
    ];
  }
  const open = privateFinding(path, folder, 0o700);
  const aside = names.value.filter((name) => damagedName.test(name));
  const databases = names.value.filter((name) => name.endsWith('.db') && !damagedName.test(name));
  return [
    ...(open.length === 0 ? [works('data', `The folder ${folder} is there, for its owner alone`)] : open),
    ...databases.flatMap((name) => databaseFindings(directory, name)),
    ...(databases.length === 0 ? [unchecked('databases', `No database lies in ${folder} yet`)] : []),
    ...aside.map((name) =>
      attention(
        `aside.${name}`,
        `${name} was found damaged and set aside: what it holds is no longer shown`,
        'Keep a copy, look for the cause (power cuts, a worn SD card), and take it away when nobody needs it',
      ),
    ),
    ...keyFindings(directory, databases),
  ];
}
