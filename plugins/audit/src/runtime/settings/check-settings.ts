import { X509Certificate } from 'node:crypto';
import { auditErrors } from '../../common/errors.ts';
import type { AuditSettings, Destination, Hold } from '../../common/settings.ts';

/**
 * What the schema cannot say.
 *
 * @param realPath of a directory as it stands in the settings; throws `audit.directory-forbidden`
 * @throws `audit.id-taken`, `audit.hold-backwards`, `audit.directory-shared`, and what {@link checkDestination} throws
 */
export async function checkSettings(
  { holds, destinations }: AuditSettings,
  realPath: (directory: string) => Promise<string>,
): Promise<void> {
  checkIds(holds);
  checkIds(destinations);
  for (const hold of holds) checkHold(hold);
  const places = await Promise.all(
    destinations.map(async (destination) => ({
      destination,
      place: await checkDestination(destination, realPath),
    })),
  );
  const taken = new Set<string>();
  for (const { destination, place } of places) {
    if (destination.kind !== 'file' || place === undefined) continue;
    if (taken.has(place)) throw auditErrors.directoryShared({ directory: destination.directory });
    taken.add(place);
  }
}

/**
 * @returns of a directory, where it really is
 * @throws `audit.directory-forbidden`, `audit.address-invalid`, `audit.authority-invalid`, `audit.receiver-silent`
 */
export async function checkDestination(
  destination: Destination,
  realPath: (directory: string) => Promise<string>,
): Promise<string | undefined> {
  const { name } = destination;
  if (destination.kind === 'file') return realPath(destination.directory);
  if (destination.kind === 'webhook' && !isAddress(destination.url, ['http:', 'https:'])) {
    throw auditErrors.addressInvalid({ name });
  }
  if (destination.kind === 'mqtt' && !isAddress(destination.url, ['mqtt:', 'mqtts:'])) {
    throw auditErrors.addressInvalid({ name });
  }
  if (destination.authority !== undefined && !isCertificate(destination.authority)) {
    throw auditErrors.authorityInvalid({ name });
  }
  return undefined;
}

function checkIds(all: readonly { readonly id: string }[]): void {
  const taken = new Set<string>();
  for (const { id } of all) {
    if (taken.has(id)) throw auditErrors.idTaken({ id });
    taken.add(id);
  }
}

function checkHold({ id, since, until }: Hold): void {
  if (since !== undefined && until !== undefined && since >= until) throw auditErrors.holdBackwards({ id });
}

/** User and password would be shown to whoever may read the settings. */
function isAddress(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return (
    url !== null && protocols.includes(url.protocol) && url.hostname !== '' && !url.username && !url.password
  );
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
