import assert from 'node:assert/strict';
import { never, outcomeOf, Scene } from './scheduler.fixture.ts';

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

  it('M-B-06: never merges what different units have', async () => {
    scene = new Scene();
    const reads = [1, 2, 1, 2].map((unit, at) => scene.read(unit, scene.registers(at >> 1), 'x'));
    await scene.clock.advanceAsync(100);
    await Promise.all(reads);
    assert.deepEqual(
      scene.sent.map(({ unit, what }) => [unit, what]),
      [
        [1, '0+2'],
        [2, '0+2'],
      ],
    );
  });

  it('M-B-04: asks for no more than the limits of each table allow, though another one allows more', async () => {
    scene = new Scene();
    const registers = scene.registers(...Array.from({ length: 50 }, (_, at) => at));
    const limits = { limitOf: () => 40, gapOf: () => 0 };
    const signal = new AbortController().signal;
    const reads = [
      scene.scheduler.read(1, registers, 'x', { signal, limits }),
      scene.read(1, scene.registers(...Array.from({ length: 50 }, (_, at) => at + 50)), 'y'),
    ];
    await scene.clock.advanceAsync(100);
    await Promise.all(reads);
    assert.deepEqual([...scene.order].sort(), ['0+40', '40+10', '50+50']);
  });

  it('does not give anybody a value that was asked for before they asked', async () => {
    scene = new Scene();
    const members = scene.registers(0);
    const early = scene.read(1, members, 'x');
    await scene.clock.advanceAsync(5);
    const late = scene.read(1, members, 'y');
    await scene.clock.advanceAsync(100);
    await Promise.all([early, late]);
    assert.deepEqual(scene.order, ['0+1', '0+1']);
  });

  it('lets a large table not keep a small one waiting', async () => {
    scene = new Scene();
    const large = scene.registers(...Array.from({ length: 40 }, (_, at) => at * 10));
    const done: string[] = [];
    const reads = [scene.read(1, large, 'large').then(() => done.push('large'))];
    await scene.clock.advanceAsync(5);
    reads.push(scene.read(1, scene.registers(9_000), 'small').then(() => done.push('small')));
    await scene.clock.advanceAsync(26);
    assert.deepEqual(done, ['small']);
    await scene.clock.advanceAsync(400);
    await Promise.all(reads);
  });

  it('lets a slow unit not slow the others down to its pace', async () => {
    scene = new Scene();
    scene.onRead = (unit) => ({ takes: unit === 1 ? 200 : 5 });
    const good = [0, 0, 0];
    const stop = { now: false };
    const loops = [1, 2].map(async (unit) => {
      const members = scene.registers(unit);
      while (!stop.now) {
        await scene.read(unit, members, 'x');
        good[unit] = (good[unit] ?? 0) + 1;
      }
    });
    await scene.clock.advanceAsync(10_000);
    assert.ok((good[1] ?? 0) >= 24 && (good[2] ?? 0) >= 900, `${good}`);
    stop.now = true;
    await scene.clock.advanceAsync(500);
    await Promise.all(loops);
  });

  it('gives a unit no credit for the time in which it wanted nothing', async () => {
    scene = new Scene();
    const good = [0, 0, 0];
    const stop = { now: false };
    const loop = async (unit: number): Promise<void> => {
      while (!stop.now) {
        await scene.call(unit, 'read', 'call');
        good[unit] = (good[unit] ?? 0) + 1;
      }
    };
    const loops = [loop(1)];
    await scene.clock.advanceAsync(10_000);
    good.fill(0);
    loops.push(loop(2));
    await scene.clock.advanceAsync(1_000);
    assert.ok(Math.abs((good[1] ?? 0) - (good[2] ?? 0)) <= 2, `${good}`);
    stop.now = true;
    await scene.clock.advanceAsync(100);
    await Promise.all(loops);
  });

  it('counts what is on its way for others, too, as waiting no longer', async () => {
    scene = new Scene();
    const members = scene.registers(0, 1);
    const reads = ['x', 'y', 'z'].map((source) => scene.read(1, members, source));
    assert.equal(scene.scheduler.waiting, 3);
    await scene.clock.advanceAsync(5);
    assert.deepEqual([scene.scheduler.waiting, scene.scheduler.underWay], [0, 1]);
    await scene.clock.advanceAsync(50);
    await Promise.all(reads);
    assert.deepEqual(scene.order, ['0+2']);
  });

  it('reads what is named twice once, and nothing for nothing', async () => {
    scene = new Scene();
    const [one] = scene.registers(1);
    assert.ok(one);
    const reads = [scene.read(1, [one, one], 'x'), scene.read(1, [], 'x')];
    await scene.clock.advanceAsync(100);
    const [twice, nothing] = await Promise.all(reads);
    assert.equal(twice?.size, 1);
    assert.equal(nothing?.size, 0);
    assert.deepEqual(scene.order, ['1+1']);
  });

  it('takes the success of a broadcast for no sign of life', async () => {
    const answered: number[] = [];
    scene = new Scene({
      protocol: {
        classify: () => 'answer',
        readBlock: async () => new Uint8Array(),
        isAnswered: (unit) => unit !== 0,
      },
    });
    const { connection } = scene;
    const hear = connection.answered.bind(connection);
    connection.answered = (link) => {
      answered.push(1);
      hear(link);
    };
    const calls = [scene.call(0, 'write', 'all'), scene.call(1, 'write', 'one')];
    await scene.clock.advanceAsync(100);
    await Promise.all(calls);
    assert.equal(answered.length, 1);
  });

  it('says what it does: how many requests, how long they take, how often the link was made anew', async () => {
    scene = new Scene();
    for (let turn = 0; turn < 5; turn += 1) {
      const call = scene.call(1, 'read', 'call');
      await scene.clock.advanceAsync(20);
      await call;
    }
    scene.link.end();
    await scene.clock.advanceAsync(2_000);
    const { requests, latency, reconnects } = scene.scheduler.diagnostics.snapshot();
    assert.deepEqual([requests, reconnects], [5, 1]);
    assert.ok(latency.p50 && latency.p50 >= 9 && latency.p50 <= 11.1);
  });

  it('counts a link that ends, and each that cannot be made, also while nothing is asked', async () => {
    scene = new Scene();
    await scene.clock.advanceAsync(20);
    scene.mayOpen = false;
    scene.link.end(new Error('it went'));
    await scene.clock.advanceAsync(1);
    const { diagnostics } = scene.scheduler;
    assert.deepEqual(diagnostics.snapshot().errors, { unexpected: 1 });
    assert.equal(diagnostics.snapshot().lastError?.message, 'it went');
    await scene.clock.advanceAsync(5_000);
    const { errors, lastError } = diagnostics.snapshot();
    assert.ok((errors['unexpected'] ?? 0) > 2);
    assert.equal(lastError?.message, 'refused');
  });

  it('counts a link that ends with a request under way once', async () => {
    scene = new Scene();
    await scene.clock.advanceAsync(20);
    const call = scene.scheduler.request(
      1,
      'read',
      'a node',
      (link) => new Promise((_resolve, reject) => link.onEnd(reject)),
      { signal: never },
    );
    call.catch(() => {});
    await scene.clock.advanceAsync(1);
    scene.link.end();
    await assert.rejects(call);
    assert.deepEqual(scene.scheduler.diagnostics.snapshot().errors, { unexpected: 1 });
  });

  it('counts a silence that costs the link once', async () => {
    scene = new Scene({ policy: { unansweredLimit: 1 } });
    const call = scene.call(1, 'read', 'call', { failure: 'unanswered' });
    call.catch(() => {});
    await scene.clock.advanceAsync(20);
    assert.equal(scene.connection.state.phase, 'waiting');
    assert.deepEqual(scene.scheduler.diagnostics.snapshot().errors, { unexpected: 1 });
    await assert.rejects(call);
  });
});
