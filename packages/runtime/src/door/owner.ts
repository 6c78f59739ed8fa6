import type { Logger } from '../red.ts';
import { stackOf } from '../stack.ts';
import { compareVersions } from './compare-versions.ts';
import type { Copy, Door, Member } from './door.ts';

/**
 * Puts the newest of the loaded copies in charge: Node-RED is given back as it was, and wrapped with that copy's code.
 * While an operation is under way this waits; it is called again at the end of each.
 */
export function settleOwner(door: Door, RED: { readonly log: Logger }): void {
  for (let heir = newest(door); heir; heir = newest(door)) {
    if (door.owner?.copy === heir || isBusy(door)) return;
    retire(door, RED);
    try {
      door.owner = { ...heir.patch(), copy: heir };
      door.problem = undefined;
      if (heir.state === 'attached') heir.state = 'owner';
      return;
    } catch (error) {
      // The next one gets its turn; this one is not tried again.
      heir.unfit = true;
      door.problem = error instanceof Error ? error.message : String(error);
      RED.log.error(`[millwright] ${heir.packageName} cannot capture operations: ${stackOf(error)}`);
    }
  }
  const [speaker] = active(door);
  if (speaker && !door.owner) door.owner = { ...speaker.serve(), copy: speaker };
}

/** Takes whoever is in charge out of it; what cannot be given back must not end the operation that happens to end now. */
function retire(door: Door, RED: { readonly log: Logger }): void {
  const former = door.owner;
  door.owner = undefined;
  if (former?.copy.state === 'owner') former.copy.state = 'attached';
  try {
    former?.undo();
  } catch (error) {
    RED.log.error(`[millwright] Node-RED is not all as it was: ${stackOf(error)}`);
  }
}

/** The copies that take part: not those that do not fit, or are loaded twice. */
export const active = ({ copies }: Pick<Door, 'copies'>): readonly Member[] =>
  copies.filter((copy): copy is Member => copy.state !== 'passive' && 'patch' in copy);

/** Whoever is in charge already stays so among equals; among others, who came first. */
function newest(door: Door): Member | undefined {
  const rank = (copy: Copy): number => (copy === door.owner?.copy ? 1 : 0);
  const fit = active(door).filter(({ unfit }) => !unfit);
  return fit.sort((a, b) => compareVersions(b.version, a.version) || rank(b) - rank(a))[0];
}

/** Node-RED's functions are not exchanged under an operation that counts on nobody else doing anything. */
const isBusy = ({ running }: Door): boolean => [...running.values()].some(({ locks }) => locks.length > 0);
