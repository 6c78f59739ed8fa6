import assert from 'node:assert/strict';
import { defineErrors, defineNode, type Followed, field } from '@millwright/schema';
import type { Message, NodesRed, RedNode } from '../red.ts';
import { FakeBrowser, FakeGroup, FakeNode } from './dashboard.fixture.ts';
import type { Connection } from './dashboard.ts';
import { registerWidget } from './register.ts';
import type { Browser, CreateWidget, WidgetBehaviour, WidgetConfig } from './widget.ts';

const lampErrors = defineErrors('lamp', {
  broken: { status: 502, family: 'world', message: () => 'The lamp is broken' },
});

const lampNode = defineNode({
  type: 'ui-mw-lamp',
  kind: 'node',
  version: 1,
  inputs: 1,
  fields: {
    group: field.reference({ to: 'ui-group' }),
    ui: field.reference({ to: 'ui-base' }),
    width: field.integer({ default: 0, min: 0, max: 24 }),
    height: field.integer({ default: 0, min: 0, max: 60 }),
    order: field.integer({ default: 0, min: 0, max: 100 }),
    className: field.text(),
  },
});

describe('widgets', () => {
  let group: FakeGroup;
  let plugins: object[];
  let node: FakeNode;

  const start = (
    create: CreateWidget<WidgetConfig>,
    groupId = 'group',
    groups: object = { group },
    ui = '',
  ): void => {
    let make: ((this: RedNode, properties: unknown) => void) | undefined;
    const RED = {
      nodes: {
        registerType: (_type: string, given: typeof make) => {
          make = given;
        },
        createNode: () => {},
        getNode: (id: string) => (groups as Record<string, unknown>)[id] ?? null,
      },
      plugins: { getByType: () => plugins },
      _: (key: string) => key,
    };
    registerWidget(RED as unknown as NodesRed, lampNode, { height: 4 }, create);
    node = new FakeNode();
    make?.call(node as unknown as RedNode, { id: 'lamp', group: groupId, ui });
  };
  const ask = (browser: FakeBrowser, value: unknown, message: unknown = {}): Promise<void> | undefined =>
    group.events?.onChange(message, value, browser, 'lamp');
  const input = (message: Message): Promise<unknown> =>
    new Promise((resolve) => node.emit('input', message, () => {}, resolve));

  beforeEach(() => {
    group = new FakeGroup();
    plugins = [];
  });

  it('stand in their group with a height of their own, and nothing of a browser reaches the flow', () => {
    start(() => ({}));
    const { width, height, id, type, z } = group.properties;
    assert.deepEqual(
      { width, height, id, type, z },
      { width: null, height: 4, id: 'lamp', type: 'ui-mw-lamp', z: 'tab' },
    );
    assert.equal('onAction' in (group.events ?? {}), false);
    assert.equal(group.events?.onSend(), undefined);
  });

  for (const [what, id, groups, code] of [
    ['that is not there', 'gone', {}, 'node.reference-missing'],
    ['that is none', 'group', { group: { type: 'ui-page' } }, 'node.reference-unusable'],
    [
      'of a page that is not there',
      'group',
      {
        group: Object.assign(new FakeGroup(), {
          getBase: () => {
            throw new TypeError('page is undefined');
          },
        }),
      },
      'node.reference-unusable',
    ],
  ] as const) {
    it(`say in status and log that they are in a group ${what}`, () => {
      start(() => ({}), id, groups);
      assert.deepEqual(
        node.statuses.map(({ is }) => is),
        ['misconfigured'],
      );
      assert.ok(node.logged.join().includes(code), node.logged.join());
    });
  }

  it('stand on every page of a dashboard that they name, and in no group', () => {
    const registered: unknown[][] = [];
    const base = { type: 'ui-base', register: (...given: unknown[]) => void registered.push(given) };
    start(() => ({}), '', { base }, 'base');
    const [page, inGroup, , properties] = registered[0] ?? [];
    assert.deepEqual([page, inGroup], [null, null]);
    assert.deepEqual(
      { ...(properties as object) },
      { ...(properties as object), group: '', ui: 'base', id: 'lamp' },
    );
    for (const [groups, code] of [
      [{}, 'node.reference-missing'],
      [{ base: group }, 'node.reference-unusable'],
    ] as const) {
      start(() => ({}), '', groups, 'base');
      assert.ok(node.logged.join().includes(code), node.logged.join());
    }
  });

  it('get the data of a message, and Dashboard what it shows of it', async () => {
    const got: Message[] = [];
    start(() => ({ input: (message) => void got.push(message) }));
    await input({ payload: 7, topic: 'x' });
    await input({ payload: 8, enabled: false, class: 'red', _client: { socketId: 'a' } });
    assert.deepEqual(
      got.map(({ payload }) => payload),
      [7, 8],
    );
    assert.deepEqual(group.seen, [{ enabled: false, class: 'red', _client: { socketId: 'a' } }]);
  });

  it('answer a browser alone, with the error where there is one', async () => {
    const answer: WidgetBehaviour['answer'] = ({ ask: asked, body }) => {
      if (asked === 'break') throw lampErrors.broken();
      if (asked === 'fault') throw new TypeError('a bug with secrets');
      return { json: { asked, body } };
    };
    start(() => ({ answer }));
    const [one, other] = [new FakeBrowser('one'), new FakeBrowser('other')];
    await ask(one, { number: 1, ask: 'colour', body: 'red' });
    await ask(one, { number: 2, ask: 'break' });
    await ask(one, { number: 3, ask: 'fault' });
    await ask(one, { number: 4 });
    await ask(one, { number: 5, ask: 'colour', body: 'x'.repeat(20_000) });
    await ask(one, { number: 6, ask: 'colour', body: JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) });
    await ask(one, 'nonsense');
    assert.deepEqual(other.heard, []);
    const [colour, ...errors] = one.answers;
    assert.deepEqual(colour, { number: 1, json: { asked: 'colour', body: 'red' } });
    assert.deepEqual(
      errors.map(({ number, error }) => [number, error?.code]),
      [
        [2, 'lamp.broken'],
        [3, 'node.unexpected'],
        [4, 'widget.request-malformed'],
        [5, 'widget.request-too-large'],
        [6, 'widget.request-malformed'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(one.answers), /secrets/);
  });

  it('do not answer a browser that asks too often, and go on for others', async () => {
    start(() => ({ answer: () => ({}) }));
    const [one, other] = [new FakeBrowser('one'), new FakeBrowser('other')];
    for (let number = 0; number < 60; number += 1) await ask(one, { number, ask: 'x' });
    await ask(other, { number: 1, ask: 'x' });
    const refused = one.answers.filter(({ error }) => error?.code === 'widget.too-many-requests').length;
    assert.ok(refused >= 15 && refused <= 20, String(refused));
    assert.deepEqual(other.answers, [{ number: 1 }]);
  });

  it('do not answer a browser that has too much under way, and answer it again when it has less', async () => {
    const wait = Promise.withResolvers<object>();
    start(() => ({ answer: ({ ask: asked }) => (asked === 'slow' ? wait.promise : {}) }));
    const [one, other] = [new FakeBrowser('one'), new FakeBrowser('other')];
    const slow = Array.from({ length: 8 }, (_, number) => ask(one, { number, ask: 'slow' }));
    await ask(one, { number: 8, ask: 'quick' });
    await ask(other, { number: 9, ask: 'quick' });
    assert.deepEqual(
      one.answers.map(({ number, error }) => [number, error?.code]),
      [[8, 'widget.too-many-at-once']],
    );
    assert.deepEqual(other.answers, [{ number: 9 }]);
    wait.resolve({});
    await Promise.all(slow);
    await ask(one, { number: 10, ask: 'quick' });
    assert.deepEqual(one.answers.at(-1), { number: 10 });
  });

  it('push what changed to browsers that follow, several changes at once, and to no one who went', async () => {
    let [count, pushed] = [0, 0];
    let changed = (): void => {};
    start((context) => {
      changed = context.changed;
      return {
        push: () => {
          pushed += 1;
          return { json: count };
        },
      };
    });
    const [one, gone, left, stranger] = ['one', 'gone', 'left', 'stranger'].map((id) => new FakeBrowser(id));
    assert.ok(one && gone && left && stranger);
    for (const browser of [one, gone, left]) await ask(browser, { number: 1, ask: 'follow' });
    await ask(left, { number: 2, ask: 'unfollow' });
    gone.connected = false;
    const began = performance.now();
    for (; count < 50; count += 1) changed();
    while (pushed === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    changed();
    while (pushed === 1) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.ok(performance.now() - began >= 99);
    assert.deepEqual(one.pushes, [{ json: 50 }, { json: 50 }]);
    assert.deepEqual(
      [gone, left, stranger].map((browser) => browser.pushes.length),
      [0, 0, 0],
    );
    const [{ json } = { json: undefined }] = one.answers;
    assert.equal(typeof (json as Followed).life, 'string');
  });

  it('know users from plugins of Dashboard, and nothing that a browser says of itself', async () => {
    const seen: Browser['by'][] = [];
    start(() => ({
      answer: (_asked, { by }) => {
        seen.push(by);
        return {};
      },
    }));
    const browser = new FakeBrowser('one');
    const forged = { _client: { user: { username: 'admin' } }, payload: 1 };
    await ask(browser, { number: 1, ask: 'x', _client: forged._client }, forged);
    plugins = [
      {},
      {
        hooks: {
          onAddConnectionCredentials: ({ id }: Connection, message: { _client: object }) => ({
            ...message,
            _client: { ...message._client, user: { username: `user of ${id}` } },
          }),
        },
      },
    ];
    await ask(browser, { number: 2, ask: 'x' }, forged);
    assert.deepEqual(seen, [{ kind: 'anyone' }, { kind: 'user', name: 'user of one' }]);
  });

  it('take nobody for whom a browser says it is when it connects, though a plugin does', async () => {
    const seen: unknown[] = [];
    start(() => ({
      answer: (_asked, { by }) => {
        seen.push(by);
        return {};
      },
    }));
    const user = { username: 'admin' };
    const handshake = { headers: { cookie: 'a=b' }, auth: { user }, query: { user } };
    const browser = Object.assign(new FakeBrowser('one'), { handshake });
    type Handshaken = Connection & { readonly handshake: typeof handshake };
    for (const from of ['auth', 'query'] as const) {
      const onAddConnectionCredentials = (connection: Handshaken, message: object) => {
        seen.push(connection.handshake.headers.cookie, connection.id);
        return { ...message, _client: { user: connection.handshake[from].user } };
      };
      plugins = [{ hooks: { onAddConnectionCredentials } }];
      await ask(browser, { number: 1, ask: 'x' });
    }
    assert.deepEqual(seen, ['a=b', 'one', { kind: 'anyone' }, 'a=b', 'one', { kind: 'anyone' }]);
  });

  it('refuse everything where a plugin for log-in fails', async () => {
    start(() => ({ answer: () => ({ json: 'secret' }) }));
    plugins = [
      {
        hooks: {
          onAddConnectionCredentials: () => {
            throw new Error('no session');
          },
        },
      },
    ];
    const browser = new FakeBrowser('one');
    await ask(browser, { number: 1, ask: 'x' });
    assert.deepEqual(
      browser.answers.map(({ error, json }) => [error?.code, json]),
      [['node.unexpected', undefined]],
    );
  });

  it('say that Dashboard is too old where it does not tell who asks', async () => {
    start(() => ({}));
    await group.events?.onChange({}, { number: 1, ask: 'follow' });
    assert.match(node.logged.join(), /widget\.dashboard-too-old/);
  });

  it('are forgotten by Dashboard when they close', async () => {
    let closed = false;
    start(() => ({
      close: () => {
        closed = true;
      },
    }));
    for (const listener of node.listeners('close'))
      await new Promise<void>((resolve) => listener.call(node, true, resolve));
    assert.deepEqual([closed, group.closed], [true, 1]);
  });
});
