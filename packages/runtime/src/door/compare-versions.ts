/**
 * Compares two versions of packages of ours, as semantic versioning orders them; negative if the first is older. Of
 * pre-releases it is enough to know that they come before the release, and their order by number.
 *
 * @see https://semver.org section 11
 */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parse(a), parse(b)];
  for (const index of [0, 1, 2] as const) {
    const difference = first.numbers[index] - second.numbers[index];
    if (difference !== 0) return difference;
  }
  if (first.pre === '' || second.pre === '') return Number(first.pre === '') - Number(second.pre === '');
  return first.pre.localeCompare(second.pre, 'en', { numeric: true });
}

function parse(version: string): {
  readonly numbers: readonly [number, number, number];
  readonly pre: string;
} {
  const [, major = 0, minor = 0, patch = 0, pre = ''] =
    /^(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?/.exec(version) ?? [];
  return { numbers: [Number(major), Number(minor), Number(patch)], pre };
}
