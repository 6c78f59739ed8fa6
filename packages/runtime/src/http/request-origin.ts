import type { Request } from '../red.ts';

/** A name or address of a host, with or without a port; nothing that could lead elsewhere in an address. */
const hostPattern = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Where the admin side is, as whoever asks reached it. @param root of the admin side, without a slash at its end */
export function originOfRequest(
  { headers: { host = '' }, secure }: Pick<Request, 'headers' | 'secure'>,
  root: string,
): string | undefined {
  return hostPattern.test(host) ? `${secure ? 'https' : 'http'}://${host}${root}` : undefined;
}

/** Headers by their names, whatever letters those are written in. */
export const headersOf =
  ({ headers }: Pick<Request, 'headers'>) =>
  (name: string): string | undefined => {
    const value = headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
