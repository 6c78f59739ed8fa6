import { X509Certificate } from 'node:crypto';
import { auditErrors } from '../../common/errors.ts';
import type { AuditSettings, Destination, Hold } from '../../common/settings.ts';
import { directoryOf, type Places } from './directories.ts';

/**
 * What the schema cannot say.
 *
 * @throws `audit.id-taken`, `audit.hold-backwards`, and what {@link checkDestination} throws
 */
export function checkSettings({ holds, destinations }: AuditSettings, places: Places): void {
  checkIds(holds);
  checkIds(destinations);
  for (const hold of holds) checkHold(hold);
  for (const destination of destinations) checkDestination(destination, places);
  const taken = new Set<string>();
  for (const destination of destinations) {
    if (destination.kind !== 'file') continue;
    const directory = directoryOf(destination.directory, places);
    if (taken.has(directory)) throw auditErrors.directoryShared({ directory: destination.directory });
    taken.add(directory);
  }
}

/** @throws `audit.directory-forbidden`, `audit.address-invalid`, `audit.authority-invalid` */
export function checkDestination(destination: Destination, places: Places): void {
  const { name } = destination;
  if (destination.kind === 'file') {
    directoryOf(destination.directory, places);
    return;
  }
  if (destination.kind === 'webhook' && !isAddress(destination.url, ['http:', 'https:'])) {
    throw auditErrors.addressInvalid({ name });
  }
  if (destination.kind === 'mqtt' && !isAddress(destination.url, ['mqtt:', 'mqtts:'])) {
    throw auditErrors.addressInvalid({ name });
  }
  if (destination.authority !== undefined && !isCertificate(destination.authority)) {
    throw auditErrors.authorityInvalid({ name });
  }
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
