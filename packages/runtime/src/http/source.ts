import type { IncomingMessage } from 'node:http';
import type { Source } from '../actor.ts';
import type { Request } from '../red.ts';

const longestUserAgent = 300;

/** Where a request comes from. */
export function sourceOf(request: Request): Source {
  const { method, path, ip } = request;
  return withAgent({ method, path, address: ip ?? request.socket.remoteAddress ?? '' }, request);
}

/** Where a request comes from that becomes a live connection; Express has not seen it. */
export function sourceOfUpgrade(request: IncomingMessage): Source {
  const [path = ''] = (request.url ?? '').split('?');
  return withAgent({ method: 'GET', path, address: request.socket.remoteAddress ?? '' }, request);
}

function withAgent(source: Source, { headers }: IncomingMessage): Source {
  const userAgent = headers['user-agent'];
  return userAgent === undefined ? source : { ...source, userAgent: userAgent.slice(0, longestUserAgent) };
}
