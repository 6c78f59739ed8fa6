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
 * @throws `s7.value-does-not-fit`, `s7.password-needed`, and what {@link Session.ask} throws
 */
export async function setClock(
  session: Asking,
  date: Date,
  zone: ClockZone,
  signal: AbortSignal,
): Promise<void> {
  await session.ask(setClockRequest(date, zone), signal);
}
