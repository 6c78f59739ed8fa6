/** What devices are. */
export interface LockPlatform {
  /** `process.platform` and `process.arch`: `linux-x64`. */
  readonly platform: string;
  /** Where it is Linux. Absent: either. */
  readonly libc?: 'glibc' | 'musl';
}

/** What a package says of where it runs, as it stands in lock files. */
interface Traits {
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly libc?: unknown;
}

/**
 * Whether npm would install a package there.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#os
 */
export function runsOn({ os, cpu, libc }: Traits, { platform, libc: own }: LockPlatform): boolean {
  const [system = '', processor = ''] = platform.split('-');
  if (!fits(os, system) || !fits(cpu, processor)) return false;
  if (libc === undefined) return true;
  if (system !== 'linux') return false;
  return own === undefined || fits(libc, own);
}

/** None of those with `!`, and one of the others if there are any. */
function fits(wanted: unknown, value: string): boolean {
  if (wanted === undefined) return true;
  const list = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  if (list.length === 1 && list[0] === 'any') return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((each) => each.startsWith('!'));
}
