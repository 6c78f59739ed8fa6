import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { type NodeRedOptions, type NodeRedProcess, root, startNodeRed, targets } from '@millwright/testing';
import { together } from './together.ts';

const instruments = join(root, 'test/benchmarks/support/instruments.cjs');

/** What a user directory that is made elsewhere needs in its settings. Trace logs would be a good part of what is measured. */
export const armSettings = `logging: { console: { level: 'info', metrics: false, audit: false } },
httpAdminMiddleware: require(${JSON.stringify(instruments)}),`;

/** Memory of a process, in bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

interface Sent {
  readonly body?: Buffer | string;
  readonly token?: string | undefined;
  readonly headers?: OutgoingHttpHeaders;
}

/** One of the Node-REDs that are measured beside each other, on the newest Node-RED and Node.js. */
export class Arm {
  readonly nodeRed: NodeRedProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  private constructor(nodeRed: NodeRedProcess) {
    this.nodeRed = nodeRed;
  }

  static async start(options: NodeRedOptions): Promise<Arm> {
    return new Arm(
      await startNodeRed({ heavyNodes: 'all', ...options, target: targets().at(-1), settings: armSettings }),
    );
  }

  /** Sends a request over one kept connection. Milliseconds until the last byte of the answer, which must be a good one. */
  time(method: string, path: string, { body, token, headers }: Sent = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.nodeRed.port,
          method,
          path,
          agent: this.#agent,
          headers: {
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
            ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
            ...headers,
          },
        },
        (response) => {
          response.resume();
          response.once('end', () => {
            const took = performance.now() - started;
            if (response.statusCode === 200) resolve(took);
            else reject(new Error(`${method} ${path} was answered with ${response.statusCode}`));
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  /** Collects garbage, so that what one round left behind is no part of the next. What is in use afterwards. */
  async collect(): Promise<Memory> {
    return (await this.nodeRed.request<Memory>('GET', '/instruments/collect')).body;
  }

  /** Milliseconds that the last deploy spent in Node-RED's own function, beneath all that plugins put around it. */
  async applied(): Promise<number> {
    const { body } = await this.nodeRed.request<{ milliseconds: number }>('GET', '/instruments/applied');
    return body.milliseconds;
  }

  /** The longest time that the event loop was kept from anything else since this was asked before, in milliseconds. */
  async blocked(): Promise<number> {
    const { body } = await this.nodeRed.request<{ milliseconds: number }>('GET', '/instruments/blocked');
    return body.milliseconds;
  }

  /** Puts the pipeline in front of Node-RED, or takes it away. */
  async pipeline(on: boolean): Promise<void> {
    const { status, text } = await this.nodeRed.request('GET', `/instruments/pipeline?on=${on}`);
    if (status !== 200) throw new Error(`The pipeline could not be switched: ${status} ${text}`);
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.nodeRed.stop();
  }
}

export type Arms<Name extends string> = Readonly<Record<Name, Arm>>;

/** Starts Node-REDs one after the other, gives them to `work`, and ends all, whatever happens. */
export function withArms<Name extends string, Result>(
  options: Readonly<Record<Name, NodeRedOptions>>,
  work: (arms: Arms<Name>) => Promise<Result>,
): Promise<Result> {
  const starts = Object.entries<NodeRedOptions>(options).map(([name, each]) => [name, () => Arm.start(each)]);
  return together(Object.fromEntries(starts) as Record<Name, () => Promise<Arm>>, work);
}
