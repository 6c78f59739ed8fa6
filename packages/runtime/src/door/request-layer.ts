import { actorOfUser, type Source } from '../actor.ts';
import { noteResponse } from '../http/refusal-details.ts';
import type { Context, ContextStorage } from '../pipeline/context.ts';
import type { Handler, Request } from '../red.ts';

const longestUserAgent = 300;

/** Notes for everything that a request causes where it came from. It ends when the answer has been sent. */
export function requestLayer(storage: ContextStorage): Handler {
  return (request, response, next) => {
    const context: Context = {
      source: sourceOf(request),
      user: undefined,
      actor: actorOfUser(undefined),
      operation: undefined,
      ended: false,
    };
    response.once('close', () => {
      context.ended = true;
    });
    noteResponse(context, response);
    storage.run(context, next);
  };
}

export function sourceOf(request: Request): Source {
  const userAgent = request.headers['user-agent'];
  const source = {
    method: request.method,
    path: request.path,
    address: request.ip ?? request.socket.remoteAddress ?? '',
  };
  return userAgent === undefined ? source : { ...source, userAgent: userAgent.slice(0, longestUserAgent) };
}
