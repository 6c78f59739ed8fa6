import { uptime } from 'node:os';
import { machineBoot } from '@millwright/store';
import type { Moment } from './starts.ts';

/** Now, in the machine's own time. Where the system does not tell its starts apart, an uptime that went back does. */
export const momentNow = (): Moment => ({ boot: machineBoot() ?? '', uptime: uptime() });
