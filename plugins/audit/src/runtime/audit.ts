import type { Host } from '@millwright/runtime';

/** Wires audit to Node-RED: what is done becomes events, routes answer about them. */
export function startAudit(_host: Host): void {}
