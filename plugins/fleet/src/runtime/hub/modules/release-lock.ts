import type { PlacedPackage } from './tree.ts';

/**
 * The `package-lock.json` of a release: each package at its place, with what it requires by exact versions, since nothing else
 * will be there. Nothing is said of what was not installed, as optional packages of other platforms.
 *
 * @param roots what flows use themselves
 * @param integrityOf of the tarball that the release has of a package
 */
export function releaseLock(
  roots: readonly string[],
  packages: readonly PlacedPackage[],
  integrityOf: (each: PlacedPackage) => string,
): string {
  const entries = packages.map((each): readonly [string, object] => {
    const { place, name, version, isBundled, dependencies } = each;
    const alias = place.split(/(?:^|\/)node_modules\//).at(-1);
    const asked = Array.from(dependencies, ([called, found]) => [called, specOf(called, found)] as const);
    return [
      place,
      {
        ...(alias === name ? {} : { name }),
        version,
        ...(isBundled ? { inBundle: true } : { integrity: integrityOf(each) }),
        ...(asked.length > 0 && { dependencies: Object.fromEntries(asked) }),
      },
    ];
  });
  const own = roots.flatMap((root) => {
    const found = packages.find(({ place }) => place === `node_modules/${root}`);
    return found ? [[root, specOf(root, found)] as const] : [];
  });
  return JSON.stringify({
    lockfileVersion: 3,
    requires: true,
    packages: { '': { dependencies: Object.fromEntries(own) }, ...Object.fromEntries(entries) },
  });
}

const specOf = (alias: string, { name, version }: Pick<PlacedPackage, 'name' | 'version'>): string =>
  alias === name ? version : `npm:${name}@${version}`;
