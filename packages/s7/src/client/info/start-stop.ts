import { type CpuAction, parameterOf } from '../../info/start-stop.ts';
import type { Session } from '../session.ts';

/**
 * Stops the CPU, or starts it.
 * @param onSent as that of {@link Session.write}
 * @throws `s7.password-needed`, and what {@link Session.command} throws
 */
export function startOrStop(
  session: Pick<Session, 'command'>,
  action: CpuAction,
  signal: AbortSignal,
  onSent?: () => void,
): Promise<void> {
  return session.command(parameterOf(action), signal, onSent);
}
