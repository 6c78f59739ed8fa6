import { cliErrors } from '../errors.ts';

/**
 * The admin side of a Node-RED, from what was given as `--url`: always ends with a slash, so that paths can be put
 * behind it; has no user name, password, query or fragment.
 *
 * @throws `cli.bad-address`; what was given is not repeated, since a password may be in it
 */
export function parseAddress(text: string): URL {
  // The usual slip: a machine and a port, which as an address would be a scheme.
  if (!/^https?:\/\//i.test(text))
    throw cliErrors.badAddress({ reason: 'it does not begin with http:// or https://' });
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw cliErrors.badAddress({ reason: 'it cannot be read' }, { cause });
  }
  if (url.username !== '' || url.password !== '') {
    throw cliErrors.badAddress({
      reason: 'a user name or password is in it, which others on this machine can see',
    });
  }
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * The token from the environment, undefined if none is set.
 *
 * @throws `cli.bad-token` for what cannot stand in a header
 */
export function tokenFrom(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const token = environment['MILLWRIGHT_TOKEN'];
  if (token === undefined || token === '') return undefined;
  if (!/^[\x21-\x7e]+$/.test(token)) throw cliErrors.badToken();
  return token;
}
