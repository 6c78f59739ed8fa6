import type { PluginDefinition } from '../host.ts';
import type { NodeRed } from '../red.ts';
import {
  type Copy,
  type Door,
  doorApi,
  installDoor,
  isOurs,
  removeDoor,
  type StandingDoor,
  standingDoor,
} from './door.ts';
import { openDoor } from './open.ts';

/** A plugin's place at the door. Without a door it has to stay passive. */
export interface Attachment {
  readonly copy: Copy;
  readonly door: Door | undefined;
  /** Gives up the place; the last one to go gives Node-RED back as it was. */
  readonly detach: () => void;
}

/** Finds the door of this process or makes it, and takes a place at it. */
export function attach(RED: NodeRed, { id, version, packageName }: PluginDefinition): Attachment {
  const copy: Copy = { plugin: id, packageName, version, api: doorApi, state: 'attached' };
  const standing = standingDoor();
  if (!standing) {
    const door = openDoor(RED, { plugin: id, version });
    installDoor(door);
    copy.state = 'owner';
    return join(door, copy, () => {
      if (door.owner) door.owner.present = false;
    });
  }
  if (!isOurs(standing)) return stayPassive(standing, copy, otherApi(standing, packageName));
  if (active(standing).some(({ plugin }) => plugin === id))
    return stayPassive(
      standing,
      copy,
      `${packageName} is already loaded. Restart Node-RED to use version ${version}`,
    );
  return join(standing, copy, () => {});
}

function join(door: Door, copy: Copy, leaving: () => void): Attachment {
  door.copies.push(copy);
  return {
    copy,
    door,
    detach() {
      remove(door.copies, copy);
      leaving();
      if (active(door).length > 0) return;
      door.owner?.undo();
      removeDoor();
    },
  };
}

function stayPassive(door: StandingDoor, copy: Copy, message: string): Attachment {
  copy.state = 'passive';
  copy.message = message;
  door.copies.push(copy);
  return { copy, door: undefined, detach: () => remove(door.copies, copy) };
}

function otherApi(door: StandingDoor, packageName: string): string {
  if (door.api > doorApi)
    return `${packageName} is too old for the other Millwright packages here. Update ${packageName}`;
  const older = active(door).map((copy) => copy.packageName);
  return `${packageName} needs newer versions of the other Millwright packages here. Update ${older.join(', ')}, then restart Node-RED`;
}

const active = ({ copies }: StandingDoor): readonly Copy[] =>
  copies.filter(({ state }) => state !== 'passive');

function remove<Item>(list: Item[], item: Item): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
