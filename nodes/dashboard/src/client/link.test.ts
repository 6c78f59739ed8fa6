import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mock } from 'node:test';
import { answerEvent, missedEvent, type Parcel, pushEvent, type WidgetRequest } from '@millwright/schema';
import { screenErrors } from '../common/errors.ts';
import type { DashboardSocket } from './dashboard.ts';
import { Link } from './link.ts';

/** A page's socket whose other end a test is. */
class FakeSocket extends EventEmitter {
  connected = true;
  readonly sent: WidgetRequest[] = [];
  override emit(event: string, ...values: readonly unknown[]): boolean {
    if (event !== 'widget-change') return super.emit(event, ...values);
    this.sent.push(values[1] as WidgetRequest);
    return true;
  }
  answer(answer: object): void {
    this.emit(answerEvent('w'), { number: this.sent.at(-1)?.number, ...answer });
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the link of a page', () => {
  let socket: FakeSocket;
  let begun: string[];
  let pushed: Parcel[];
  let states: string[];
  let link: Link;
  let page: EventTarget;
  let loads: number;
  let begin: (life: string) => void;

  beforeEach(() => {
    begin = (life) => void begun.push(life);
    socket = new FakeSocket();
    begun = [];
    pushed = [];
    states = [];
    link = new Link(socket as unknown as DashboardSocket, 'w', {
      begin: async ({ life }) => begin(life),
      push: (parcel) => pushed.push(parcel),
      state: (state) => states.push(state),
    });
    [page, loads] = [new EventTarget(), 0];
    const load = (): void => {
      loads += 1;
    };
    link.open({ inputs: page, load });
  });
  afterEach(() => link.close());

  it('follows, and hands on what is pushed, numbers as numbers', async () => {
    assert.deepEqual(
      socket.sent.map(({ ask }) => ask),
      ['follow'],
    );
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    socket.emit(pushEvent('w'), { json: 1, numbers: Float64Array.of(1, 2).buffer });
    assert.deepEqual(begun, ['first']);
    assert.deepEqual(pushed, [{ json: 1, numbers: Float64Array.of(1, 2) }]);
  });

  it('follows again after a reconnection and after a deploy, and begins anew only where the widget is another one', async () => {
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    socket.emit('ui-config');
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    assert.deepEqual(begun, ['first']);
    socket.emit('ui-config');
    socket.answer({ json: { life: 'second', now: 0 } });
    await turn();
    socket.connected = false;
    socket.emit('disconnect');
    socket.connected = true;
    socket.emit('connect');
    socket.answer({ json: { life: 'second', now: 0 } });
    await turn();
    assert.deepEqual(begun, ['first', 'second', 'second']);
    assert.deepEqual(states, ['connected', 'disconnected', 'connected']);
  });

  it('begins anew when it was too slow for what was pushed', async () => {
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    socket.emit(missedEvent('w'), null);
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    assert.deepEqual(begun, ['first', 'first']);
  });

  it('says that somebody is there when they use the page, now and then', () => {
    const said = (): number => socket.sent.filter(({ ask }) => ask === 'present').length;
    socket.emit('ui-config');
    assert.equal(said(), 0);
    for (const input of ['keydown', 'pointerdown', 'wheel']) page.dispatchEvent(new Event(input));
    assert.equal(said(), 1);
  });

  it('has the page loaded anew, once, when the log-in of who was in has ended', async () => {
    socket.emit('connect_error', { description: 401 });
    assert.equal(loads, 0);
    socket.answer({ json: { life: 'first', now: 0 } });
    await turn();
    socket.connected = false;
    socket.emit('disconnect');
    for (const description of [502, undefined, 401, 401]) socket.emit('connect_error', { description });
    assert.equal(loads, 1);
  });

  it('says why there is no answer', async () => {
    const refused = assert.rejects(link.ask('x'), { code: 'widget.too-many-requests', message: 'Wait' });
    socket.answer({ error: { code: 'widget.too-many-requests', message: 'Wait' } });
    await refused;
    const lost = assert.rejects(link.ask('x'), { code: 'screen.disconnected' });
    socket.connected = false;
    socket.emit('disconnect');
    await lost;
    await assert.rejects(link.ask('x'), { code: 'screen.disconnected' });
  });

  describe('that is not answered', () => {
    const refusal = { error: { code: 'widget.too-many-requests', message: 'Wait' } };
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
    afterEach(() => mock.timers.reset());

    it('says so, follows again after a while, and says when it is answered', async () => {
      socket.answer(refusal);
      await turn();
      assert.deepEqual(states, ['connected', 'unanswered']);
      mock.timers.tick(1_000);
      await turn();
      // Dashboard drops what is for a widget that does not run, without a word.
      mock.timers.tick(10_000);
      await turn();
      mock.timers.tick(2_000);
      socket.answer({ json: { life: 'first', now: 0 } });
      await turn();
      assert.deepEqual(states, ['connected', 'unanswered', 'connected']);
      assert.deepEqual(begun, ['first']);
      assert.equal(socket.sent.length, 3);
    });

    it('begins again where what began could not be had', async () => {
      begin = (life) => {
        begun.push(life);
        if (begun.length === 1) throw screenErrors.noAnswer({ milliseconds: 1 });
      };
      for (const wait of [0, 1_000, 60_000]) {
        mock.timers.tick(wait);
        socket.answer({ json: { life: 'first', now: 0 } });
        await turn();
      }
      assert.deepEqual(begun, ['first', 'first']);
      assert.deepEqual(states, ['connected']);
    });

    it('asks no more once it is closed', async () => {
      socket.answer(refusal);
      await turn();
      link.close();
      mock.timers.tick(60_000);
      await turn();
      assert.deepEqual(
        socket.sent.map(({ ask }) => ask),
        ['follow', 'unfollow'],
      );
    });
  });

  it('takes no answer to a question of another one for the same widget', async () => {
    const parcel = link.ask('x');
    const other = new Link(socket as unknown as DashboardSocket, 'w', {
      begin: async () => {},
      push: () => {},
      state: () => {},
    });
    other.open({ inputs: page, load: () => {} });
    const theirs = other.ask('x');
    socket.answer({ json: 'theirs' });
    assert.equal((await theirs).json, 'theirs');
    const number = socket.sent.find(({ ask }) => ask === 'x')?.number;
    socket.emit(answerEvent('w'), { number, json: 'mine' });
    assert.equal((await parcel).json, 'mine');
    other.close();
  });

  it('leaves nothing behind when it is closed', () => {
    link.close();
    assert.equal(socket.sent.at(-1)?.ask, 'unfollow');
    assert.deepEqual(socket.eventNames(), []);
  });
});
