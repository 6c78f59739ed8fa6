import { s7Errors } from '../errors.ts';
import { meaningOf } from '../refusal.ts';
import { clearRequest, passwordRequest } from '../wire/password.ts';
import type { PasswordOutcome, Session } from './session.ts';

const wrong: readonly number[] = [0x0119, 0xd602];
const none = 0xd605;
/** What is said where there is no such function, or no such group of them. */
const unknown: readonly number[] = [0x8100, 0x8104, 0x8305, 0x8404, 0x8702, 0xd401, 0xd802];

/**
 * Gives the CPU a password, which lifts its protection for this session.
 * @throws `s7.password-refused`, or as {@link Session.ask}
 */
export async function givePassword(
  session: Pick<Session, 'ask'>,
  password: string,
  signal: AbortSignal,
): Promise<PasswordOutcome> {
  const request = passwordRequest(password);
  try {
    await session.ask(request, signal);
    return 'accepted';
  } catch (cause) {
    const error = refusedWith(cause);
    if (error === undefined) throw cause;
    if (error === none) return 'not-needed';
    if (unknown.includes(error)) return 'not-supported';
    if (wrong.includes(error))
      throw s7Errors.passwordRefused({ error, meaning: meaningOf(error) }, { cause });
    throw cause;
  }
}

/** Takes the password back: the protection is in force again. @throws as {@link Session.ask} */
export async function clearPassword(session: Pick<Session, 'ask'>, signal: AbortSignal): Promise<void> {
  await session.ask(clearRequest, signal);
}

function refusedWith(error: unknown): number | undefined {
  return s7Errors.refused.is(error) ? (error.details as { readonly error: number }).error : undefined;
}
