import assert from 'node:assert/strict';
import { outcomeOf, Scene } from './scheduler.fixture.ts';

describe('request scheduler', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  it('sends one request at a time, each when the one before was answered', async () => {
    scene = new Scene();
    const calls = ['a', 'b', 'c'].map((what) => scene.call(1, 'read', what));
    await scene.clock.advanceAsync(100);
    assert.deepEqual(await Promise.all(calls), ['a', 'b', 'c']);
    assert.deepEqual(
      scene.sent.map(({ at }) => at),
      [0, 10, 20],
    );
    assert.equal(scene.mostAtOnce, 1);
  });

  it('keeps as many on their way as the depth allows', async () => {
    scene = new Scene({ depth: 4 });
    const calls = Array.from({ length: 10 }, (_, index) => scene.call(1, 'read', `${index}`));
    await scene.clock.advanceAsync(100);
    await Promise.all(calls);
    assert.equal(scene.mostAtOnce, 4);
    assert.equal(scene.sent.at(-1)?.at, 20);
  });

  it('M-Q-03: sends a write before a hundred reads that wait', async () => {
    scene = new Scene();
    const reads = Array.from({ length: 100 }, (_, index) => scene.call(1, 'read', `read ${index}`));
    await scene.clock.advanceAsync(5);
    const write = outcomeOf(scene.call(2, 'write', 'write'));
    await scene.clock.advanceAsync(15);
    assert.equal(write.is, 'write');
    assert.deepEqual(scene.order.slice(0, 3), ['read 0', 'write', 'read 1']);
    await scene.clock.advanceAsync(2_000);
    await Promise.all(reads);
  });

  it('keeps writes in their order, and lets a read go now and then in a flood of them', async () => {
    scene = new Scene();
    const writes = Array.from({ length: 100 }, (_, index) => scene.call(1, 'write', `w${index}`));
    const read = scene.call(1, 'read', 'read');
    await scene.clock.advanceAsync(2_000);
    await Promise.all([...writes, read]);
    assert.deepEqual(
      scene.order.filter((what) => what !== 'read'),
      Array.from({ length: 100 }, (_, index) => `w${index}`),
    );
    assert.equal(scene.order.indexOf('read'), 16);
  });

  it('keeps the pause between requests and the delay after connecting', async () => {
    scene = new Scene({ pause: 50, connectDelay: 1_000 });
    const calls = ['a', 'b'].map((what) => scene.call(1, 'read', what));
    await scene.clock.advanceAsync(2_000);
    await Promise.all(calls);
    assert.deepEqual(
      scene.sent.map(({ at }) => at),
      [1_000, 1_060],
    );
  });

  it('plans together what waits for a unit when its turn comes, and reads nothing twice', async () => {
    scene = new Scene();
    const first = scene.call(1, 'read', 'first');
    await scene.clock.advanceAsync(1);
    const [a, b, c] = scene.registers(0, 1, 2);
    assert.ok(a && b && c);
    const reads = [scene.read(1, [a, b], 'x'), scene.read(1, [b, c], 'y'), scene.read(1, [c], 'z')];
    await scene.clock.advanceAsync(100);
    await first;
    const [x, y, z] = await Promise.all(reads);
    assert.deepEqual(scene.order, ['first', '0+3']);
    assert.deepEqual([...(x?.keys() ?? [])], [a, b]);
    assert.deepEqual([...(y?.keys() ?? [])], [b, c]);
    const outcome = z?.get(c);
    assert.deepEqual(outcome, { data: Uint8Array.of(0, 1, 2), start: 0, ts: scene.clock.now() - 81 });
  });
});
