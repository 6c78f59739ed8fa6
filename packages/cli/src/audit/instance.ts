import * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { askPlugin, type Plugin } from '../instance/ask-plugin.ts';

const permission = 'millwright.audit.read';

const audit: Plugin = {
  area: 'audit',
  always: { path: 'health', permission },
  older: (url, options) => cliErrors.auditOlder({ url }, options),
  none: (url, options) => cliErrors.noAudit({ url }, options),
};

const proofAnswer = v.looseObject({ proof: v.string() });

/**
 * Has a running Node-RED prove an event.
 *
 * @throws `cli.no-audit`, `cli.audit-older`, the coded errors of audit itself, those of `ask`
 */
export async function askForProof(instance: Instance, seq: number, signal: AbortSignal): Promise<string> {
  const question = { path: `events/${seq}/proof`, permission, signal };
  return (await askPlugin(audit, instance, question, proofAnswer)).proof;
}
