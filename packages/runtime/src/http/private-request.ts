import type { Request } from '../red.ts';

/** Headers of proxies: with one of them, who asks is not whoever is at the other end of the socket. */
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'via'] as const;

/**
 * Whether nobody on the network could read a request: it came over TLS (also as a proxy says that Express was told to
 * trust), or from this machine itself.
 */
export function isPrivateRequest({
  secure,
  socket,
  headers,
}: Pick<Request, 'headers' | 'secure'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
}): boolean {
  if (secure) return true;
  return isLoopback(socket.remoteAddress ?? '') && forwarded.every((name) => headers[name] === undefined);
}

const isLoopback = (address: string): boolean =>
  address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
