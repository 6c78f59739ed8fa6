import assert from 'node:assert/strict';
import { outcomeOf, Scene } from './scheduler.fixture.ts';

const settled = (outcomes: ReturnType<typeof outcomeOf>[]) => outcomes.map(({ is }) => is);

describe('what waits for its turn in a request scheduler', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  describe('a queue that is full', () => {
    it('M-Q-02: refuses the new one, with a code, and counts it', async () => {
      scene = new Scene({ queueLimit: 3 });
      const reads = Array.from({ length: 5 }, (_, at) => outcomeOf(scene.call(1, 'read', `${at}`)));
      await scene.clock.advanceAsync(100);
      assert.deepEqual(settled(reads), ['0', '1', '2', 'tags.queue-full', 'tags.queue-full']);
      const { refused, errors, lastError } = scene.scheduler.diagnostics.snapshot();
      assert.equal(refused, 2);
      assert.deepEqual(errors, { 'tags.queue-full': 2 });
      assert.equal(lastError?.code, 'tags.queue-full');
    });

    it('M-Q-02: drops the oldest of whoever has most of them waiting, with a code, and counts it', async () => {
      scene = new Scene({ queueLimit: 4, queuePolicy: 'drop-oldest' });
      const one = outcomeOf(scene.call(1, 'read', 'quiet', {}, { source: 'quiet' }));
      const flood = Array.from({ length: 6 }, (_, at) =>
        outcomeOf(scene.call(1, 'read', `${at}`, {}, { source: 'loud' })),
      );
      await scene.clock.advanceAsync(100);
      assert.equal(one.is, 'quiet');
      const dropped = new Array(3).fill('tags.dropped');
      assert.deepEqual(settled(flood), [...dropped, '3', '4', '5']);
      assert.equal(scene.scheduler.diagnostics.snapshot().dropped, 3);
    });

    it('M-Q-02: drops nothing that has begun: with enough new ones nothing would ever end', async () => {
      scene = new Scene({ queueLimit: 2, queuePolicy: 'drop-oldest' });
      const large = outcomeOf(scene.read(1, scene.registers(0, 10, 20, 30), 'x'));
      await scene.clock.advanceAsync(5);
      for (let turn = 0; turn < 10; turn += 1) {
        outcomeOf(scene.read(1, scene.registers(50 + turn), 'x'));
        await scene.clock.advanceAsync(5);
      }
      assert.ok(large.is instanceof Map);
    });

    it('keeps room for writes however many reads wait', async () => {
      scene = new Scene({ queueLimit: 2 });
      for (let turn = 0; turn < 5; turn += 1) outcomeOf(scene.call(1, 'read', 'read'));
      const write = outcomeOf(scene.call(1, 'write', 'write'));
      await scene.clock.advanceAsync(100);
      assert.equal(write.is, 'write');
    });
  });

  describe('a deadline', () => {
    it('ends the waiting of what was not sent in time', async () => {
      scene = new Scene();
      outcomeOf(scene.call(1, 'read', 'slow', { takes: 100 }));
      await scene.clock.advanceAsync(1);
      const write = outcomeOf(scene.call(1, 'write', 'write', {}, { deadline: 50 }));
      const read = outcomeOf(scene.read(1, scene.registers(1), 'x', { deadline: 60 }));
      await scene.clock.advanceAsync(55);
      assert.deepEqual(settled([write, read]), ['tags.not-sent', undefined]);
      await scene.clock.advanceAsync(200);
      assert.equal(read.is, 'tags.not-sent');
      assert.deepEqual(scene.order, ['slow']);
    });

    it('is nothing to what is on its way', async () => {
      scene = new Scene();
      const write = outcomeOf(scene.call(1, 'write', 'write', { takes: 100 }, { deadline: 50 }));
      await scene.clock.advanceAsync(200);
      assert.equal(write.is, 'write');
    });

    it('may be as long as it likes', async () => {
      scene = new Scene();
      outcomeOf(scene.call(1, 'read', 'slow', { takes: 5_000 }));
      const reads = [1e12, Number.POSITIVE_INFINITY].map((deadline) =>
        outcomeOf(scene.call(1, 'read', 'read', {}, { deadline })),
      );
      await scene.clock.advanceAsync(10_000);
      assert.deepEqual(settled(reads), ['read', 'read']);
    });

    it('is kept while the link is not ready yet', async () => {
      scene = new Scene({ connectDelay: 1_000 });
      const write = outcomeOf(scene.call(1, 'write', 'write', {}, { deadline: 50 }));
      await scene.clock.advanceAsync(60);
      assert.equal(write.is, 'tags.not-sent');
      await scene.clock.advanceAsync(2_000);
      assert.deepEqual(scene.order, []);
    });
  });

  describe('an abort', () => {
    it('ends the waiting, and what nobody wants is not sent', async () => {
      scene = new Scene();
      outcomeOf(scene.call(1, 'read', 'first'));
      await scene.clock.advanceAsync(1);
      const abort = new AbortController();
      const { signal } = abort;
      const read = outcomeOf(scene.read(1, scene.registers(1, 2), 'x', { signal }));
      const call = outcomeOf(scene.call(1, 'read', 'call', {}, { signal }));
      const write = outcomeOf(scene.call(1, 'write', 'write', {}, { signal }));
      const other = outcomeOf(scene.read(1, scene.registers(2), 'y'));
      abort.abort(new Error('enough'));
      await scene.clock.advanceAsync(100);
      assert.deepEqual(settled([read, call, write]), ['enough', 'enough', 'tags.not-sent']);
      assert.ok(other.is instanceof Map);
      assert.deepEqual(scene.order, ['first', '2+1']);
    });

    it('answers at once, and frees the slot only when the PLC has answered', async () => {
      scene = new Scene();
      const abort = new AbortController();
      const { signal } = abort;
      const read = outcomeOf(scene.call(1, 'read', 'read', { takes: 100 }, { signal }));
      await scene.clock.advanceAsync(1);
      const next = outcomeOf(scene.call(1, 'read', 'next'));
      abort.abort(new Error('enough'));
      await scene.clock.advanceAsync(1);
      assert.equal(read.is, 'enough');
      await scene.clock.advanceAsync(200);
      assert.equal(next.is, 'next');
      assert.equal(scene.sent[1]?.at, 100);
    });

    it('says of a write that is on its way that nobody knows, and settles it once', async () => {
      scene = new Scene();
      const abort = new AbortController();
      const write = outcomeOf(scene.call(1, 'write', 'write', { takes: 100 }, { signal: abort.signal }));
      await scene.clock.advanceAsync(1);
      abort.abort(new Error('enough'));
      await scene.clock.advanceAsync(200);
      assert.equal(write.is, 'tags.outcome-unknown');
    });

    it('takes nothing that is aborted already', async () => {
      scene = new Scene();
      const signal = AbortSignal.abort(new Error('before'));
      const read = outcomeOf(scene.read(1, scene.registers(1), 'x', { signal }));
      await scene.clock.advanceAsync(10);
      assert.equal(read.is, 'before');
      assert.deepEqual(scene.order, []);
    });
  });
});
