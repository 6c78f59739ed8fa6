import assert from 'node:assert/strict';
import type { Commander } from '@millwright/analytics';
import type { WidgetContext } from '@millwright/runtime';
import type { AlarmAnswers, AlarmAsk, AlarmNews, AlarmsTold } from '../../common/alarms/wire.ts';
import { AlarmScreen, type AlarmScreenConfig } from './alarm-screen.ts';
import { MemoryEngine } from './engine.fixture.ts';

const ann: Commander = { kind: 'user', name: 'ann' };
const bob: Commander = { kind: 'user', name: 'bob' };
const anyone: Commander = { kind: 'anyone' };

describe('the server side of lists of alarms', () => {
  let engine: MemoryEngine;
  let present: MemoryEngine | undefined;
  let screen: AlarmScreen;
  let reported: unknown[];
  let changes = 0;
  let isEnabled: boolean;

  function open(config: Partial<AlarmScreenConfig> = {}): void {
    screen?.close();
    reported = [];
    const context: WidgetContext<AlarmScreenConfig> = {
      id: 'list',
      config: { engine: 'engine', area: '', anyone: false, ...config },
      secrets: {},
      signal: new AbortController().signal,
      log: { info() {}, warn() {}, error() {} },
      send() {},
      status() {},
      report: (error) => reported.push(error),
      refer: assert.fail,
      tls: assert.fail,
      changed: () => {
        changes += 1;
      },
      isEnabled: () => isEnabled,
    };
    screen = new AlarmScreen('ui-mw-alarms', context, () => ({
      engine: (id) => (id === 'engine' ? present : undefined),
    }));
  }

  async function ask<Ask extends AlarmAsk>(
    name: Ask,
    body?: unknown,
    by = ann,
    id = by.name ?? '',
  ): Promise<AlarmAnswers[Ask]> {
    return (await screen.answer({ ask: name, body }, { id, by })).json as AlarmAnswers[Ask];
  }
  const pushed = (): AlarmNews => screen.push()?.json as AlarmNews;
  function news(): AlarmsTold {
    const { told } = pushed();
    assert.ok(told);
    return told;
  }
  const acknowledge = { kind: 'acknowledge', alarms: [{ alarm: 'a', occurrence: 1, seq: 1 }] };

  beforeEach(() => {
    engine = new MemoryEngine();
    present = engine;
    isEnabled = true;
    engine.add('a', 'Oven');
    engine.add('b', 'Filler');
    open();
  });
  afterEach(() => screen.close());

  it('lists what is not normal', async () => {
    engine.tell('a', true);
    const list = await ask('list');
    assert.deepEqual(
      list.alarms.map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual([list.engine, list.commands, list.figures.total], ['Line 2', true, 1]);
    assert.equal((await ask('list', undefined, anyone)).commands, false);
  });

  it('tells once what has changed, also that it is normal again, and what is gone', () => {
    news();
    engine.tell('a', true);
    assert.ok(changes > 0);
    engine.tell('a', false);
    engine.tell('b', true);
    assert.deepEqual(
      news().changed.map(({ id, state }) => `${id} ${state.stage}`),
      ['a returned', 'b unacknowledged'],
    );
    engine.remove('b');
    assert.deepEqual(news().gone, ['b']);
    const { changed, gone } = news();
    assert.deepEqual({ changed, gone }, { changed: [], gone: [] });
  });

  it('tells that an alarm is gone that was listed before anything was told', async () => {
    await ask('list');
    engine.remove('b');
    assert.deepEqual(news().gone, ['b']);
  });

  it('shows one area, and takes commands for no other', async () => {
    open({ area: 'Filler' });
    engine.tell('a', true);
    engine.tell('b', true);
    assert.deepEqual(
      (await ask('list')).alarms.map(({ id }) => id),
      ['b'],
    );
    assert.equal((await ask('list')).figures.total, 1);
    const [result] = await ask('command', acknowledge);
    assert.equal(result?.outcome === 'refused' && result.code, 'alarm-widgets.alarm-unknown');
    assert.deepEqual(
      (await ask('journal', { limit: 10 })).lines.map(({ alarm }) => alarm),
      ['b'],
    );
  });

  it('says for each alarm what became of a command', async () => {
    engine.tell('a', true);
    const both = { ...acknowledge, alarms: [...acknowledge.alarms, { alarm: 'b', occurrence: 0, seq: 0 }] };
    const results = await ask('command', both);
    assert.deepEqual(
      results.map((result) => (result.outcome === 'refused' ? result.code : result.outcome)),
      ['done', 'alarm.does-not-apply'],
    );
  });

  it('says who was quicker', async () => {
    engine.tell('a', true);
    await ask('command', acknowledge, bob);
    const [result] = await ask('command', acknowledge);
    assert.ok(result?.outcome === 'already');
    assert.equal(result.by, 'bob');
  });

  it('says who did what to people who are logged in alone', async () => {
    open({ anyone: true });
    engine.tell('a', true);
    await ask('command', acknowledge, bob);
    const names = async (by: Commander): Promise<unknown> =>
      (await ask('journal', { limit: 1 }, by)).lines.map(({ actor }) => actor);
    assert.deepEqual([await names(ann), await names(anyone)], [['bob'], [undefined]]);
    const [result] = await ask('command', acknowledge, anyone);
    assert.ok(result?.outcome === 'already');
    assert.equal(result.by, undefined);
  });

  it('takes commands of people who are logged in, and of anyone only where an engineer allows it', async () => {
    engine.tell('a', true);
    await assert.rejects(ask('command', acknowledge, anyone), { code: 'alarm-widgets.not-logged-in' });
    assert.equal(engine.alarms()[0]?.state.acknowledged, false);
    open({ anyone: true });
    assert.deepEqual(await ask('command', acknowledge, anyone), [{ alarm: 'a', outcome: 'done' }]);
    assert.equal((await ask('list', undefined, anyone)).commands, true);
    const reset = { kind: 'reset', alarms: [{ alarm: 'a' }] };
    const messages = [ann, anyone].map(async (by) => {
      const [result] = await ask('command', reset, by);
      return result?.outcome === 'refused' && result.message;
    });
    assert.deepEqual(await Promise.all(messages), [
      'The alarm cannot be reset now: it is raised and acknowledged',
      '',
    ]);
  });

  it('checks what comes before it looks at anything else', async () => {
    await assert.rejects(ask('command', { kind: 'reset', alarms: [{ alarm: 'a' }], actor: 'x' }, anyone), {
      code: 'widget.request-malformed',
    });
    await assert.rejects(ask('journal', { limit: 1e9 }), { code: 'widget.request-malformed' });
    for (const wrong of ['constructor', '__proto__', 'act'])
      await assert.rejects(ask(wrong as AlarmAsk), { code: 'widget.request-unknown' });
  });

  it('carries out one command of a browser at a time', async () => {
    engine.tell('a', true);
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.disk = promise;
    const first = ask('command', acknowledge);
    await assert.rejects(ask('command', acknowledge), { code: 'alarm-widgets.commands-running' });
    const other = ask('command', acknowledge, bob);
    resolve();
    assert.deepEqual(await first, [{ alarm: 'a', outcome: 'done' }]);
    await other;
    await ask('command', acknowledge);
  });

  it('pages through the journal to its end', async () => {
    for (const holds of [true, false, true]) engine.tell('a', holds);
    const page = await ask('journal', { limit: 2 });
    assert.deepEqual([page.lines.map(({ number }) => number), page.before], [[3, 2], 2]);
    const last = await ask('journal', { limit: 2, before: 2 });
    assert.deepEqual([last.lines.map(({ number }) => number), last.before], [[1], undefined]);
  });

  it('stays where its engine is missing, says so, and finds it when it comes', async () => {
    present = undefined;
    open();
    assert.equal((reported[0] as { code: string }).code, 'alarm-widgets.engine-missing');
    await assert.rejects(ask('list'), { code: 'alarm-widgets.engine-missing' });
    assert.equal(pushed().told, undefined);
    present = engine;
    assert.equal((await ask('list')).engine, 'Line 2');
    engine.tell('a', true);
    assert.equal(news().changed.length, 1);
  });

  it('says how much is known: an empty list of which nothing is known is no good news', async () => {
    engine.become({ state: 'loading' });
    const before = await ask('list');
    assert.deepEqual(before.alarms, []);
    assert.deepEqual(before.outlook, { readiness: { state: 'loading' }, watched: 0, unknown: 0 });
    engine.become({ state: 'ready' });
    const { generation, told } = pushed();
    assert.ok(generation > before.generation, 'the list is to be asked for anew');
    assert.deepEqual(told?.outlook, { readiness: { state: 'ready' }, watched: 2, unknown: 2 });
    engine.tell('a', false);
    engine.tell('b', true);
    assert.deepEqual((await ask('list')).outlook.unknown, 0);
    assert.equal(pushed().generation, generation);
    engine.become({ state: 'failed', code: 'store.newer-schema' });
    assert.ok(pushed().generation > generation);
    assert.deepEqual((await ask('list')).outlook.readiness, { state: 'failed', code: 'store.newer-schema' });
  });

  it('has the list asked for anew where the engine is gone, or another one', async () => {
    const { generation } = await ask('list');
    present = undefined;
    const gone = pushed();
    assert.ok(gone.generation > generation);
    present = new MemoryEngine();
    assert.ok(pushed().generation > gone.generation);
  });

  it('takes no command while it is disabled', async () => {
    engine.tell('a', true);
    isEnabled = false;
    await assert.rejects(ask('command', acknowledge), { code: 'alarm-widgets.disabled' });
    assert.equal(engine.alarms()[0]?.state.acknowledged, false);
    assert.equal((await ask('list')).alarms.length, 1);
  });
});
