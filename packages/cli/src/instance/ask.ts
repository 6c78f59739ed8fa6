import { isCodedError } from '@millwright/schema';
import { cliErrors } from '../errors.ts';
import { plain, short } from '../terminal/text.ts';
import { codedErrorIn, messageIn } from './answered.ts';
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

/** What to ask for. */
export interface Question {
  /** Below the admin root, without a slash at its begin. */
  readonly path: string;
  /** What the route asks for, for the error message. */
  readonly permission: string;
  /** Default: GET. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Goes as JSON. */
  readonly body?: unknown;
  /** A longer answer is refused. Default: 4 MB. */
  readonly mostBytes?: number;
  /** Gives the question up, with an `AbortError`. */
  readonly signal?: AbortSignal;
}

const usualBytes = 4 * 1024 * 1024;

async function bodyOf(response: Response, url: string, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw cliErrors.answerTooLarge({ url, most });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf({ token, patience }: Instance, { method, body, signal }: Question): RequestInit {
  const inTime = AbortSignal.timeout(patience);
  return {
    method: method ?? 'GET',
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
  };
}

/**
 * Asks a running Node-RED and gives the JSON that it answers.
 *
 * @throws a coded error for every answer that is none: that of the package that answers where it gives one
 */
export async function ask(instance: Instance, question: Question): Promise<unknown> {
  const { base, token, patience } = instance;
  const { path, permission, mostBytes = usualBytes } = question;
  const address = new URL(path, base);
  const url = plain(address.href);
  let response: Response | undefined;
  let text: string;
  try {
    response = await fetch(address, requestOf(instance, question));
    text = await bodyOf(response, url, mostBytes);
  } catch (error) {
    if (isCodedError(error) || question.signal?.aborted) throw error;
    throw connectionFailure(error, { url, milliseconds: patience, begun: response !== undefined });
  }
  const { status } = response;
  if (!response.ok) {
    const coded = codedErrorIn(text, status);
    if (coded) throw coded;
  }
  const details = { url, permission, base: plain(base.href) };
  if (status === 401)
    throw token === undefined ? cliErrors.logInNeeded(details) : cliErrors.tokenRefused(details);
  if (status === 403) throw cliErrors.forbidden({ url, permission });
  if (status === 404) throw cliErrors.notFound({ url, below: routeAtEnd.exec(base.pathname)?.[1] });
  if (status >= 300 && status < 400) {
    throw cliErrors.redirected({ url, to: short(plain(response.headers.get('location') ?? 'elsewhere')) });
  }
  if (!response.ok) throw cliErrors.unexpectedStatus({ url, status, said: messageIn(text) });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = short(plain(response.headers.get('content-type') ?? 'something'), 60);
    throw cliErrors.notJson({ url, type }, { cause });
  }
}
