import { s7Errors } from '../../errors.ts';
import { type CpuAction, isAlready, parameterOf } from '../../info/start-stop.ts';
import type { Session } from '../session.ts';

/** What came of it: it was done, or the CPU was in this mode already. */
export type StartOrStop = 'done' | 'already';

/**
 * Stops the CPU, or starts it.
 * @param onSent as that of {@link Session.write}
 * @throws `s7.password-needed`, `s7.refused`, and what {@link Session.command} throws
 */
export async function startOrStop(
  session: Pick<Session, 'command'>,
  action: CpuAction,
  signal: AbortSignal,
  onSent?: () => void,
): Promise<StartOrStop> {
  const [, said = 0] = await session.command(parameterOf(action), signal, onSent);
  if (said === 0) return 'done';
  if (isAlready(action, said)) return 'already';
  throw s7Errors.refused({ error: said, meaning: 'the CPU does not change its mode' });
}
