import { newDevice, type RestartKind, type State } from '@millwright/rollout';

/**
 * What a device begins with at a hub. What another hub had wanted, and how far its versions had come, say nothing here; only
 * the slot from which Node-RED runs stays where it is, and no number of a slot is used twice.
 *
 * @param former the journal of when it was a device before
 */
export function journalAtEnrolment(former: State | undefined, restart: RestartKind): State {
  const state = newDevice(restart);
  if (!former) return state;
  const live = former.live ?? former.committed?.slot;
  return { ...state, turn: former.turn, ...(live !== undefined && { live }) };
}
