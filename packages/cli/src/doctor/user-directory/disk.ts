import { statfsSync } from 'node:fs';
import { networkDisk } from '@millwright/store';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { systemCode } from './files.ts';
import { bytesText } from './size.ts';

/** Below this the next deploys may already fail. */
const nearlyFull = 50_000_000;
const gettingFull = 500_000_000;

/** What the free space of a file system, in bytes, gives reason to say. */
export function spaceFinding(free: number, total: number): Finding {
  const message = `${bytesText(free)} of ${bytesText(total)} are free on its disk`;
  if (free < nearlyFull)
    return fails('disk', message, 'Free some space now: a full disk stops deploys and versions');
  return free < gettingFull ? attention('disk', message, 'Free some space') : works('disk', message);
}

export function lookAtDisk(directory: string): readonly Finding[] {
  try {
    const { bavail, blocks, bsize } = statfsSync(directory);
    const share = networkDisk(directory);
    return [
      spaceFinding(bavail * bsize, blocks * bsize),
      ...(share === undefined
        ? []
        : [
            fails(
              'disk.network',
              `It lies on a ${share} share, where databases can break`,
              'Give Node-RED a user directory on a local disk',
            ),
          ]),
    ];
  } catch (error) {
    return [unchecked('disk', `The free space cannot be looked at (${systemCode(error)})`)];
  }
}
