import { request } from 'node:http';
import WebSocket from 'ws';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface RawOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request with a path exactly as it is given, which nothing else does; redirects are not followed. */
export function raw(
  base: string,
  path: string,
  { method = 'GET', headers, body }: RawOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

const separator = '\u001e';

/**
 * A browser's live connection to a dashboard, by hand: requests that wait for an answer first, a web socket in their place
 * where it is asked for. So it can send whatever no browser would.
 *
 * @see https://socket.io/docs/v4/engine-io-protocol/
 */
export class DashboardSocket {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #sid: string;
  #socket: WebSocket | undefined;
  /** All that came, as it was written. */
  readonly frames: string[] = [];
  #closed = false;

  private constructor(base: string, headers: Readonly<Record<string, string>>, sid: string) {
    this.#base = base;
    this.#headers = headers;
    this.#sid = sid;
  }

  /** @returns the status with which it was refused, where it was */
  static async open(
    base: string,
    {
      headers = {},
      websocket = false,
      auth,
      path = '/dashboard/socket.io/',
    }: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly websocket?: boolean;
      readonly auth?: object;
      readonly path?: string;
    } = {},
  ): Promise<DashboardSocket | number> {
    const begun = await raw(base, `${path}?EIO=4&transport=polling`, { headers });
    const { sid } = /^0(\{.*)/.test(begun.text) ? JSON.parse(begun.text.slice(1)) : { sid: undefined };
    if (begun.status !== 200 || sid === undefined) return begun.status;
    const socket = new DashboardSocket(base, headers, sid);
    await socket.#post(`40${auth === undefined ? '' : JSON.stringify(auth)}`);
    if (websocket) await socket.#upgrade();
    void socket.#listen();
    return socket;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  async emit(...event: readonly unknown[]): Promise<void> {
    await this.write(JSON.stringify(event));
  }

  /** Emits an event as it is written. */
  async write(event: string): Promise<void> {
    const frame = `42${event}`;
    if (this.#socket) this.#socket.send(frame);
    else await this.#post(frame);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.terminate();
  }

  get #path(): string {
    return `/dashboard/socket.io/?EIO=4&sid=${this.#sid}`;
  }

  async #post(body: string): Promise<void> {
    const headers = { ...this.#headers, 'Content-Type': 'text/plain;charset=UTF-8' };
    await raw(this.#base, `${this.#path}&transport=polling`, { method: 'POST', headers, body });
  }

  async #upgrade(): Promise<void> {
    const address = `${this.#base.replace('http', 'ws')}${this.#path}&transport=websocket`;
    const socket = new WebSocket(address, { headers: this.#headers });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => socket.send('2probe'));
      socket.once('message', () => resolve());
    });
    socket.send('5');
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
    });
    socket.on('message', (data) => this.#take(String(data)));
  }

  async #listen(): Promise<void> {
    while (!this.#socket && !this.#closed) {
      const answer = await raw(this.#base, `${this.#path}&transport=polling`, {
        headers: this.#headers,
      }).catch(() => undefined);
      if (answer?.status !== 200) this.#closed = true;
      else for (const frame of answer.text.split(separator)) this.#take(frame);
    }
  }

  #take(frame: string): void {
    this.frames.push(frame);
    if (frame !== '2') return;
    if (this.#socket) this.#socket.send('3');
    else void this.#post('3');
  }
}
