import type { Host } from '@millwright/runtime';

/** Wires access to Node-RED: who may log in, and what they may do. */
export function startAccess(host: Host): void {
  host.log.info('Rules are not enforced yet');
}
