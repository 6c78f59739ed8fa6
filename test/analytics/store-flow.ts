import { type NodeRedProcess, waitFor } from '@millwright/testing';

/** One node of a flow, as a flow file has it. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** For `settings.js`: lets a flow ask a store as a widget does, through the door. */
export const storeSettings = `functionGlobalContext: {
  store: (id) => globalThis[Symbol.for('millwright.door')].services.samples?.store(id),
},`;

const place = (node: FlowNode): FlowNode => ({ x: 100, y: 100, z: 'tab', ...node });

/** An endpoint whose answer is made by the code of a function, which has `store` and what was posted as `ask`. */
const answering = (path: string, code: string): readonly FlowNode[] =>
  [
    { id: `${path}-in`, type: 'http in', url: `/${path}`, method: 'post', wires: [[`${path}-do`]] },
    {
      id: `${path}-do`,
      type: 'function',
      func: `const ask = msg.payload; const store = global.get('store')(ask.store ?? 'store');
        msg.payload = await (async () => { ${code} })() ?? null; return msg;`,
      outputs: 1,
      wires: [[`${path}-out`]],
    },
    { id: `${path}-out`, type: 'http response', wires: [] },
  ].map(place);

export const store = (overrides: Readonly<Record<string, unknown>> = {}): FlowNode => ({
  id: 'store',
  type: 'mw-sample-store',
  schema: 1,
  name: 'Line 1',
  within: 1,
  ...overrides,
});

export const record = (overrides: Readonly<Record<string, unknown>> = {}): FlowNode =>
  place({ id: 'record', type: 'mw-record', schema: 1, store: 'store', wires: [['passed']], ...overrides });

/** A flow that records what is posted to `/say`, counts what is passed on, and answers what stores know. */
export function storeFlow(...nodes: readonly FlowNode[]): readonly FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'Samples' },
    ...[
      { id: 'say', type: 'http in', url: '/say', method: 'post', wires: [['pick']] },
      {
        id: 'pick',
        type: 'function',
        func: `for (const each of [msg.payload].flat()) node.send([each, null]);
          msg.payload = {}; return [null, msg];`,
        outputs: 2,
        wires: [['record', 'second'], ['said']],
      },
      { id: 'said', type: 'http response', wires: [] },
      {
        id: 'passed',
        type: 'function',
        func: `node.warn('@@passed ' + JSON.stringify(msg));`,
        outputs: 0,
        wires: [],
      },
      { id: 'catch', type: 'catch', scope: null, uncaught: false, wires: [['caught']] },
      {
        id: 'caught',
        type: 'function',
        func: `node.warn('@@caught ' + msg.error.code);`,
        outputs: 0,
        wires: [],
      },
      { id: 'statuses', type: 'status', scope: null, wires: [['status']] },
      {
        id: 'status',
        type: 'function',
        func: `node.warn('@@status ' + msg.status.source.id + ' ' + msg.status.text);`,
        outputs: 0,
        wires: [],
      },
    ].map(place),
    ...answering('tags', 'return store?.tags()'),
    ...answering('health', 'return store?.health()'),
    ...answering(
      'lines',
      `const lines = await store.lines(ask.tags, { gap: Infinity, ...ask.view });
      return lines.map(({ times, values }) => [...times].map((time, row) => [time, values[row]]));`,
    ),
    ...answering(
      'follow',
      `const until = Date.now() + 5000; const told = {};
      const end = store.follow((samples) => { for (const [tag, { values }] of samples) told[tag] = [...told[tag] ?? [], ...values]; });
      while (!told[ask.tag]?.includes(ask.value) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      end(); return told;`,
    ),
    ...nodes,
  ];
}

export interface Tag {
  readonly tag: string;
  readonly unit?: string;
  readonly first: number;
  readonly last: number;
}

export interface Health {
  readonly state: string;
  readonly problem?: string;
  readonly lost: number;
  readonly bytes: number;
}

/** Asks a running flow. */
export class StoreClient {
  readonly #nodeRed: NodeRedProcess;

  constructor(nodeRed: NodeRedProcess) {
    this.#nodeRed = nodeRed;
  }

  async #post<Answer>(path: string, body: unknown): Promise<Answer> {
    const answer = await fetch(`${this.#nodeRed.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  /** Sends messages into the record nodes. */
  say(messages: object | readonly object[]): Promise<unknown> {
    return this.#post('say', messages);
  }

  tags(store = 'store'): Promise<readonly Tag[] | null> {
    return this.#post('tags', { store });
  }

  health(store = 'store'): Promise<Health> {
    return this.#post('health', { store });
  }

  /** The points of a tag. Interruptions are null. */
  async points(
    tag: string,
    from: number,
    to: number,
    { pixels = to - from, store = 'store' }: { readonly pixels?: number; readonly store?: string } = {},
  ): Promise<readonly (readonly [number, number | null])[]> {
    const [line = []] = await this.#post<(readonly [number, number | null])[][]>('lines', {
      store,
      tags: [tag],
      view: { from, to, pixels },
    });
    return line;
  }

  follow(tag: string, value: number): Promise<Readonly<Record<string, readonly number[]>>> {
    return this.#post('follow', { tag, value });
  }

  /** Waits until the store has found what was kept before. */
  ready(store = 'store'): Promise<unknown> {
    return waitFor('the store', async () => (await this.health(store)).state === 'online');
  }
}
