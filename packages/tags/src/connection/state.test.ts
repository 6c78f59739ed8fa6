import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultPolicy, retryDelay } from './policy.ts';
import { type ConnectionEvent, type ConnectionState, isHeard, stepConnection } from './state.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const refused = new Error('refused');

function run(...events: ConnectionEvent[]): ConnectionState {
  return events.reduce<ConnectionState>(
    (state, event) => stepConnection(state, event, defaultPolicy, 0).state,
    { phase: 'idle' },
  );
}

const anyEvent: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.constantFrom<ConnectionEvent>(
    { type: 'needed' },
    { type: 'released' },
    { type: 'opened' },
    { type: 'opened', greeted: true },
    { type: 'answered' },
    { type: 'due' },
    { type: 'hurried' },
    { type: 'closed' },
  ),
  fc.constantFrom<ConnectionEvent>(
    { type: 'failed', error: refused },
    { type: 'failed', error: refused, stood: 60_000 },
    { type: 'failed', error: refused, retryAfter: 0 },
    { type: 'failed', error: refused, retryAfter: 5_000 },
    { type: 'unanswered', error: refused },
  ),
);

describe(`connection lifecycle (seed ${seed})`, () => {
  it('opens when needed and closes when released', () => {
    assert.equal(run({ type: 'needed' }).phase, 'connecting');
    assert.equal(run({ type: 'needed' }, { type: 'opened' }).phase, 'online');
    assert.equal(run({ type: 'needed' }, { type: 'opened' }, { type: 'released' }).phase, 'closing');
    assert.equal(
      run({ type: 'needed' }, { type: 'opened' }, { type: 'released' }, { type: 'closed' }).phase,
      'idle',
    );
  });

  it('opens again after closing where it is needed again meanwhile', () => {
    const state = run(
      { type: 'needed' },
      { type: 'opened' },
      { type: 'released' },
      { type: 'needed' },
      { type: 'closed' },
    );
    assert.equal(state.phase, 'connecting');
  });

  it('waits longer after each failure, up to the cap', () => {
    const delays: number[] = [];
    let state = run({ type: 'needed' });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      state = stepConnection(state, { type: 'failed', error: refused }, defaultPolicy, 0).state;
      if (state.phase === 'waiting') delays.push(state.delay);
      state = stepConnection(state, { type: 'due' }, defaultPolicy, 0).state;
    }
    assert.deepEqual(delays, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
  });

  it('waits longer after the peer has refused who we are, and no longer than else once it is only silent', () => {
    const connecting = run({ type: 'needed' });
    const step = stepConnection(
      connecting,
      { type: 'failed', error: refused, refused: true },
      defaultPolicy,
      0,
    );
    assert.deepEqual(step.effects, [{ do: 'wait', milliseconds: defaultPolicy.refusedDelay }]);
    const again = stepConnection(step.state, { type: 'due' }, defaultPolicy, 0).state;
    const second = stepConnection(again, { type: 'failed', error: refused }, defaultPolicy, 0);
    assert.deepEqual(second.effects, [{ do: 'wait', milliseconds: 2_000 }]);
  });

  it('comes again when the peer says itself, and never before', () => {
    const failed: ConnectionEvent = { type: 'failed', error: refused, retryAfter: 30_000 };
    for (const state of [run({ type: 'needed' }), run({ type: 'needed' }, { type: 'opened' })])
      for (const random of [0, 0.999]) {
        const { state: next } = stepConnection(state, failed, defaultPolicy, random);
        assert.ok(next.phase === 'waiting' && next.delay >= 30_000 && next.delay <= 31_000);
      }
  });

  it('comes again at once where the peer wants that, but not twice in a row without an answer', () => {
    const failed: ConnectionEvent = { type: 'failed', error: refused, retryAfter: 0 };
    const online = run({ type: 'needed' }, { type: 'opened' }, { type: 'answered' });
    const { state, effects } = stepConnection(online, failed, defaultPolicy, 0);
    assert.deepEqual(effects, [{ do: 'close' }, { do: 'open' }]);
    const opened = stepConnection(state, { type: 'opened' }, defaultPolicy, 0).state;
    const { state: second } = stepConnection(opened, failed, defaultPolicy, 0);
    assert.deepEqual(second, { phase: 'waiting', failures: 2, delay: 2_000, error: refused });
    const answered = stepConnection(opened, { type: 'answered' }, defaultPolicy, 0).state;
    assert.equal(stepConnection(answered, failed, defaultPolicy, 0).state.phase, 'connecting');
  });

  it('keeps the pauses growing while the peer accepts and never answers', () => {
    const silence: ConnectionEvent = { type: 'unanswered', error: refused };
    const round: ConnectionEvent[] = [{ type: 'opened' }, silence, silence, silence, { type: 'due' }];
    const state = run({ type: 'needed' }, ...round, ...round, { type: 'opened' }, silence, silence, silence);
    assert.deepEqual(state, { phase: 'waiting', failures: 3, delay: 4_000, error: refused });
  });

  it('is degraded while requests time out and online with the next answer', () => {
    const silence: ConnectionEvent = { type: 'unanswered', error: refused };
    const degraded = run({ type: 'needed' }, { type: 'opened' }, silence, silence);
    assert.deepEqual(degraded, { phase: 'degraded', failures: 0, unanswered: 2, error: refused });
    const answered = run({ type: 'needed' }, { type: 'opened' }, silence, silence, { type: 'answered' });
    assert.deepEqual(answered, { phase: 'online', failures: 0 });
  });

  it('closes a link that stopped answering before it waits', () => {
    let state = run({ type: 'needed' }, { type: 'opened' });
    const effects = [1, 2, 3].flatMap(() => {
      const step = stepConnection(state, { type: 'unanswered', error: refused }, defaultPolicy, 0);
      state = step.state;
      return step.effects;
    });
    assert.deepEqual(effects, [{ do: 'close' }, { do: 'wait', milliseconds: 1_000 }]);
  });

  describe('with a peer that answers while a link is opened', () => {
    const silence: ConnectionEvent = { type: 'unanswered', error: refused };
    const failed: ConnectionEvent = { type: 'failed', error: refused };
    const greeted: ConnectionEvent = { type: 'opened', greeted: true };
    const lost: readonly ConnectionEvent[] = [{ type: 'needed' }, greeted, failed, { type: 'due' }];
    const muted: readonly ConnectionEvent[] = [greeted, silence, silence, silence, { type: 'due' }];
    const failuresOf = (state: ConnectionState) => (state.phase === 'waiting' ? state.failures : undefined);

    it('hears it without a request, and not one that only lets a link be opened', () => {
      assert.equal(isHeard(run(...lost)), false);
      assert.equal(isHeard(run(...lost, greeted)), true);
      assert.equal(isHeard(run(...lost, { type: 'opened' })), false);
      assert.equal(isHeard(run(...lost, { type: 'opened' }, { type: 'answered' })), true);
      assert.equal(isHeard(run(...lost, greeted, silence)), false);
      assert.equal(isHeard(run(...lost, greeted, silence, { type: 'answered' })), true);
    });

    it('believes it no more once it has let requests time out, until it answers one or was away', () => {
      const doubted: readonly ConnectionEvent[] = [{ type: 'needed' }, ...muted];
      assert.equal(isHeard(run(...doubted, greeted)), false);
      assert.equal(isHeard(run(...doubted, ...muted, greeted)), false);
      assert.equal(isHeard(run(...doubted, greeted, failed, { type: 'hurried' }, greeted)), false);
      assert.equal(isHeard(run(...doubted, greeted, { type: 'answered' })), true);
      assert.equal(
        isHeard(run(...doubted, greeted, { type: 'answered' }, failed, { type: 'due' }, greeted)),
        true,
      );
      assert.equal(isHeard(run(...doubted, failed, { type: 'due' }, greeted)), true);
    });

    it('keeps the pauses growing while links do not last, and begins anew after one that did', () => {
      const round: readonly ConnectionEvent[] = [greeted, failed, { type: 'due' }];
      assert.equal(failuresOf(run(...lost, ...round, ...round, greeted, failed)), 4);
      const lasted: ConnectionEvent = { ...failed, stood: defaultPolicy.longestDelay };
      assert.equal(failuresOf(run(...lost, ...round, greeted, lasted)), 1);
      assert.equal(failuresOf(run({ type: 'needed' }, ...muted, greeted, lasted)), 2);
      assert.equal(failuresOf(run(...lost, { type: 'opened' }, lasted)), 2);
    });
  });

  it('never opens a link while one may be open, and never waits twice', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (events, random) => {
          let state: ConnectionState = { phase: 'idle' };
          let open = false;
          let waiting = false;
          for (const event of events) {
            if (event.type === 'due') {
              // A cancelled wait never calls back.
              if (!waiting) continue;
              waiting = false;
            }
            const step = stepConnection(state, event, defaultPolicy, random);
            for (const effect of step.effects) {
              if (effect.do === 'open') {
                assert.equal(open, false);
                open = true;
              }
              if (effect.do === 'close') open = false;
              if (effect.do === 'wait') {
                assert.equal(waiting, false);
                waiting = true;
              }
              if (effect.do === 'cancel-wait') waiting = false;
            }
            // A failed attempt leaves nothing open.
            if (state.phase === 'connecting' && event.type === 'failed') open = false;
            state = step.state;
            assert.equal(open, ['connecting', 'online', 'degraded'].includes(state.phase));
            assert.equal(waiting, state.phase === 'waiting');
          }
        },
      ),
      { seed },
    );
  });

  it('takes at most the jitter off a wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const full = retryDelay(failures, defaultPolicy, 0);
          const delay = retryDelay(failures, defaultPolicy, random);
          assert.ok(delay <= full && delay >= full * (1 - defaultPolicy.jitter) - 1);
          assert.ok(full <= defaultPolicy.longestDelay);
        },
      ),
      { seed },
    );
  });
});
