import type { Response } from '../red.ts';

/** How long a request may still be at work once its client has gone, in ms: npm takes minutes. */
const longestWork = 15 * 60_000;

/**
 * Calls `over` once a request has been answered. If its client goes before, what it asked for is done all the same:
 * then once it would have been answered, and at last after {@link longestWork}, since an answer may never be made.
 */
export function onAnswered(response: Response, over: () => void): void {
  response.once('close', () => {
    if (response.writableEnded) over();
    else onEnded(response, over);
  });
}

function onEnded(response: Response, over: () => void): void {
  const timer = setTimeout(over, longestWork).unref();
  const end = response.end as (...given: unknown[]) => Response;
  // Nobody is left to be sent anything, so there is no event of it.
  response.end = ((...given: unknown[]) => {
    clearTimeout(timer);
    end.apply(response, given);
    over();
    return response;
  }) as Response['end'];
}
