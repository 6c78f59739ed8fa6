import type { IncomingHttpHeaders } from 'node:http';
import { releaseErrors } from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import * as v from 'valibot';
import { fleetErrors, type HubRefused } from '../../../common/errors.ts';

/** A code of any table. */
export const isCode = /^(?=.{1,64}$)[a-z-]+\.[a-z0-9-]+$/;

const coded = v.object({
  code: v.pipe(v.string(), v.regex(isCode)),
  message: v.pipe(v.string(), v.maxLength(2000)),
  details: v.optional(v.unknown()),
});
const unknownFormat = v.object({
  code: v.literal(fleetErrors.formatUnknown.code),
  details: v.object({
    format: v.number(),
    spoken: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(16)),
    behind: v.picklist(['hub', 'device']),
  }),
});

const longestReason = 300;

/** Nobody knows yet who answers: of what is said one line is shown, in which nothing steers a terminal. */
export const shownReason = (text: string): string =>
  text
    .replace(/[\s\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longestReason);

/** What an answer other than the one that was asked for says. */
export function refusalOf(
  hub: string,
  {
    statusCode: status = 0,
    headers,
  }: { readonly statusCode?: number | undefined; readonly headers: IncomingHttpHeaders },
  text: string,
): Error {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    // Whatever answers is no hub, or a proxy stands before it.
  }
  if (v.is(unknownFormat, said)) return fleetErrors.formatUnknown(said.details);
  const seconds = Number(headers['retry-after']);
  const again = Number.isFinite(seconds) && seconds > 0 ? { again: seconds * 1000 } : {};
  const reason = `HTTP ${status}`;
  if (v.is(coded, said)) {
    const { code, message } = said;
    return refusal({ hub, status, reason: shownReason(message) || reason, code, ...again });
  }
  // A proxy may say that, too; then something is to be done about it all the same.
  if (status === tooMany || forgotten.includes(status))
    return fleetErrors.hubForeign({ hub, status, reason, ...again });
  return gateways.includes(status)
    ? fleetErrors.hubUnreachable({ hub, reason })
    : fleetErrors.hubUnclear({ hub, reason });
}

/** What a hub says of a device that is none of its own any more has words of its own: people have to do something there. */
export function refusal(refused: HubRefused): Error {
  if (refused.code === releaseErrors.deviceShutOut.code) return fleetErrors.hubShutItOut(refused);
  if (refused.code === fleetErrors.noDevice.code) return fleetErrors.hubRemovedIt(refused);
  return fleetErrors.hubRefused(refused);
}

/** What a proxy answers as long as the hub behind it is away. */
const gateways: readonly number[] = [502, 503, 504];

/** What a hub answers that has forgotten a pass: it keeps them in memory. Asking another way would be answered alike. */
export const forgotten: readonly number[] = [401, 403];
export const tooMany = 429;

/** What the hub said when it refused; undefined for everything else that can go wrong. */
export const refusedBy = (error: unknown): HubRefused | undefined =>
  isCodedError(error) && refusals.some((refused) => refused.is(error))
    ? (error.details as HubRefused)
    : undefined;

const refusals = [
  fleetErrors.hubRefused,
  fleetErrors.hubForeign,
  fleetErrors.hubShutItOut,
  fleetErrors.hubRemovedIt,
];
