import { type Need, onInstance } from './need.ts';

/** What somebody must be allowed as well who removes, disables or replaces one of these modules. */
const alsoNeeded: ReadonlyMap<string, string> = new Map([
  // Whoever can take the rules away could as well write them.
  ['@millwright/node-red-access', 'access.write'],
  // Whoever can end the record could as well send it nowhere.
  ['@millwright/node-red-audit', 'audit.write'],
  // Whoever replaces it has the hub's key.
  ['@millwright/node-red-fleet', 'fleet.write'],
]);

/** What has to be allowed besides, for an action on a module. */
export function takenWith(action: string, module: string): readonly Need[] {
  const also = action === 'module.read' ? undefined : alsoNeeded.get(module);
  return also === undefined ? [] : [onInstance(also)];
}
