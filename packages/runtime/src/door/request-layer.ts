import type { IncomingMessage } from 'node:http';
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

export function sourceOf(request: Request): Source {
  const { method, path, ip } = request;
  return withAgent({ method, path, address: ip ?? request.socket.remoteAddress ?? '' }, request);
}

/** Of the request that becomes a live connection; Express has not seen it. */
export function sourceOfUpgrade(request: IncomingMessage): Source {
  const [path = ''] = (request.url ?? '').split('?');
  return withAgent({ method: 'GET', path, address: request.socket.remoteAddress ?? '' }, request);
}

function withAgent(source: Source, { headers }: IncomingMessage): Source {
  const userAgent = headers['user-agent'];
  return userAgent === undefined ? source : { ...source, userAgent: userAgent.slice(0, longestUserAgent) };
}
