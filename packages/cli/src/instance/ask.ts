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
  /** Milliseconds until the answer must be complete. Default: the patience of the instance. */
  readonly patience?: number;
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

function requestOf({ token, patience }: Instance, question: Question): RequestInit {
  const { method, body, signal } = question;
  const inTime = AbortSignal.timeout(question.patience ?? patience);
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

/** The failures of a connection as coded errors; those of the question's own signal and coded ones pass. */
function failureOf(
  error: unknown,
  { patience }: Instance,
  question: Question,
  { url, begun }: { readonly url: string; readonly begun: boolean },
): unknown {
  if (isCodedError(error) || question.signal?.aborted) return error;
  return connectionFailure(error, { url, milliseconds: question.patience ?? patience, begun });
}

/** Why an answer is none. */
function refusal(
  { base, token }: Instance,
  { permission }: Question,
  { status, headers }: Response,
  url: string,
  text: string,
): Error {
  const coded = codedErrorIn(text, status);
  if (coded) return coded;
  const details = { url, permission, base: plain(base.href) };
  if (status === 401)
    return token === undefined ? cliErrors.logInNeeded(details) : cliErrors.tokenRefused(details);
  if (status === 403) return cliErrors.forbidden({ url, permission });
  if (status === 404) return cliErrors.notFound({ url, below: routeAtEnd.exec(base.pathname)?.[1] });
  if (status >= 300 && status < 400)
    return cliErrors.redirected({ url, to: short(plain(headers.get('location') ?? 'elsewhere')) });
  return cliErrors.unexpectedStatus({ url, status, said: messageIn(text) });
}

const addressOf = ({ base }: Instance, { path }: Question): URL => new URL(path, base);

/** Asks, and gives a good answer with its body unread. @throws as {@link ask} */
async function asked(instance: Instance, question: Question): Promise<Response> {
  const address = addressOf(instance, question);
  const url = plain(address.href);
  let response: Response | undefined;
  try {
    response = await fetch(address, requestOf(instance, question));
    if (response.ok) return response;
    const text = await bodyOf(response, url, question.mostBytes ?? usualBytes);
    throw refusal(instance, question, response, url, text);
  } catch (error) {
    throw failureOf(error, instance, question, { url, begun: response !== undefined });
  }
}

/**
 * Asks a running Node-RED and gives the JSON that it answers.
 *
 * @throws a coded error for every answer that is none: that of the package that answers where it gives one
 */
export async function ask(instance: Instance, question: Question): Promise<unknown> {
  const url = plain(addressOf(instance, question).href);
  const response = await asked(instance, question);
  let text: string;
  try {
    text = await bodyOf(response, url, question.mostBytes ?? usualBytes);
  } catch (error) {
    throw failureOf(error, instance, question, { url, begun: true });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = short(plain(response.headers.get('content-type') ?? 'something'), 60);
    throw cliErrors.notJson({ url, type }, { cause });
  }
}

/** Asks for a file: its bytes as they come. @throws as {@link ask} */
export async function* download(
  instance: Instance,
  question: Question,
): AsyncGenerator<Uint8Array, void, undefined> {
  const response = await asked(instance, question);
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (error) {
    throw failureOf(error, instance, question, {
      url: plain(addressOf(instance, question).href),
      begun: true,
    });
  }
}
