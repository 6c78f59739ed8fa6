import { longestNote, noteHeader, readNote } from '@millwright/schema';
import { actorOfUser, type Source } from '../actor.ts';
import { runtimeErrors } from '../errors.ts';
import type { TurnedAway } from '../host.ts';
import { noteResponse } from '../http/refusal-details.ts';
import { sourceOf } from '../http/source.ts';
import type { Context, ContextStorage } from '../pipeline/context.ts';
import type { GivenNote } from '../pipeline/record.ts';
import type { Handler, Request } from '../red.ts';
import { onAnswered } from './answered.ts';

/**
 * Notes for everything that a request causes where it came from. It ends when the answer has been made, also if the
 * client does not wait for it.
 *
 * @param turnedAway told of those that were refused and led to no operation
 */
export function requestLayer(storage: ContextStorage, turnedAway: (turnedAway: TurnedAway) => void): Handler {
  return (request, response, next) => {
    const source = sourceOf(request);
    const context: Context = {
      source,
      user: undefined,
      actor: actorOfUser(undefined),
      note: noteOf(request),
      operation: undefined,
      correlation: undefined,
      operated: false,
      ended: false,
    };
    onAnswered(response, () => {
      if (context.ended) return;
      context.ended = true;
      const { statusCode: status } = response;
      if (!context.operated && isRefusal(status, source))
        turnedAway({ status, source, actor: actorOfUser(request.user) });
    });
    noteResponse(context, response);
    storage.run(context, next);
  };
}

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Somebody was turned away, or a change was; that something to be read is not there is none. */
const isRefusal = (status: number, { method }: Source): boolean =>
  status === 401 || status === 403 || (status >= 400 && !harmless.has(method));

/** Only an operation is refused for it: other requests below the root are no business of ours. */
function noteOf({ headers }: Request): GivenNote {
  const value = headers[noteHeader.toLowerCase()];
  const read = readNote(Array.isArray(value) ? value.join() : value);
  if (read.ok) return read.note;
  return read.problem === 'too-long'
    ? runtimeErrors.noteTooLong({ max: longestNote })
    : runtimeErrors.noteMalformed({ header: noteHeader });
}

/**
 * Behind everything on the admin side: what comes by here is a request for somebody else below the same root, most
 * often an endpoint of a flow. What that does is the flow's doing, and no request of ours.
 */
export function leaveLayer(storage: ContextStorage): Handler {
  return (_request, _response, next) => {
    const context = storage.getStore();
    if (context) context.ended = true;
    next();
  };
}
