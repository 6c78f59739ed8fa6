import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Sample } from '@millwright/tags';
import {
  endChild,
  freePort,
  marked,
  type NodeRedProcess,
  root,
  spawnChild,
  waitFor,
} from '@millwright/testing';
import { WebSocket } from 'ws';

/** One node of a flow, as a flow file has it. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** What the observer of a flow saw, in order. */
export interface Seen {
  readonly from: 'message' | 'error' | 'status';
  readonly payload?: unknown;
  readonly topic?: string;
  readonly sample?: Sample;
  readonly samples?: readonly Sample[];
  readonly gap?: { readonly from: number; readonly to: number; readonly reason: string };
  readonly error?: {
    readonly message: string;
    readonly code?: string;
    readonly source: { readonly id: string };
  };
  readonly status?: {
    readonly text?: string;
    readonly fill?: string;
    readonly source: { readonly id: string };
  };
  readonly [property: string]: unknown;
}

const mark = '@@seen ';
const observer = (id: string, from: Seen['from']): FlowNode => ({
  id,
  type: 'function',
  z: 'tab',
  func: `node.warn('${mark}' + JSON.stringify({ from: '${from}', ...msg })); return null;`,
  outputs: 0,
  wires: [],
});

/** A tab that writes every message of `message`, every caught error and every status of a Modbus node into the log. */
export function observed(...nodes: readonly FlowNode[]): readonly FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'Modbus' },
    ...[
      observer('message', 'message'),
      observer('error', 'error'),
      observer('status', 'status'),
      { id: 'catch', type: 'catch', z: 'tab', scope: null, uncaught: false, wires: [['error']] },
      { id: 'statuses', type: 'status', z: 'tab', scope: null, wires: [['status']] },
      ...nodes,
      // Without a place on the canvas Node-RED takes a node for a configuration node.
    ].map((node) => ('z' in node ? { ...node, x: 100, y: 100 } : node)),
  ];
}

/** A PLC that is in the test's process stalls with it, and one of its own may wait for its turn: neither is to be called silent. */
export function connection(port: number, overrides: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    host: '127.0.0.1',
    port,
    timeout: 2_000,
    ...overrides,
  };
}

export interface Row {
  readonly name: string;
  readonly area: string;
  readonly address: number | string;
  readonly type: string;
  readonly [column: string]: unknown;
}

export function tags(rows: readonly Row[], overrides: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    connection: 'connection',
    unit: 1,
    tags: rows.map((row) => ({ byteOrder: 'ABCD', ...row })),
    ...overrides,
  };
}

export function watch(interval: number, overrides: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'watch',
    type: 'mw-modbus-watch',
    z: 'tab',
    schema: 1,
    tags: 'tags',
    interval,
    wires: [['message']],
    ...overrides,
  };
}

export function read(overrides: Readonly<Record<string, unknown>> = {}): readonly FlowNode[] {
  return [
    {
      id: 'inject',
      type: 'inject',
      z: 'tab',
      props: [{ p: 'mine', v: 'kept', vt: 'str' }],
      wires: [['read']],
    },
    {
      id: 'read',
      type: 'mw-modbus-read',
      z: 'tab',
      schema: 1,
      tags: 'tags',
      wires: [['message']],
      ...overrides,
    },
  ];
}

/** Two nodes: what is posted to `/say` becomes a message to the node that is behind them. */
export function said(to: string): readonly FlowNode[] {
  return [
    { id: 'said', type: 'http in', z: 'tab', url: '/say', method: 'post', wires: [['pick']] },
    {
      id: 'pick',
      type: 'function',
      z: 'tab',
      func: `const { req, res, payload } = msg;
        if (payload.bytes) payload.payload = Buffer.from(payload.bytes, 'hex');
        node.send([{ ...payload, said: true }, { req, res, payload: {} }]);`,
      outputs: 2,
      wires: [[to], ['answered']],
    },
    { id: 'answered', type: 'http response', z: 'tab', statusCode: '200', wires: [] },
  ];
}

/** Sends a message into the node behind {@link said}: as a flow does by itself, no person behind it. */
export async function say(nodeRed: NodeRedProcess, message: object): Promise<void> {
  const answer = await fetch(`${nodeRed.url}/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  if (answer.status !== 200) throw new Error(`say: ${answer.status}`);
}

/** A node that writes what the message brings. */
export function write(overrides: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'write',
    type: 'mw-modbus-write',
    z: 'tab',
    schema: 1,
    tags: 'tags',
    wires: [['message']],
    ...overrides,
  };
}

/** Everything that the observers of a running flow have seen since `from`, a former length of the log. */
export const seen = (nodeRed: NodeRedProcess, from = 0): readonly Seen[] =>
  marked(nodeRed.log.slice(from), mark);

/** Waits until something was seen that fits. */
export function waitToSee(
  nodeRed: NodeRedProcess,
  what: string,
  fits: (seen: Seen) => boolean,
  { from = 0, deadline = 15_000 }: { from?: number; deadline?: number } = {},
): Promise<Seen> {
  return waitFor(what, () => seen(nodeRed, from).find(fits), { deadline });
}

/**
 * The text that an editor which connects now shows under a node. Unlike the flow's own Status nodes it knows also what
 * a node said while it was made.
 */
export async function shownStatus(nodeRed: NodeRedProcess, id: string): Promise<string | undefined> {
  const socket = new WebSocket(`${nodeRed.adminUrl.replace('http', 'ws')}/comms`);
  try {
    const statuses = new Map<string, string>();
    socket.on('message', (data) => {
      for (const { topic, data: status } of [JSON.parse(String(data))].flat())
        statuses.set(topic, status?.text);
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ subscribe: 'status/#' }));
    await waitFor(`the status of ${id}`, () => statuses.has(`status/${id}`));
    return statuses.get(`status/${id}`);
  } finally {
    socket.terminate();
  }
}

export const isStatus =
  (id: string, text: RegExp) =>
  ({ status }: Seen): boolean =>
    status?.source.id === id && text.test(status.text ?? '');

/** The simulator as a process of its own, that can be killed, halted and told what to do. */
export class PlcProcess {
  readonly port: number;
  #child: ChildProcess | undefined;
  #lines: string[] = [];

  constructor(port: number) {
    this.port = port;
  }

  static async prepare(): Promise<PlcProcess> {
    return new PlcProcess(await freePort());
  }

  async start(): Promise<void> {
    const child = spawnChild(
      process.execPath,
      [
        '--conditions=@millwright/source',
        join(root, 'packages/simulators/src/cli.ts'),
        'plant',
        '--port',
        String(this.port),
        '--seed',
        '7',
      ],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    this.#child = child;
    this.#lines = [];
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.#lines.push(line));
    await waitFor('the simulator to listen', () => this.#lines.some((line) => line.includes('"ready"')));
  }

  async tell(command: object): Promise<void> {
    const before = this.#lines.length;
    this.#child?.stdin?.write(`${JSON.stringify(command)}\n`);
    await waitFor('the simulator to obey', () => this.#lines.length > before);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child) await endChild(child, signal);
  }
}
