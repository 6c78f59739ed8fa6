import type { Credentials, InstalledModule, KeptVersion } from '@millwright/runtime';
import type { ArchiveClient } from './archive-client.ts';

/** A version as other plugins get it. @throws `history.version-unknown`, `history.version-damaged`, … */
export async function keptVersion(
  archive: Pick<ArchiveClient, 'read'>,
  number: number,
): Promise<KeptVersion> {
  const { rev, flows, credentials, modules } = await archive.read(number);
  return {
    number,
    rev,
    flows,
    credentials: JSON.parse(credentials) as Credentials,
    modules: JSON.parse(modules) as readonly InstalledModule[],
  };
}
