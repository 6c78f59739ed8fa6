import assert from 'node:assert/strict';
import { tagErrors } from '../errors.ts';
import { ManualClock } from '../manual-clock.ts';
import { Diagnostics } from './diagnostics.ts';
import { Latency } from './latency.ts';

const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual && Math.abs(actual - expected) <= expected * 0.12, `${actual} is not near ${expected}`);

describe('latency', () => {
  it('knows within how long a share of the requests was done, to a tenth', () => {
    const latency = new Latency();
    for (let milliseconds = 1; milliseconds <= 1_000; milliseconds += 1) latency.add(milliseconds, 0);
    near(latency.within(0.5, 0), 500);
    near(latency.within(0.99, 0), 990);
  });

  it('leaves behind what is more than two minutes old, and keeps what is less than one', () => {
    const latency = new Latency();
    latency.add(100, 0);
    latency.add(1, 59_000);
    near(latency.within(1, 61_000), 100);
    latency.add(1, 61_000);
    near(latency.within(1, 119_000), 100);
    near(latency.within(1, 121_000), 1);
    assert.equal(latency.within(1, 500_000), undefined);
  });

  it('has a place for whatever comes', () => {
    const latency = new Latency();
    for (const milliseconds of [0, 0.001, 1e9, Number.POSITIVE_INFINITY]) latency.add(milliseconds, 0);
    const longest = latency.within(1, 0);
    assert.ok(longest !== undefined && Number.isFinite(longest));
  });
});

describe('diagnostics', () => {
  it('are plain JSON, with codes instead of a list of every failure', () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 1));
    const diagnostics = new Diagnostics(clock);
    assert.deepEqual(diagnostics.snapshot(), {
      requests: 0,
      errors: {},
      latency: {},
      bytes: { in: 0, out: 0 },
      reconnects: 0,
      refused: 0,
      dropped: 0,
      slow: 0,
      suspended: [],
    });
    for (let turn = 0; turn < 3; turn += 1) {
      diagnostics.linked();
      diagnostics.sent();
      diagnostics.answered(8);
      diagnostics.moved(10, 20);
    }
    diagnostics.failed(new Error('bug'));
    clock.advance(5);
    diagnostics.failed(tagErrors.queueFull({ limit: 3 }));
    diagnostics.failed(tagErrors.queueFull({ limit: 3 }));
    diagnostics.refused();
    diagnostics.slow(4);
    diagnostics.followSuspended(() => [{ unit: 7, since: 1, next: 2 }]);
    const snapshot = diagnostics.snapshot();
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
    assert.deepEqual(snapshot.errors, { 'tags.queue-full': 2, unexpected: 1 });
    assert.equal(snapshot.reconnects, 2);
    assert.deepEqual(snapshot.bytes, { in: 30, out: 60 });
    near(snapshot.latency.p50, 8);
    assert.deepEqual(snapshot.suspended, [{ unit: 7, since: 1, next: 2 }]);
    assert.equal(snapshot.lastError?.code, 'tags.queue-full');
    assert.equal(snapshot.lastError?.at, clock.now());
  });

  for (const [requests, failures] of [
    [0, 1],
    [1, 1],
    [3, 3],
  ] as const) {
    it(`count a link that ends with ${requests} requests under way ${failures} times, whatever is told first`, () => {
      const lost = new Error('it went');
      for (const isTold of ['first', 'last']) {
        const diagnostics = new Diagnostics(new ManualClock());
        // Two in a row: the second is another one, and counts as much.
        for (const error of [lost, new Error('it went again')]) {
          if (isTold === 'first') diagnostics.unlinked(error);
          for (let request = 0; request < requests; request += 1) diagnostics.failed(error);
          if (isTold === 'last') diagnostics.unlinked(error);
        }
        assert.deepEqual(diagnostics.snapshot().errors, { unexpected: 2 * failures }, isTold);
      }
    });
  }

  it('count a write that did not get out because the link ended, once', () => {
    const cause = new Error('it went');
    const notSent = tagErrors.notSent({ reason: cause.message }, { cause });
    const diagnostics = new Diagnostics(new ManualClock());
    diagnostics.unlinked(cause);
    diagnostics.failed(notSent);
    assert.deepEqual(diagnostics.snapshot().errors, { unexpected: 1 });
  });
});
