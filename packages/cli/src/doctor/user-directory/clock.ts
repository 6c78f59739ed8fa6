import { join } from 'node:path';
import { attention, type Finding, works } from '../finding.ts';
import { readNames, readStats } from './files.ts';

/** A file of the user directory, and when it was written, in ms since the epoch. */
export interface Dated {
  readonly name: string;
  readonly time: number;
}

/** File systems and clocks that are being set differ by a little; FAT counts in steps of 2 s. */
const tolerance = 2 * 60 * 1000;

/** Files cannot come from the future: if one does, the clock was or is wrong. `now` in ms since the epoch. */
export function clockFinding(files: readonly Dated[], now: number): Finding {
  const newest = files.reduce<Dated | undefined>(
    (last, file) => (last && last.time >= file.time ? last : file),
    undefined,
  );
  const clock = new Date(now).toISOString();
  if (newest === undefined || newest.time <= now + tolerance) {
    return works('clock', `The clock of this machine (${clock}) fits the files`);
  }
  return attention(
    'clock',
    `${newest.name} was written at ${new Date(newest.time).toISOString()}, and the clock of this machine says ${clock}: it is or was wrong`,
    'Set the clock, or its battery and its time server, before the next deploy: times of versions would mislead',
  );
}

function datedIn(directory: string, prefix: string): readonly Dated[] {
  const names = readNames(join(directory, prefix));
  if (names.kind !== 'found') return [];
  return names.value.flatMap((name) => {
    const stats = readStats(join(directory, prefix, name));
    return stats.kind === 'found' && stats.value.isFile()
      ? [{ name: join(prefix, name), time: stats.value.mtimeMs }]
      : [];
  });
}

export function lookAtClock(directory: string, now: Date): readonly Finding[] {
  return [clockFinding([...datedIn(directory, ''), ...datedIn(directory, 'millwright')], now.getTime())];
}
