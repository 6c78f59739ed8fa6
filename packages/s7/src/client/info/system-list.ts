import { s7Errors } from '../../errors.ts';
import { s7InfoErrors } from '../../info/errors.ts';
import { readSystemList, type SystemList, systemListRequest } from '../../info/system-list.ts';
import type { Session } from '../session.ts';
import { isRefusedWith } from './refused-with.ts';

/** How PLCs say that they do not have a list, not with this index, or no lists at all. */
const missing: readonly number[] = [0x8104, 0xd041, 0xd401, 0xd402, 0xd406];

/** What functions about the CPU need of a session. */
export type Asking = Pick<Session, 'ask'>;

/**
 * Any system status list.
 * @throws `s7.system-list-missing` where the PLC does not have it, `s7.bad-request`, and what {@link Session.ask} throws
 */
export async function systemList(
  session: Asking,
  list: number,
  index: number,
  signal: AbortSignal,
): Promise<SystemList> {
  const request = systemListRequest(list, index);
  let data: Uint8Array;
  try {
    data = await session.ask(request, signal);
  } catch (cause) {
    if (isRefusedWith(cause, missing)) throw s7InfoErrors.systemListMissing({ list, index }, { cause });
    throw cause;
  }
  // An answer without data is another way to say that there is none.
  if (data.length === 0) throw s7InfoErrors.systemListMissing({ list, index });
  const found = readSystemList(data);
  if (found.list !== list)
    throw s7Errors.badAnswer({ reason: `it is of system status list ${found.list}, not of ${list}` });
  return found;
}

/** What a list says; undefined where the PLC does not have it. */
export async function knownList<T>(
  session: Asking,
  { list, index }: { readonly list: number; readonly index: number },
  read: (list: SystemList) => T,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return read(await systemList(session, list, index, signal));
  } catch (error) {
    if (s7InfoErrors.systemListMissing.is(error)) return undefined;
    throw error;
  }
}
