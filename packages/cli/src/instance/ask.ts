import { isCodedError } from '@millwright/schema';
import { cliErrors } from '../errors.ts';
import { plain, short } from '../terminal/text.ts';
import { connectionFailure } from './failure.ts';

/** A running Node-RED, and what it is asked with. */
export interface Instance {
  /** Its admin side, ending with a slash. */
  readonly base: URL;
  readonly token: string | undefined;
  /** Milliseconds until an answer must be complete. */
  readonly patience: number;
}

/** The usual slip: a route of the admin side is given in place of the admin side. */
const routeAtEnd = /(\/(?:settings|flows))\/$/;

/** No answer that a command needs is near this size. */
const mostBytes = 4 * 1024 * 1024;

async function bodyOf(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw cliErrors.answerTooLarge({ url, most: mostBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a coded answer says of itself; nothing of a page that was not made for this. */
function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? short(plain(message)) : '';
  } catch {
    return '';
  }
}

/**
 * Asks a running Node-RED with GET and gives the JSON that it answers.
 *
 * @param path below the admin root, without a slash at its begin
 * @param permission what the route asks for, for the error message
 * @throws a coded error for every answer that is none
 */
export async function ask(
  { base, token, patience }: Instance,
  path: string,
  permission: string,
): Promise<unknown> {
  const address = new URL(path, base);
  const url = plain(address.href);
  let response: Response | undefined;
  let text: string;
  try {
    response = await fetch(address, {
      headers: {
        Accept: 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    text = await bodyOf(response, url);
  } catch (error) {
    throw isCodedError(error)
      ? error
      : connectionFailure(error, { url, milliseconds: patience, begun: response !== undefined });
  }
  const { status } = response;
  const details = { url, permission };
  if (status === 401)
    throw token === undefined ? cliErrors.logInNeeded(details) : cliErrors.tokenRefused(details);
  if (status === 403) throw cliErrors.forbidden(details);
  if (status === 404) throw cliErrors.notFound({ url, below: routeAtEnd.exec(base.pathname)?.[1] });
  if (status >= 300 && status < 400) {
    throw cliErrors.redirected({ url, to: short(plain(response.headers.get('location') ?? 'elsewhere')) });
  }
  if (!response.ok) throw cliErrors.unexpectedStatus({ url, status, said: saidIn(text) });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = short(plain(response.headers.get('content-type') ?? 'something'), 60);
    throw cliErrors.notJson({ url, type }, { cause });
  }
}
