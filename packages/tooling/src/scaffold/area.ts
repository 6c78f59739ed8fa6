import { catalogue } from '@millwright/runtime';
import { checkName } from './name.ts';
import { Refusal } from './refusal.ts';

/** `flow` and `flows`, of `flow.read` and `flows.deploy`. */
const ofNodeRed: ReadonlySet<string> = new Set(
  catalogue.flatMap(({ name, action }) => [name, action]).map((text) => text.split('.', 1)[0] ?? text),
);

/**
 * Checks the name of a package: its operations, and what rules say of them, begin with it as those of Node-RED begin
 * with its own words.
 *
 * @throws Refusal
 */
export function checkArea(what: string, name: string): string {
  checkName(what, name);
  if (ofNodeRed.has(name))
    throw new Refusal(
      `"${name}" is the first word of operations of Node-RED itself.`,
      `Choose another name for the ${what}.`,
    );
  return name;
}
