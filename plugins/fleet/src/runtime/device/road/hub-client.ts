import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import { road } from '../../../common/formats.ts';
import { blobPath, passHeader, roadFormat, type roadRoutes } from '../../../common/road.ts';
import { refusalOf } from './refusal.ts';

/** One of {@link roadRoutes}. */
interface RoadRoute<Body, Answer> {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: v.GenericSchema<Body>;
  readonly response: v.GenericSchema<unknown, Answer>;
}

/** Of what a hub answers, in bytes: a long chain of trust is the most that it has to say. */
const longestAnswer = 4 * 1024 * 1024;
/** Milliseconds without a byte. */
const patience = 30_000;

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly pass?: string;
}

/** A blob on its way, from a byte on. */
export interface IncomingBlob {
  /** The first byte that comes: 0 where the hub does not do ranges. */
  readonly from: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * The hub as a device asks it, over HTTP. Redirects are not followed: the code names the one address that people gave.
 * Nothing that it answers is believed here but its form.
 */
export class HubClient {
  readonly url: string;
  readonly #agent: PlainAgent;
  readonly #request: (path: string, options: object) => ClientRequest;
  /** The format that both speak, as far as it is known. */
  #format = roadFormat;

  /** @param url `https://hub.example/red` */
  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
    const isSecure = new URL(url).protocol === 'https:';
    this.#agent = isSecure
      ? new SecureAgent({ keepAlive: true, maxSockets: 4 })
      : new PlainAgent({ keepAlive: true, maxSockets: 4 });
    const request = isSecure ? requestSecure : requestPlain;
    this.#request = (path, options) => request(`${this.url}${path}`, { ...options, agent: this.#agent });
  }

  get format(): number {
    return this.#format;
  }

  get agent(): PlainAgent {
    return this.#agent;
  }

  close(): void {
    this.#agent.destroy();
  }

  /**
   * @throws `fleet.hub-unreachable`, `fleet.hub-refused`, `fleet.hub-unclear`, `fleet.format-unknown`, or why `signal`
   * aborted
   */
  async call<Body, Answer>(
    route: RoadRoute<Body, Answer>,
    body: Omit<Body, 'format'>,
    options: CallOptions,
  ): Promise<Answer> {
    try {
      return await this.#ask(route, body, options);
    } catch (error) {
      const common = fleetErrors.formatUnknown.is(error) ? this.#commonWith(error.details) : undefined;
      if (common === undefined) throw error;
      this.#format = common;
      return await this.#ask(route, body, options);
    }
  }

  /** @throws as {@link call} */
  async blob(digest: string, from: number, { signal, pass }: CallOptions): Promise<IncomingBlob> {
    const response = await this.#send('GET', `${blobPath}${digest}`, undefined, {
      signal,
      headers: { ...passOf(pass), ...(from > 0 && { Range: `bytes=${from}-` }) },
    });
    const { statusCode: status = 0 } = response;
    const [, begin = ''] = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '') ?? [];
    if (status === 206 && Number(begin) === from) return { from, chunks: this.#read(response, signal) };
    if (status === 200) return { from: 0, chunks: this.#read(response, signal) };
    throw refusalOf(this.url, response, await this.#text(response, signal));
  }

  #commonWith(details: object | undefined): number | undefined {
    const { spoken } = (details ?? {}) as { readonly spoken?: readonly number[] };
    const common = road.common(spoken ?? []);
    return common === this.#format ? undefined : common;
  }

  async #ask<Body, Answer>(
    { name, method, path, response: schema }: RoadRoute<Body, Answer>,
    body: Omit<Body, 'format'>,
    { signal, pass }: CallOptions,
  ): Promise<Answer> {
    const message = road.write(messageOf[name as keyof typeof roadRoutes], { format: this.#format, ...body });
    const response = await this.#send(method, path, Buffer.from(JSON.stringify(message)), {
      signal,
      headers: passOf(pass),
    });
    const text = await this.#text(response, signal);
    if (response.statusCode !== 200) throw refusalOf(this.url, response, text);
    return readAnswer(schema, text, this.url);
  }

  async #text(response: IncomingMessage, signal: AbortSignal): Promise<string> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.#read(response, signal)) {
      length += chunk.length;
      if (length > longestAnswer) {
        response.destroy();
        throw fleetErrors.hubUnclear({ hub: this.url, reason: 'the answer does not end' });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  }

  async *#read(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of response as AsyncIterable<Uint8Array>) yield chunk;
    } catch (error) {
      throw this.#failure(error, signal);
    }
  }

  #failure(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    const { code, message } = error as NodeJS.ErrnoException;
    return fleetErrors.hubUnreachable({ hub: this.url, reason: code ?? message }, { cause: error });
  }

  #send(
    method: string,
    path: string,
    body: Buffer | undefined,
    { signal, headers }: { readonly signal: AbortSignal; readonly headers: object },
  ): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const content = body && { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const request = this.#request(path, {
      method,
      signal,
      headers: { Accept: 'application/json', 'User-Agent': 'millwright-fleet', ...content, ...headers },
    });
    request.setTimeout(patience, () =>
      request.destroy(fleetErrors.hubUnreachable({ hub: this.url, reason: 'ETIMEDOUT' })),
    );
    request.once('response', resolve);
    request.on('error', (error) =>
      reject(fleetErrors.hubUnreachable.is(error) ? error : this.#failure(error, signal)),
    );
    // Also where somebody answers with another protocol, which is no error to Node.js.
    request.once('close', () => reject(this.#failure({ code: 'ECONNRESET' }, signal)));
    request.end(body);
    return promise;
  }
}

const messageOf = {
  requestEnrolment: 'device.request',
  answerEnrolment: 'device.answer',
  greet: 'device.greet',
  openSession: 'device.greeting',
  exchange: 'device.frame',
  adopt: 'device.adoption',
} as const satisfies Record<keyof typeof roadRoutes, Parameters<typeof road.write>[0]>;

const passOf = (pass: string | undefined): object => (pass === undefined ? {} : { [passHeader]: pass });

/** @throws `fleet.hub-unclear`, `fleet.format-unknown` */
export function readAnswer<Answer>(
  schema: v.GenericSchema<unknown, Answer>,
  text: string,
  hub: string,
): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fleetErrors.hubUnclear({ hub, reason: 'it is no JSON' });
  }
  const read = v.safeParse(schema, value);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw fleetErrors.hubUnclear({ hub, reason: `${v.getDotPath(issue) ?? 'it'} is not as it should be` });
}
