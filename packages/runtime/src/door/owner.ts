import type { NodeRed } from '../red.ts';
import { stackOf } from '../stack.ts';
import { compareVersions } from './compare-versions.ts';
import type { Copy, Door, Member } from './door.ts';

/**
 * Puts the newest of the loaded copies in charge: Node-RED is given back as it was, and wrapped with that copy's code.
 * While an operation is under way this waits; it is called again at the end of each.
 */
export function settleOwner(door: Door, RED: Pick<NodeRed, 'log'>): void {
  const heir = newest(door);
  if (!heir || door.owner?.copy === heir || isBusy(door)) return;
  const former = door.owner;
  former?.undo();
  if (former?.copy.state === 'owner') former.copy.state = 'attached';
  door.owner = undefined;
  try {
    door.owner = { ...heir.patch(), copy: heir };
    door.problem = undefined;
    if (heir.state === 'attached') heir.state = 'owner';
  } catch (error) {
    door.problem = error instanceof Error ? error.message : String(error);
    RED.log.error(`[millwright] Operations are not captured: ${stackOf(error)}`);
  }
}

/** The copies that take part: not those that do not fit, or are loaded twice. */
export const active = ({ copies }: Pick<Door, 'copies'>): readonly Member[] =>
  copies.filter((copy): copy is Member => copy.state !== 'passive' && 'patch' in copy);

/** Whoever is in charge already stays so among equals; among others, who came first. */
function newest(door: Door): Member | undefined {
  const rank = (copy: Copy): number => (copy === door.owner?.copy ? 1 : 0);
  return [...active(door)].sort((a, b) => compareVersions(b.version, a.version) || rank(b) - rank(a))[0];
}

/** Node-RED's functions are not exchanged under an operation that counts on nobody else doing anything. */
const isBusy = ({ running }: Door): boolean => [...running.values()].some(({ locks }) => locks.length > 0);
