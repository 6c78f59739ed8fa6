import assert from 'node:assert/strict';
import { Poller } from '../poller.ts';
import { outcomeOf, Scene } from './scheduler.fixture.ts';

const timeout = 1_000;

/** Polls one register of each unit; counts the readings that brought it. */
function poll(scene: Scene, interval: number, ...units: number[]) {
  const good = new Map(units.map((unit) => [unit, 0]));
  const pollers = units.map((unit) => {
    const members = scene.registers(unit);
    const run = async (): Promise<void> => {
      const outcomes = await scene.read(unit, members, `poller of ${unit}`).catch(() => new Map());
      if ([...outcomes.values()].some((outcome) => 'data' in outcome))
        good.set(unit, (good.get(unit) ?? 0) + 1);
    };
    return new Poller({ interval, clock: scene.clock, run, onFault: (error) => assert.fail(String(error)) });
  });
  for (const poller of pollers) poller.start();
  return { good, stop: () => Promise.all(pollers.map((poller) => poller.stop())) };
}

describe('units that do not answer', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  function deaden(...dead: number[]): void {
    scene.onRead = (unit) => (dead.includes(unit) ? { takes: timeout, failure: 'unanswered' } : { takes: 2 });
  }

  for (const dead of [[2], [2, 3, 4]]) {
    it(`M-G-01: leave the others at least 90 % of their rate (${dead.length} of 5 dead)`, async () => {
      scene = new Scene();
      const units = [1, 2, 3, 4, 5];
      const { good, stop } = poll(scene, 25, ...units);
      await scene.clock.advanceAsync(60_000);
      const rate = good.get(1) ?? 0;
      deaden(...dead);
      // The first silences cost what they cost; what counts is how it goes on.
      await scene.clock.advanceAsync(30_000);
      const before = new Map(good);
      await scene.clock.advanceAsync(60_000);
      for (const unit of units) {
        const now = (good.get(unit) ?? 0) - (before.get(unit) ?? 0);
        if (dead.includes(unit)) assert.equal(now, 0);
        else assert.ok(now >= rate * 0.9, `unit ${unit}: ${now} of ${rate}`);
      }
      deaden();
      await scene.clock.advanceAsync(61_000);
      assert.deepEqual(scene.scheduler.suspended, []);
      const stopping = stop();
      await scene.clock.advanceAsync(1_000);
      await stopping;
    });
  }

  it('M-G-01: keep 90 % of the rate even with the first silences counted, within a minute', async () => {
    scene = new Scene();
    deaden(2);
    const { good, stop } = poll(scene, 25, 1, 2);
    await scene.clock.advanceAsync(60_000);
    assert.ok((good.get(1) ?? 0) >= 0.9 * 2_400, `${good.get(1)} of 2400`);
    const stopping = stop();
    await scene.clock.advanceAsync(2_000);
    await stopping;
  });

  it('M-G-01: never take more than a tenth of the time together, however many they are', async () => {
    scene = new Scene();
    const dead = Array.from({ length: 12 }, (_, index) => index + 2);
    deaden(...dead);
    const { good, stop } = poll(scene, 100, 1, ...dead);
    await scene.clock.advanceAsync(120_000);
    const before = good.get(1) ?? 0;
    await scene.clock.advanceAsync(120_000);
    const now = (good.get(1) ?? 0) - before;
    assert.ok(now >= 0.9 * 1_200, `${now} of 1200`);
    const stopping = stop();
    await scene.clock.advanceAsync(20_000);
    await stopping;
  });

  it('M-G-01: take no more either from a line, which rests after each silence for as long again', async () => {
    scene = new Scene();
    const dead = Array.from({ length: 12 }, (_, index) => index + 2);
    let free = 0;
    scene.restOf = () => Math.max(0, free - scene.clock.elapsed());
    scene.onRead = (unit) => {
      const wait = scene.restOf();
      if (!dead.includes(unit)) return { takes: wait + 2 };
      free = scene.clock.elapsed() + wait + 2 * timeout;
      return { takes: wait + timeout, failure: 'unanswered' };
    };
    const { good, stop } = poll(scene, 100, 1, ...dead);
    await scene.clock.advanceAsync(120_000);
    const before = good.get(1) ?? 0;
    await scene.clock.advanceAsync(240_000);
    const now = (good.get(1) ?? 0) - before;
    assert.ok(now >= 0.9 * 2_400, `${now} of 2400`);
    assert.ok(
      (scene.scheduler.diagnostics.snapshot().latency.p99 ?? Infinity) < 10,
      'nobody waits on the line',
    );
    const stopping = stop();
    await scene.clock.advanceAsync(20_000);
    await stopping;
  });

  /** Lets unit 2 be silent until it is left alone, while unit 1 answers. */
  async function suspend(): Promise<void> {
    deaden(2);
    for (let turn = 0; turn < 3; turn += 1) {
      outcomeOf(scene.read(2, scene.registers(2), 'x'));
      outcomeOf(scene.read(1, scene.registers(1), 'x'));
      await scene.clock.advanceAsync(timeout + 10);
    }
  }

  it('are left alone: reads and writes fail at once, say since when and until when, and nothing is sent', async () => {
    scene = new Scene();
    const silentSince = scene.clock.now();
    await suspend();
    const suspendedAt = scene.clock.now();
    scene.sent.length = 0;
    const reading = scene.read(2, scene.registers(2), 'x');
    const write = outcomeOf(scene.call(2, 'write', 'write'));
    const error = await reading.catch((reason) => reason);
    await scene.clock.advanceAsync(0);
    assert.equal(error.code, 'tags.unit-suspended');
    assert.equal(error.details.unit, 2);
    assert.equal(error.details.since, silentSince);
    assert.ok(error.details.next >= suspendedAt + 9 * timeout);
    assert.equal(write.is, 'tags.unit-suspended');
    assert.deepEqual(scene.order, []);
    assert.deepEqual(scene.scheduler.diagnostics.snapshot().suspended, [error.details]);
  });

  it('let what waits for them fail at once, too', async () => {
    scene = new Scene();
    deaden(2);
    outcomeOf(scene.read(1, scene.registers(1), 'x'));
    await scene.clock.advanceAsync(10);
    const failing = Array.from({ length: 3 }, () =>
      outcomeOf(scene.call(2, 'read', 'read', { takes: timeout, failure: 'unanswered' })),
    );
    const read = outcomeOf(scene.read(2, scene.registers(1, 2), 'a node'));
    const write = outcomeOf(scene.call(2, 'write', 'write', { takes: timeout, failure: 'unanswered' }));
    await scene.clock.advanceAsync(timeout + 1);
    outcomeOf(scene.read(1, scene.registers(1), 'x'));
    await scene.clock.advanceAsync(2 * timeout + 10);
    assert.deepEqual(
      failing.map(({ is }) => is),
      ['unanswered', 'unanswered', 'tags.unit-suspended'],
    );
    assert.equal(read.is, 'tags.unit-suspended');
    assert.equal(write.is, 'tags.outcome-unknown');
  });

  it('are tried by one request when their time has come, and serve the others with it', async () => {
    scene = new Scene();
    await suspend();
    await scene.clock.advanceAsync(11 * timeout);
    scene.sent.length = 0;
    const reads = [1, 2, 3].map((source) =>
      outcomeOf(scene.read(2, scene.registers(source * 10), `${source}`)),
    );
    await scene.clock.advanceAsync(timeout / 2);
    const meanwhile = outcomeOf(scene.read(2, scene.registers(2), 'x'));
    await scene.clock.advanceAsync(timeout);
    assert.deepEqual(scene.order, ['10+1'], 'one request, one try');
    assert.equal(meanwhile.is, 'tags.unit-suspended');
    assert.ok(reads[0]?.is instanceof Map);
    assert.deepEqual(
      reads.slice(1).map(({ is }) => is),
      ['tags.unit-suspended', 'tags.unit-suspended'],
    );
    deaden();
    await scene.clock.advanceAsync(21 * timeout);
    const back = outcomeOf(scene.read(2, scene.registers(2), 'x'));
    await scene.clock.advanceAsync(100);
    assert.ok(back.is instanceof Map);
    assert.deepEqual(scene.scheduler.suspended, []);
  });

  it('are tried at once when the link was made anew', async () => {
    scene = new Scene();
    await suspend();
    deaden();
    scene.link.end();
    await scene.clock.advanceAsync(2_000);
    const back = outcomeOf(scene.read(2, scene.registers(2), 'x'));
    await scene.clock.advanceAsync(100);
    assert.ok(back.is instanceof Map);
  });

  it('do not cost a link over which others answer', async () => {
    scene = new Scene();
    const { stop } = poll(scene, 100, 1, 2);
    deaden(2);
    await scene.clock.advanceAsync(120_000);
    assert.equal(scene.links.length, 1);
    const stopping = stop();
    await scene.clock.advanceAsync(2_000);
    await stopping;
  });

  it('are no matter where there is only one: the link is made anew, with growing pauses', async () => {
    scene = new Scene();
    deaden(1);
    const { stop } = poll(scene, 100, 1);
    await scene.clock.advanceAsync(30_000);
    assert.ok(scene.links.length >= 3 && scene.links.length <= 6, `${scene.links.length} links`);
    assert.deepEqual(scene.scheduler.suspended, []);
    const stopping = stop();
    await scene.clock.advanceAsync(20_000);
    await stopping;
  });

  it('are known also where a gateway says so itself', async () => {
    scene = new Scene();
    outcomeOf(scene.read(1, scene.registers(1), 'x'));
    await scene.clock.advanceAsync(10);
    for (let turn = 0; turn < 3; turn += 1) {
      outcomeOf(scene.call(2, 'read', 'read', { takes: 300, failure: 'absent' }));
      await scene.clock.advanceAsync(310);
    }
    const read = outcomeOf(scene.call(2, 'read', 'read'));
    await scene.clock.advanceAsync(0);
    assert.equal(read.is, 'tags.unit-suspended');
    assert.equal(scene.connection.state.phase, 'online');
  });
});
