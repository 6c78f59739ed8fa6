import { nameOfActor } from '../actor.ts';
import type { OperationRecord } from '../pipeline/record.ts';
import type { NodeRed } from '../red.ts';

/** Where open editors hear of warnings. */
export const warningTopic = 'millwright/door/warning';

/**
 * Tells people what did not go well with an operation. Node-RED's answer to a deploy has no room for it, so it goes
 * to the log and to every open editor.
 */
export function tellWarnings(RED: NodeRed, operation: OperationRecord): void {
  const { id, correlation, name, kind, actor, warnings } = operation;
  for (const { plugin, code, message, details } of warnings) {
    RED.log.warn(
      `[millwright/${plugin ?? 'door'}] ${name} by ${nameOfActor(actor)}: ${message} (${code}, operation ${id})`,
    );
    // Of what only reads nobody else needs to hear.
    if (kind === 'read') continue;
    // Undefined members do not go over the wire.
    const told = { operation: id, correlation, name, code, message, details, plugin };
    RED.comms.publish(warningTopic, told, false);
  }
}
