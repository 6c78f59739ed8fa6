import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Moment } from './starts.ts';

/** Of Linux: drawn anew by each start of the kernel. Elsewhere an uptime that went back tells. */
const bootFile = '/proc/sys/kernel/random/boot_id';

function bootId(): string {
  try {
    return readFileSync(bootFile, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Now, in the machine's own time. */
export const momentNow = (): Moment => ({ boot: bootId(), uptime: uptime() });
