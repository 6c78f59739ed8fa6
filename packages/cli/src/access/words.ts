import { plain } from '../terminal/text.ts';
import type { About, Reason } from './answers.ts';

const kinds: Readonly<Record<string, string>> = { flows: 'the flows', instance: 'this Node-RED' };

/** `tab "Oven"`, `exec "Reboot"`, `this Node-RED`. */
export function aboutText({ kind, id, label, type }: About): string {
  const name = label || id;
  const what = type ?? kinds[kind] ?? kind;
  return plain(name === undefined ? what : `${what} "${name}"`);
}

/** Why one thing is so, to follow what was asked. */
export function reasonText({ action, about, code, rule, missing = [] }: Reason): string {
  const named = rule ? `the rule "${rule.rule}" of the role ${rule.role}` : 'a rule';
  const conditions = missing.map(({ kind }) => kind).join(', ');
  const why: Readonly<Record<string, string>> = {
    allowed: `${named} allows it`,
    denied: `${named} denies it`,
    condition: `${named} allows it only with ${conditions}`,
    'no-rule': 'no rule allows it',
    'unknown-action': 'there is no such action',
    system: 'Node-RED itself may',
  };
  return plain(`${action} on ${aboutText(about)}: ${why[code] ?? code}`);
}
