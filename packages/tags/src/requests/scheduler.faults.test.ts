import assert from 'node:assert/strict';
import { tagErrors } from '../errors.ts';
import { Failure, outcomeOf, Scene } from './scheduler.fixture.ts';

const settled = (outcomes: ReturnType<typeof outcomeOf>[]) => outcomes.map(({ is }) => is);

describe('request scheduler when things go wrong', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  describe('a lost link', () => {
    it('fails what was on its way and what waited; writes say whether they were sent', async () => {
      scene = new Scene();
      const write = outcomeOf(scene.call(1, 'write', 'write', { takes: 100 }));
      await scene.clock.advanceAsync(1);
      const waiting = [
        outcomeOf(scene.call(1, 'write', 'later')),
        outcomeOf(scene.call(1, 'read', 'read')),
        outcomeOf(scene.read(1, scene.registers(1), 'x')),
      ];
      scene.link.end(new Failure('lost', 'reset'));
      await scene.clock.advanceAsync(1);
      assert.equal(write.is, 'tags.outcome-unknown');
      assert.deepEqual(settled(waiting), ['tags.not-sent', 'reset', 'reset']);
      await scene.clock.advanceAsync(60_000);
      assert.deepEqual(scene.order, ['write'], 'nothing is sent again by itself');
      const again = outcomeOf(scene.call(1, 'write', 'again'));
      await scene.clock.advanceAsync(60);
      assert.equal(again.is, 'again');
      assert.equal(scene.scheduler.diagnostics.snapshot().reconnects, 1);
    });

    it('is noticed also while nothing is on its way', async () => {
      scene = new Scene({ pause: 1_000 });
      await Promise.all([scene.call(1, 'read', 'first'), scene.clock.advanceAsync(10)]);
      const read = outcomeOf(scene.call(1, 'read', 'second'));
      const write = outcomeOf(scene.call(1, 'write', 'third'));
      await scene.clock.advanceAsync(1);
      scene.link.end(new Failure('lost', 'reset'));
      await scene.clock.advanceAsync(1);
      assert.deepEqual(settled([read, write]), ['reset', 'tags.not-sent']);
    });

    it('leaves what a read has brought so far, and says of the rest why it is missing', async () => {
      scene = new Scene();
      const members = scene.registers(0, 10, 20);
      const reading = scene.read(1, members, 'x');
      await scene.clock.advanceAsync(15);
      scene.link.end(new Failure('lost', 'reset'));
      await scene.clock.advanceAsync(1);
      const outcomes = [...(await reading).values()];
      assert.deepEqual(
        outcomes.map((outcome) => ('error' in outcome ? String(outcome.error) : outcome.data[0])),
        [0, 'Error: reset', 'Error: reset'],
      );
    });

    it('is not suspected thrice for requests that were under way together', async () => {
      scene = new Scene({ depth: 4 });
      const silence = { takes: 1_000, failure: 'unanswered' as const };
      const calls = ['a', 'b', 'c', 'd'].map((what) => outcomeOf(scene.call(1, 'read', what, silence)));
      await scene.clock.advanceAsync(1_100);
      assert.deepEqual(settled(calls), new Array(4).fill('unanswered'));
      assert.equal(scene.connection.state.phase, 'degraded');
    });

    it('lets nothing wait for a PLC that is off', async () => {
      scene = new Scene();
      scene.mayOpen = false;
      const read = outcomeOf(scene.call(1, 'read', 'read'));
      const write = outcomeOf(scene.call(1, 'write', 'write'));
      await scene.clock.advanceAsync(1);
      assert.deepEqual(settled([read, write]), ['refused', 'tags.not-sent']);
    });

    it('does not wait for ever for a request that its link has forgotten', async () => {
      scene = new Scene();
      const lost = outcomeOf(
        scene.scheduler.request(1, 'read', 'x', () => new Promise(() => {}), {
          signal: new AbortController().signal,
        }),
      );
      await scene.clock.advanceAsync(1);
      scene.link.end();
      await scene.clock.advanceAsync(2_000);
      const next = outcomeOf(scene.call(1, 'read', 'next'));
      await scene.clock.advanceAsync(20);
      assert.deepEqual(settled([lost, next]), ['tags.outcome-unknown', 'next']);
    });
  });

  it('settles everything at once when it is closed, in every state', async () => {
    scene = new Scene({ pause: 5 });
    const running = outcomeOf(scene.call(1, 'write', 'running', { takes: 1_000 }));
    await scene.clock.advanceAsync(1);
    const waiting = [
      outcomeOf(scene.call(1, 'write', 'write', {}, { deadline: 500 })),
      outcomeOf(scene.call(2, 'read', 'read')),
      outcomeOf(scene.read(3, scene.registers(1), 'x', { deadline: 500 })),
    ];
    scene.scheduler.close();
    scene.scheduler.close();
    await scene.clock.advanceAsync(0);
    assert.equal(running.is, 'tags.outcome-unknown');
    assert.deepEqual(settled(waiting), ['tags.not-sent', 'closed', 'closed']);
    const late = [outcomeOf(scene.call(1, 'read', 'late')), outcomeOf(scene.call(1, 'write', 'late'))];
    await scene.clock.advanceAsync(0);
    assert.deepEqual(settled(late), ['closed', 'tags.not-sent']);
  });

  it('settles what waits for a link when it is closed', async () => {
    scene = new Scene({ connectDelay: 1_000 });
    const read = outcomeOf(scene.call(1, 'read', 'read'));
    await scene.clock.advanceAsync(500);
    await scene.close();
    assert.equal(read.is, 'closed');
  });

  describe('a write', () => {
    for (const failure of ['unanswered', 'absent', 'in-progress', 'lost'] as const) {
      it(`M-W-05: is never repeated after "${failure}"; its outcome is unknown, and said so`, async () => {
        scene = new Scene();
        const write = scene.call(1, 'write', 'write', { takes: 100, failure });
        const outcome = outcomeOf(write);
        await scene.clock.advanceAsync(30_000);
        assert.equal(outcome.is, 'tags.outcome-unknown');
        assert.deepEqual(scene.order, ['write']);
        const error = await write.catch((reason: Error) => reason);
        assert.ok(error instanceof Error && error.cause instanceof Failure);
      });
    }

    for (const failure of ['busy', 'answer', 'refused-range', 'local'] as const) {
      it(`is not repeated after "${failure}", and says what the PLC said`, async () => {
        scene = new Scene();
        const write = outcomeOf(scene.call(1, 'write', 'write', { failure }));
        await scene.clock.advanceAsync(30_000);
        assert.equal(write.is, failure);
        assert.deepEqual(scene.order, ['write']);
      });
    }

    it('that its road never got is said to be not sent', async () => {
      scene = new Scene();
      const run = () => Promise.reject(tagErrors.notSent({ reason: 'the line was drained' }));
      const signal = new AbortController().signal;
      const write = outcomeOf(scene.scheduler.request(1, 'write', 'x', run, { signal }));
      await scene.clock.advanceAsync(1);
      assert.equal(write.is, 'tags.not-sent');
    });

    it('never overtakes another one to the same unit, at any depth', async () => {
      scene = new Scene({ depth: 4 });
      const writes = [1, 1, 2].map((unit, at) => scene.call(unit, 'write', `${at}`, { takes: 30 - at * 10 }));
      await scene.clock.advanceAsync(100);
      await Promise.all(writes);
      assert.deepEqual(
        scene.sent.map(({ what, at }) => [what, at]),
        [
          ['0', 0],
          ['2', 0],
          ['1', 30],
        ],
      );
    });
  });

  describe('a busy unit', () => {
    it('gets one more try of a read after a while, and the others are served meanwhile', async () => {
      scene = new Scene({ busyDelay: 250 });
      let busy = 1;
      scene.onRead = (unit) => {
        if (unit === 1 && busy > 0) {
          busy -= 1;
          return { takes: 10, failure: 'busy' };
        }
        return { takes: 10 };
      };
      const read = outcomeOf(scene.read(1, scene.registers(1), 'x'));
      const other = outcomeOf(scene.read(2, scene.registers(2), 'x'));
      await scene.clock.advanceAsync(25);
      assert.ok(other.is instanceof Map);
      await scene.clock.advanceAsync(300);
      assert.ok(read.is instanceof Map);
      assert.deepEqual(
        scene.sent.map(({ unit, at }) => [unit, at]),
        [
          [1, 0],
          [2, 10],
          [1, 260],
        ],
      );
    });

    it('gets no third try', async () => {
      scene = new Scene();
      const read = outcomeOf(scene.call(1, 'read', 'read', { failure: 'busy' }));
      await scene.clock.advanceAsync(10_000);
      assert.equal(read.is, 'busy');
      assert.deepEqual(scene.order, ['read', 'read']);
    });

    it('that needs longer for what it has begun is not asked again by itself', async () => {
      scene = new Scene();
      const read = outcomeOf(scene.call(1, 'read', 'read', { failure: 'in-progress' }));
      await scene.clock.advanceAsync(10_000);
      assert.equal(read.is, 'in-progress');
      assert.deepEqual(scene.order, ['read']);
    });
  });

  it('settles a request whose maker throws', async () => {
    scene = new Scene();
    const run = (): Promise<never> => {
      throw new Failure('local', 'bug');
    };
    const signal = new AbortController().signal;
    const call = outcomeOf(scene.scheduler.request(1, 'read', 'x', run, { signal }));
    const next = outcomeOf(scene.call(1, 'read', 'next'));
    await scene.clock.advanceAsync(20);
    assert.deepEqual(settled([call, next]), ['bug', 'next']);
  });

  it('does not mind a wall clock that jumps', async () => {
    scene = new Scene({ pause: 50 });
    const now = scene.clock.now.bind(scene.clock);
    let jump = 0;
    scene.clock.now = () => now() + jump;
    const calls = ['a', 'b', 'c'].map((what) => scene.call(1, 'read', what, {}, { deadline: 1_000 }));
    await scene.clock.advanceAsync(5);
    jump = -86_400_000;
    await scene.clock.advanceAsync(60);
    jump = 86_400_000;
    await scene.clock.advanceAsync(200);
    assert.deepEqual(await Promise.all(calls), ['a', 'b', 'c']);
    assert.deepEqual(
      scene.sent.map(({ at }) => at),
      [0, 60, 120],
    );
  });
});
