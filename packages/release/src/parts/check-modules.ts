import { checkedBlob } from '../bundle/blob-check.ts';
import type { Part } from '../document/manifest.ts';
import { releaseErrors } from '../errors.ts';
import { type InspectedModule, inspectModule } from './module-tarball.ts';

type Named = Pick<InspectedModule, 'name' | 'version' | 'integrity'>;

/** Whether a name, or a place, is that of a package of ours. */
export const isOwn = (name: string): boolean => /(?:^|\/)@millwright\//i.test(name);

/**
 * Whether modules may be in a release.
 *
 * @throws `release.module-own`, `release.module-scripts`: with the names of all that are refused
 */
export function checkModules(
  modules: readonly Pick<InspectedModule, 'name' | 'version' | 'installScripts' | 'bundled'>[],
): void {
  const own = modules.flatMap(({ name, bundled }) => [
    ...(isOwn(name) ? [name] : []),
    ...bundled.filter((each) => isOwn(each.place) || isOwn(each.name)).map(({ place }) => `${name}/${place}`),
  ]);
  if (own.length > 0) throw releaseErrors.moduleOwn({ names: own });
  const scripted = modules
    .flatMap(({ name, version, installScripts, bundled }) => [
      { what: `${name}@${version}`, installScripts },
      ...bundled.map((each) => ({ what: `${name}@${version}/${each.place}`, ...each })),
    ])
    .filter(({ installScripts }) => installScripts.length > 0)
    .map(({ what, installScripts }) => `${what} (${installScripts.join(', ')})`);
  if (scripted.length > 0) throw releaseErrors.moduleScripts({ names: scripted });
}

/**
 * Whether a tarball is the module that is meant: by the lock file where a release is made, by the manifest on the device.
 *
 * @throws `release.module-altered`
 */
export function checkModule(found: Named, meant: Named): void {
  const differs = (['name', 'version', 'integrity'] as const).find((key) => found[key] !== meant[key]);
  if (differs) throw releaseErrors.moduleAltered({ name: meant.name, version: meant.version, differs });
}

/**
 * What a device does before it installs a module: its tarball is the one that is signed, is what the manifest calls it,
 * and would run nothing. Who signed the release may have been deceived.
 *
 * @param source the stored bytes
 * @throws as `checkedBlob`, `inspectModule`, {@link checkModule} and {@link checkModules}
 */
export async function receiveModule(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  part: Part,
): Promise<InspectedModule> {
  const { name = '', version = '', integrity = '', digest, contentSize } = part;
  const found = await inspectModule(checkedBlob(source, part), contentSize);
  checkModule(found, { name, version, integrity });
  if (found.contentSize !== contentSize) throw releaseErrors.partDamaged({ digest });
  checkModules([found]);
  return found;
}
