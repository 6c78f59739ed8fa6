import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { defineErrors, defineNode, field } from '@millwright/schema';
import { OwnTime } from '@millwright/testing/own-time';
import type { Message, NodesRed, RedNode, RedStatus, Sent } from '../red.ts';
import type { Behaviour, NodeContext } from './node.ts';
import { registerNode } from './register.ts';
import { statusTexts } from './status.ts';

const pumpErrors = defineErrors('pump', {
  dry: { status: 502, family: 'world', message: () => 'The pump runs dry' },
});

const tankNode = defineNode({
  type: 'mw-tank',
  kind: 'config',
  version: 1,
  fields: { volume: field.integer({ default: 10, min: 1, max: 100 }) },
});

const pumpNode = defineNode({
  type: 'mw-pump',
  kind: 'node',
  version: 1,
  inputs: 1,
  fields: { tank: field.reference({ to: 'mw-tank', required: true }) },
});

type TankConfig = { readonly volume: number };
type PumpConfig = { readonly tank: string };

/** A node as Node-RED makes it, with everything that it does written down. */
class FakeNode extends EventEmitter {
  readonly id: string;
  readonly type: string;
  readonly statuses: RedStatus[] = [];
  readonly logged: string[] = [];
  readonly sent: Sent[] = [];

  constructor(id: string, type: string) {
    super();
    this.id = id;
    this.type = type;
  }
  status(status: RedStatus): void {
    this.statuses.push(status);
  }
  send(message: Sent): void {
    this.sent.push(message);
  }
  log(text: string): void {
    this.logged.push(`info ${text}`);
  }
  warn(text: string): void {
    this.logged.push(`warn ${text}`);
  }
  error(text: string): void {
    this.logged.push(`error ${text}`);
  }
  input(message: Message): Promise<unknown> {
    return new Promise((resolve) =>
      this.emit('input', message, (sent: Message) => this.sent.push(sent), resolve),
    );
  }
  close(): Promise<void> {
    return new Promise((resolve) => this.emit('close', false, resolve));
  }
}

class FakeRed {
  readonly #constructors = new Map<string, (this: RedNode, properties: unknown) => void>();
  readonly #nodes = new Map<string, FakeNode>();
  readonly nodes = {
    registerType: (type: string, make: (this: RedNode, properties: unknown) => void) => {
      this.#constructors.set(type, make);
    },
    createNode: () => {},
    getNode: (id: string) => this.#nodes.get(id) ?? null,
  };
  _(key: string, values: object): string {
    return `${key} ${JSON.stringify(values)}`;
  }
  make(type: string, properties: { readonly id: string; readonly [name: string]: unknown }): FakeNode {
    const node = new FakeNode(properties.id, type);
    this.#nodes.set(properties.id, node);
    this.#constructors.get(type)?.call(node as unknown as RedNode, properties);
    return node;
  }
}

describe('nodes', () => {
  let red: FakeRed;
  let pump: (context: NodeContext<PumpConfig>) => Behaviour;
  const createTank = ({ config }: NodeContext<TankConfig>) => ({ volume: config.volume });

  beforeEach(() => {
    red = new FakeRed();
    pump = () => ({});
    const RED = red as unknown as NodesRed;
    registerNode(RED, tankNode, createTank);
    registerNode(RED, pumpNode, (context: NodeContext<PumpConfig>) => pump(context));
    red.make('mw-tank', { id: 'tank', volume: '20' });
  });

  it('reach the behaviour of a configuration node by its id', async () => {
    pump = (context) => {
      const tank = context.refer(createTank, 'mw-tank', context.config.tank);
      return { input: (message, send) => send({ ...message, payload: tank.volume }) };
    };
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    assert.equal(await node.input({ topic: 'x' }), undefined);
    assert.deepEqual(node.sent, [{ topic: 'x', payload: 20 }]);
  });

  const broken: readonly [string, string, RegExp][] = [
    [
      'a reference to nothing',
      'nowhere',
      /refers to a mw-tank that is not there.*\(node\.reference-missing\)/,
    ],
    [
      'a reference to another type',
      'other',
      /refers to a mw-tank that cannot work.*\(node\.reference-unusable\)/,
    ],
    ['no reference', '', /tank: required \(node\.bad-configuration\)/],
  ];
  for (const [what, tank, log] of broken) {
    it(`say what is wrong with ${what}, in status, log and to each message`, async () => {
      pump = (context) => {
        context.refer(createTank, 'mw-tank', context.config.tank);
        return {};
      };
      red.make('mw-pump', { id: 'other', tank: 'tank' });
      const node = red.make('mw-pump', { id: 'pump', tank });
      assert.deepEqual(node.statuses, [
        { fill: 'red', shape: 'dot', text: 'status.misconfigured {}', is: 'misconfigured' },
      ]);
      assert.match(node.logged.join(), log);
      const error = await node.input({});
      assert.match((error as { code: string }).code, /^node\./);
      await node.close();
    });
  }

  it('hand a coded error to Catch as it is, and any other as unexpected with its stack in the log', async () => {
    const bug = new TypeError('a bug');
    pump = () => ({
      input: ({ dry }) => {
        throw dry ? pumpErrors.dry() : bug;
      },
    });
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    assert.ok(pumpErrors.dry.is(await node.input({ dry: true })));
    assert.deepEqual(node.logged, []);
    const error = (await node.input({})) as Error & { code: string };
    assert.equal(error.code, 'node.unexpected');
    assert.equal(error.cause, bug);
    assert.match(node.logged.join(), /TypeError: a bug\n\s+at /);
  });

  it('show a word once, and none after they are closed', async () => {
    let context: NodeContext<PumpConfig> | undefined;
    pump = (given) => {
      context = given;
      return {};
    };
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    context?.status({ is: 'idle' });
    context?.status({ is: 'retry', seconds: 8 });
    context?.status({ is: 'retry', seconds: 8 });
    context?.status({ is: 'slow', milliseconds: 2_100 });
    await node.close();
    context?.status({ is: 'online' });
    context?.send({ payload: 1 });
    context?.report(new Error('late'));
    assert.deepEqual(
      node.statuses.map(({ text }) => text),
      [undefined, 'status.retry {"seconds":8}', 'status.slow {"time":"2100 ms"}'],
    );
    assert.deepEqual(node.sent, []);
    assert.deepEqual(node.logged, []);
  });

  it('abort what is under way when they are closed, and let nobody hear of it', async () => {
    pump = ({ signal }) => ({
      input: async () => {
        await once(signal, 'abort');
        throw signal.reason;
      },
    });
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    const done = node.input({});
    await node.close();
    assert.equal(await done, undefined);
  });

  it('are awaited when they close, and a failure to close stops nothing', async () => {
    let closed = false;
    pump = () => ({
      close: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        closed = true;
        throw new Error('stuck valve');
      },
    });
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    await node.close();
    assert.equal(closed, true);
    assert.match(node.logged.join(), /stuck valve/);
  });

  it('are left behind when they do not close in time', async function () {
    this.timeout(10_000);
    pump = () => ({ close: () => new Promise(() => {}) });
    const node = red.make('mw-pump', { id: 'pump', tank: 'tank' });
    const time = OwnTime.begin();
    await node.close();
    assert.ok(time.end() < 5_000);
    assert.match(node.logged.join(), /Did not close/);
  });

  it('have a text for every word', () => {
    assert.ok(Object.keys(statusTexts).length > 5);
  });
});
