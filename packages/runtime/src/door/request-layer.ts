import { actorOfUser } from '../actor.ts';
import { noteResponse } from '../http/refusal-details.ts';
import { sourceOf } from '../http/source.ts';
import type { Context, ContextStorage } from '../pipeline/context.ts';
import type { Handler } from '../red.ts';

/** Notes for everything that a request causes where it came from. It ends when the answer has been sent. */
export function requestLayer(storage: ContextStorage): Handler {
  return (request, response, next) => {
    const context: Context = {
      source: sourceOf(request),
      user: undefined,
      actor: actorOfUser(undefined),
      operation: undefined,
      correlation: undefined,
      ended: false,
    };
    response.once('close', () => {
      context.ended = true;
    });
    noteResponse(context, response);
    storage.run(context, next);
  };
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
