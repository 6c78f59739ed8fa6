import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Bench, good, named, shelve } from './engine.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`an alarm engine (seed ${seed})`, () => {
  it('has after any history, killed or not, a journal without a gap, which says where each alarm is', async function () {
    this.timeout(30_000);
    const doing = fc.oneof(
      fc.record({ do: fc.constant('read' as const), value: fc.constantFrom(50, 89, 95) }),
      fc.record({ do: fc.constant('suppress' as const), on: fc.boolean() }),
      fc.record({ do: fc.constant('pass' as const), time: fc.integer({ min: 1, max: 20_000 }) }),
      fc.record({
        do: fc.constant('command' as const),
        kind: fc.constantFrom('acknowledge', 'reset', 'shelve', 'unshelve', 'out', 'back'),
      }),
      fc.record({ do: fc.constant('restart' as const), how: fc.constantFrom('closed', 'killed') }),
    );
    const plan = fc.record({
      latching: fc.boolean(),
      autoAcknowledge: fc.boolean(),
      onDelay: fc.constantFrom(0, 3_000),
      offDelay: fc.constantFrom(0, 3_000),
    });
    const commands = {
      reset: { kind: 'reset', alarm: 'level' },
      shelve: { ...shelve, duration: 10_000 },
      unshelve: { kind: 'unshelve', alarm: 'level' },
      out: { kind: 'out-of-service', alarm: 'level', note: 'test' },
      back: { kind: 'return-to-service', alarm: 'level' },
    } as const;
    await fc.assert(
      fc.asyncProperty(plan, fc.array(doing, { maxLength: 30 }), async (more, history) => {
        const own = new Bench();
        try {
          let alarm = await own.started(named('level', more));
          /** Number of the last step that somebody was told is done. */
          let answered = 0;
          for (const each of history) {
            if (each.do === 'read') alarm.read(good(each.value));
            else if (each.do === 'suppress') alarm.suppress(each.on);
            else if (each.do === 'pass') own.clock.advance(each.time);
            else if (each.do === 'restart') {
              alarm = await own.restart(each.how, named('level', more));
              assert.ok(alarm.state.seq >= answered, 'what was answered is there');
            } else {
              const { kind } = each;
              const command = kind === 'acknowledge' ? own.acknowledge() : own.act(commands[kind]);
              // What does not apply is refused, and stands in no journal.
              await command.then(
                () => {
                  answered = alarm.state.seq;
                },
                () => undefined,
              );
            }
          }
          await own.engine.close();
          const lines = [...(await own.engine.journal({ limit: 500 }))].reverse();
          assert.deepEqual(
            lines.map(({ seq }) => seq),
            lines.map((_, index) => index + 1),
          );
          const stages = ['normal', ...lines.map(({ to }) => to)];
          assert.deepEqual(
            lines.map(({ from }) => from),
            stages.slice(0, -1),
          );
          assert.equal(alarm.state.stage, stages.at(-1));
        } finally {
          await own.close();
        }
      }),
      { seed, numRuns: 25 },
    );
  });
});
