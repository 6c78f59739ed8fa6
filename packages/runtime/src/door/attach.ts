import type { PluginDefinition } from '../host.ts';
import type { NodeRed } from '../red.ts';
import {
  type Copy,
  type Door,
  doorApi,
  installDoor,
  isOurs,
  type Member,
  removeDoor,
  type StandingDoor,
  standingDoor,
} from './door.ts';
import { makeDoor } from './make-door.ts';
import { active, settleOwner } from './owner.ts';
import { patchNodeRed, serveStatus } from './patch.ts';

/** A plugin's place at the door. Without a door it has to stay passive. */
export interface Attachment {
  readonly copy: Copy;
  readonly door: Door | undefined;
  /** Gives up the place; the last one to go gives Node-RED back as it was. */
  readonly detach: () => void;
}

/** Finds the door of this process or makes it, and takes a place at it. */
export function attach(RED: NodeRed, { id, version, packageName }: PluginDefinition): Attachment {
  const own = { plugin: id, packageName, version, api: doorApi };
  const standing = standingDoor() ?? install(makeDoor(RED));
  const reason = reasonAgainst(standing, own);
  if (reason !== undefined || !isOurs(standing)) {
    const copy: Copy = { ...own, state: 'passive', ...(reason === undefined ? {} : { message: reason }) };
    standing.copies.push(copy);
    return { copy, door: undefined, detach: () => remove(standing.copies, copy) };
  }
  const door = standing;
  const copy: Member = {
    ...own,
    state: 'attached',
    patch: () => patchNodeRed(RED, door, own),
    serve: () => serveStatus(RED, door),
  };
  door.copies.push(copy);
  settleOwner(door, RED);
  return {
    copy,
    door,
    detach() {
      remove(door.copies, copy);
      if (active(door).length > 0) {
        settleOwner(door, RED);
        return;
      }
      door.owner?.undo();
      door.owner = undefined;
      removeDoor();
    },
  };
}

function install(door: Door): Door {
  installDoor(door);
  return door;
}

function reasonAgainst(
  standing: StandingDoor,
  { plugin, packageName, version }: Pick<Copy, 'plugin' | 'packageName' | 'version'>,
): string | undefined {
  if (standing.api > doorApi)
    return `${packageName} is too old for the other Millwright packages here. Update ${packageName}`;
  const others = standing.copies.filter(({ state }) => state !== 'passive');
  if (standing.api < doorApi) {
    const older = others.map((copy) => copy.packageName).join(', ');
    return `${packageName} needs newer versions of the other Millwright packages here. Update ${older}, then restart Node-RED`;
  }
  if (others.some((copy) => copy.plugin === plugin))
    return `${packageName} is already loaded. Restart Node-RED to use version ${version}`;
  return undefined;
}

function remove<Item>(list: Item[], item: Item): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
