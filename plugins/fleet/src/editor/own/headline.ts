import type { Trouble } from '../../common/fields.ts';
import type { OwnState } from '../../common/fleet.ts';
import type { Tone } from '../words/state.ts';

/** What people have to know of this device first. */
export type Headline =
  | 'enrolling'
  | 'out'
  | 'apart'
  | 'words'
  | 'stopped'
  | 'going-back'
  | 'locked'
  | 'window'
  | 'retry'
  | 'working'
  | 'drifted'
  | 'failed'
  | 'refuses'
  | 'stranger'
  | 'offline'
  | 'runs'
  | 'ready';

export const toneOf: Readonly<Record<Headline, Tone>> = {
  enrolling: 'working',
  out: 'bad',
  apart: 'bad',
  words: 'attention',
  stopped: 'bad',
  'going-back': 'bad',
  locked: 'attention',
  window: 'working',
  retry: 'working',
  working: 'working',
  drifted: 'attention',
  failed: 'bad',
  refuses: 'attention',
  stranger: 'attention',
  offline: 'attention',
  runs: 'good',
  ready: 'quiet',
};

/** The gravest that holds, then what is being done, then what is at rest. */
export function headlineOf({ stage, machine, stopped, connection, trouble }: OwnState): Headline {
  if (stage === 'enrolling') return 'enrolling';
  const isAtRest = machine === undefined || machine.phase === 'idle';
  if (isOut(connection) && isAtRest && !stopped) return 'out';
  if (trouble && !connection && isAtRest && !stopped) return 'apart';
  if (stage === 'words' && isAtRest) return 'words';
  if (stopped || machine?.phase === 'safe') return 'stopped';
  if (machine?.phase === 'rolling-back' || machine?.phase === 'recovering') return 'going-back';
  if (machine?.waitsFor === 'lock') return 'locked';
  if (machine?.waitsFor !== undefined) return machine.waitsFor;
  if (!isAtRest) return 'working';
  if (machine?.drift) return 'drifted';
  if (causeOf(machine) !== undefined) return 'failed';
  if (connection?.road === 'none')
    return strangers.includes(connection.trouble?.code ?? '') ? 'stranger' : 'offline';
  if (connection?.trouble) return 'refuses';
  return machine?.committed ? 'runs' : 'ready';
}

/** The hub is there, and this is no device of it any more. */
export const isOut = (connection: OwnState['connection']): boolean =>
  connection?.road === 'none' && outCodes.includes(connection.trouble?.code ?? '');

const strangers: readonly string[] = ['fleet.hub-unclear', 'fleet.hub-foreign'];
const outCodes: readonly string[] = ['fleet.hub-shut-it-out', 'fleet.hub-removed-it'];

const badEnds: readonly string[] = ['refused', 'failed', 'rolled-back', 'failed-safe'];

/** Why it goes back, or flows are stopped; at rest why the last delivery did not come through. */
export function causeOf(machine: OwnState['machine']): Trouble | undefined {
  if (machine?.trouble) return machine.trouble;
  const atRest = machine?.phase === 'idle' || machine?.phase === 'safe';
  return atRest && machine.last && badEnds.includes(machine.last.result) ? machine.last.error : undefined;
}

/**
 * Seconds of the health window that are left now.
 *
 * @param received when the state came, and `now`: milliseconds of the same clock
 */
export function secondsLeft({ machine }: OwnState, received: number, now: number): number | undefined {
  if (machine?.phase !== 'watching' || machine.watching === undefined) return undefined;
  return Math.max(0, machine.watching - Math.floor((now - received) / 1000));
}
