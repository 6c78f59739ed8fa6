import assert from 'node:assert/strict';
import { outcomeOf, Scene } from './scheduler.fixture.ts';

const trial = { trial: true } as const;

describe('requests that only try a connection out', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  /** One request to a unit, and what it came to. */
  async function ask(unit: number, failure?: 'unanswered' | 'absent' | 'answer', options: object = trial) {
    const outcome = outcomeOf(scene.call(unit, 'read', 'who are you', failure ? { failure } : {}, options));
    await scene.clock.advanceAsync(1_000);
    return outcome.is;
  }

  for (const failure of [undefined, 'unanswered', 'absent', 'answer'] as const)
    it(`are in no counter where they end with ${failure ?? 'an answer'}`, async () => {
      await ask(1, undefined, {});
      const before = scene.scheduler.diagnostics.snapshot();
      assert.equal(before.requests, 1);
      assert.equal(await ask(9, failure), failure ?? 'who are you');
      assert.equal(scene.sent.length, 2);
      assert.deepEqual(scene.scheduler.diagnostics.snapshot(), before);
    });

  it('are in no counter where the queue is full either', async () => {
    await scene.close();
    scene = new Scene({ queueLimit: 1 });
    const waiting = ['a', 'b'].map((source) =>
      outcomeOf(scene.call(1, 'read', source, {}, { source, ...trial })),
    );
    const before = scene.scheduler.diagnostics.snapshot();
    await scene.clock.advanceAsync(100);
    assert.deepEqual(
      waiting.map(({ is }) => is),
      ['a', 'tags.queue-full'],
    );
    assert.deepEqual(scene.scheduler.diagnostics.snapshot(), before);
  });

  it('are held against nobody where they find no answer, however often', async () => {
    await ask(1, undefined, {});
    for (let turn = 0; turn < 10; turn += 1) assert.equal(await ask(9, 'unanswered'), 'unanswered');
    assert.deepEqual(scene.scheduler.suspended, []);
    assert.equal(scene.connection.state.phase, 'online');
    assert.equal(scene.links.length, 1);
  });

  it('make no second unit of the one that is asked: it is still the link that its silence speaks against', async () => {
    await ask(1, undefined, {});
    await ask(9, 'unanswered');
    for (let turn = 0; turn < 10 && scene.links.length === 1; turn += 1) await ask(1, 'unanswered', {});
    assert.equal(scene.links.length, 2);
    assert.deepEqual(scene.scheduler.suspended, []);
  });
});
