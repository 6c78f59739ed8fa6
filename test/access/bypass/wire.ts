import { once } from 'node:events';
import { Agent, type IncomingMessage, request as open } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** One request as it goes over the wire: `fetch` would tidy up paths and headers. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes as they are, a form as multipart, anything else as JSON. */
  readonly body?: unknown;
  /** How a token comes along. Default: as Node-RED's editor sends it. */
  readonly carry?: (request: WireRequest, token: string) => WireRequest;
}

const bearer = (request: WireRequest, token: string): WireRequest => ({
  ...request,
  headers: { ...request.headers, Authorization: `Bearer ${token}` },
});

/** Sends requests to one server over connections that stay open. */
export class Wire {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  async send(given: WireRequest, token: string | undefined): Promise<Reply> {
    const {
      method,
      path,
      headers = {},
      body,
    } = token === undefined ? given : (given.carry ?? bearer)(given, token);
    const [type, bytes] = await encoded(body);
    const sent = open({
      agent: this.#agent,
      host: this.#url.hostname,
      port: this.#url.port,
      method,
      path,
      headers: {
        Accept: 'application/json',
        ...(type === undefined ? {} : { 'Content-Type': type }),
        ...(bytes === undefined ? {} : { 'Content-Length': bytes.length }),
        ...(headers as Record<string, string | string[]>),
      },
    });
    sent.end(bytes);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, text: await text(response) };
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function encoded(
  body: unknown,
): Promise<readonly [type: string | undefined, bytes: Uint8Array | undefined]> {
  if (body === undefined) return [undefined, undefined];
  if (body instanceof FormData) {
    const form = new Response(body);
    return [form.headers.get('content-type') ?? undefined, new Uint8Array(await form.arrayBuffer())];
  }
  if (body instanceof Uint8Array) return ['application/json', body];
  return ['application/json', Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))];
}
