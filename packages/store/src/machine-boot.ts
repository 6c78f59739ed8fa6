import { readFileSync } from 'node:fs';

const file = '/proc/sys/kernel/random/boot_id';

/** Which start of the machine this is: Linux draws it anew at each start of the kernel. Undefined where the system does not tell. */
export function machineBoot(): string | undefined {
  try {
    return readFileSync(file, 'latin1').trim();
  } catch {
    return undefined;
  }
}
