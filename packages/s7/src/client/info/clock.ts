import { clockRequest, readClockAnswer, setClockRequest } from '../../info/clock.ts';
import type { ClockZone } from '../../tag.ts';
import type { Asking } from './system-list.ts';

/** What the clock shows. @param zone what it shows: UTC, or local time @throws `s7.clock-unreadable`, and what {@link Session.ask} throws */
export async function readClock(session: Asking, zone: ClockZone, signal: AbortSignal): Promise<Date> {
  return readClockAnswer(await session.ask(clockRequest, signal), zone);
}

/**
 * Sets the clock.
 * @param date from 1990 to 2089
 * @param onSent called at the latest when the request can be on its way: it cannot be told more exactly
 * @throws `s7.value-does-not-fit`, `s7.password-needed`, and what {@link Session.ask} throws
 */
export async function setClock(
  session: Asking,
  date: Date,
  zone: ClockZone,
  signal: AbortSignal,
  onSent?: () => void,
): Promise<void> {
  const request = setClockRequest(date, zone);
  onSent?.();
  await session.ask(request, signal);
}
