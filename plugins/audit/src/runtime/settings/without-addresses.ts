import type { AuditSettings, Destination } from '../../common/settings.ts';

/**
 * The settings for those who may only look: of addresses only the machine is told, since path and query can hold what
 * the receiver lets somebody in by.
 */
export const withoutAddresses = (settings: AuditSettings): AuditSettings => ({
  ...settings,
  destinations: settings.destinations.map(withoutAddress),
});

function withoutAddress(destination: Destination): Destination {
  if (destination.kind !== 'webhook' && destination.kind !== 'mqtt') return destination;
  const { protocol, host } = new URL(destination.url);
  const machine = `${protocol}//${host}`;
  const isAll = destination.url === machine || destination.url === `${machine}/`;
  return isAll ? destination : { ...destination, url: `${machine}/…` };
}
