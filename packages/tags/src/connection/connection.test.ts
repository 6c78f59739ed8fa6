import assert from 'node:assert/strict';
import { ManualClock } from '../manual-clock.ts';
import { Connection, type ConnectionOptions, type Link } from './connection.ts';
import { defaultPolicy } from './policy.ts';
import { isHeard } from './state.ts';

class FakeLink implements Link {
  open = true;
  #onEnd: (error: unknown) => void = () => {};
  onEnd(listener: (error: unknown) => void): void {
    this.#onEnd = listener;
  }
  end(error: Error): void {
    this.open = false;
    this.#onEnd(error);
  }
  async close(): Promise<void> {
    this.open = false;
  }
}

function scene(
  outcomes: ('open' | 'refuse' | 'hang')[] = [],
  options: Partial<ConnectionOptions<FakeLink>> = {},
) {
  const clock = new ManualClock();
  const links: FakeLink[] = [];
  const faults: unknown[] = [];
  let attempts = 0;
  const connection = new Connection<FakeLink>({
    clock,
    random: () => 0,
    closedError: () => new Error('closed'),
    onFault: (error) => faults.push(error),
    isRefusal: (error) => error instanceof Error && error.message === 'who are you?',
    open: (signal) => {
      attempts += 1;
      const outcome = outcomes.shift() ?? 'open';
      if (outcome === 'refuse') return Promise.reject(new Error('refused'));
      if (outcome === 'hang') {
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }
      assert.ok(
        links.every((link) => !link.open),
        'never two links at once',
      );
      const link = new FakeLink();
      links.push(link);
      return Promise.resolve(link);
    },
    ...options,
  });
  return { clock, connection, links, faults, attempts: () => attempts };
}

const never = new AbortController().signal;

describe('connection', () => {
  it('opens once for many users and closes when the last has gone for a while', async () => {
    const { clock, connection, links } = scene();
    assert.equal(links.length, 0);
    const first = connection.need();
    const second = connection.need();
    assert.equal(await connection.link(never), links[0]);
    first();
    first();
    await clock.advanceAsync(60_000);
    assert.equal(connection.state.phase, 'online');
    second();
    await clock.advanceAsync(defaultPolicy.linger - 1);
    assert.equal(connection.state.phase, 'online');
    await clock.advanceAsync(2);
    assert.equal(connection.state.phase, 'idle');
    assert.equal(links[0]?.open, false);
    assert.equal(links.length, 1);
  });

  it('outlives a user that is replaced by another at once', async () => {
    const { clock, connection, links } = scene();
    const old = connection.need();
    await connection.link(never);
    old();
    connection.need();
    await clock.advanceAsync(60_000);
    assert.equal(connection.state.phase, 'online');
    assert.equal(links.length, 1);
  });

  it('lets a request wait while it connects, and refuses it at once while it backs off', async () => {
    const { clock, connection } = scene(['refuse', 'open']);
    connection.need();
    await assert.rejects(connection.link(never), /refused/);
    assert.equal(connection.state.phase, 'waiting');
    await assert.rejects(connection.link(never), /refused/);
    await clock.advanceAsync(1_000);
    await connection.link(never);
    assert.equal(connection.state.phase, 'online');
  });

  it('waits longer where the peer says only on the open link that it does not want us', async () => {
    const { clock, connection, links } = scene();
    connection.need();
    const link = await connection.link(never);
    connection.answered(link);
    links[0]?.end(new Error('who are you?'));
    await clock.advanceAsync(defaultPolicy.refusedDelay - 1);
    assert.equal(connection.state.phase, 'waiting');
    await clock.advanceAsync(1);
    assert.equal(connection.state.phase, 'online');
  });

  it('does not wait any longer once it is hurried, and then makes one attempt only', async () => {
    const { clock, connection, attempts } = scene(['refuse', 'open']);
    connection.hurry();
    assert.equal(connection.state.phase, 'idle');
    connection.need();
    await assert.rejects(connection.link(never), /refused/);
    connection.hurry();
    await connection.link(never);
    connection.hurry();
    await clock.advanceAsync(60_000);
    assert.deepEqual([connection.state.phase, attempts()], ['online', 2]);
  });

  it('comes back by itself after the link is lost', async () => {
    const { clock, connection, links } = scene();
    connection.need();
    const link = await connection.link(never);
    connection.answered(link);
    link.end(new Error('reset'));
    assert.equal(connection.state.phase, 'waiting');
    await clock.advanceAsync(1_000);
    const online = connection.state;
    assert.equal(online.phase, 'online');
    assert.equal(links.length, 2);
    link.end(new Error('again'));
    connection.unanswered(link, new Error('stale'));
    assert.deepEqual(connection.state, online, 'an old link has no say');
  });

  it('counts it for an answer that a link was opened, where that takes one', async () => {
    for (const opensWithAnswer of [true, false]) {
      const { clock, connection, links } = scene([], { opensWithAnswer });
      connection.need();
      await connection.link(never);
      links[0]?.end(new Error('reset'));
      await clock.advanceAsync(1_000);
      assert.equal(connection.state.phase, 'online');
      assert.equal(isHeard(connection.state), opensWithAnswer);
      await clock.advanceAsync(defaultPolicy.longestDelay);
      links[1]?.end(new Error('reset'));
      // A link that lasted and was heard begins the pauses anew.
      await clock.advanceAsync(1_000);
      assert.equal(links.length, opensWithAnswer ? 3 : 2);
      await connection.close();
    }
  });

  it('tells every listener though one of them throws, reports that one, and lives on', async () => {
    const { clock, connection, links, faults } = scene();
    const heard: string[] = [];
    const bug = new Error('bug');
    connection.onChange(() => {
      throw bug;
    });
    connection.onChange(({ phase }) => heard.push(phase));
    const release = connection.need();
    const link = await connection.link(never);
    connection.unanswered(link, new Error('late'));
    connection.answered(link);
    link.end(new Error('reset'));
    await clock.advanceAsync(1_000);
    release();
    await clock.advanceAsync(defaultPolicy.linger + 1);
    const lived = ['connecting', 'online', 'degraded', 'online', 'waiting', 'connecting', 'online'];
    assert.deepEqual(heard, [...lived, 'closing', 'idle']);
    assert.deepEqual(faults, new Array(heard.length).fill(bug));
    assert.equal(links.length, 2);
  });

  it('gives up waiting for a link when the signal does', async () => {
    const { connection } = scene(['hang']);
    connection.need();
    const abort = new AbortController();
    const waiting = connection.link(abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    await connection.close();
  });

  for (const outcome of ['open', 'refuse', 'hang'] as const) {
    it(`closes for good when the attempt would ${outcome}, and leaves nothing`, async () => {
      const { clock, connection, links, attempts } = scene([outcome]);
      connection.need();
      const waiting = connection.link(never).catch((error: Error) => error.message);
      await clock.advanceAsync(1);
      await connection.close();
      await connection.close();
      const expected = { open: links[0], refuse: 'refused', hang: 'closed' }[outcome];
      assert.equal(await waiting, expected);
      assert.equal(connection.state.phase, 'idle');
      assert.equal(clock.pending, 0);
      assert.ok(links.every((link) => !link.open));
      connection.need();
      await clock.advanceAsync(60_000);
      assert.equal(attempts(), 1);
      await assert.rejects(connection.link(never), /closed/);
    });
  }
});
