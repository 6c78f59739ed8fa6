import assert from 'node:assert/strict';
import { defineErrors } from '@millwright/schema';
import { systemActor } from '../actor.ts';
import { ManualClock } from '../clock.test.manual.ts';
import { runtimeErrors } from '../errors.ts';
import type { Interceptor } from '../interceptor.ts';
import type { Operation, Phase } from '../operation.ts';
import { currentContext, inContext, makeContextStorage, originOf } from './context.ts';
import { Locks } from './locks.ts';
import { OperationRecord } from './record.ts';
import { deadlines, type Pipeline, run } from './run.ts';
import type { StepPhase } from './step.ts';

const errors = defineErrors('test', {
  refused: { status: 403, family: 'caller', message: () => 'No' },
});
const steps: readonly StepPhase[] = ['rewrite', 'authorise', 'intend', 'stage', 'commit', 'reveal', 'settle'];
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const hang = (): Promise<void> => new Promise(() => {});

/** A pipeline of its own, with what it has told. */
function pipeline(...interceptors: readonly Interceptor[]) {
  const clock = new ManualClock();
  const reported: OperationRecord[] = [];
  const faults: unknown[] = [];
  let over = 0;
  const made: Pipeline = {
    context: makeContextStorage(),
    locks: new Locks(clock),
    running: new Map(),
    interceptors: interceptors.map((interceptor, index) => ({ plugin: `p${index}`, interceptor })),
    clock,
    report: (operation) => reported.push(operation),
    over: () => {
      over += 1;
    },
    fault: (_plugin, error) => faults.push(error),
  };
  const begin = (name = 'test.do') =>
    new OperationRecord({
      name,
      action: name,
      kind: 'write',
      origin: originOf(made.context),
      startedAt: clock.now(),
      input: { given: 1 },
    });
  const go = <Answer>(operation: OperationRecord, apply: () => Promise<Answer>): Promise<Answer> =>
    run(made, { operation, locks: ['flows'], apply });
  return { pipeline: made, clock, reported, faults, begin, go, over: () => over };
}

/** An interceptor that notes each phase. */
const noting = (notes: string[], mark = ''): Interceptor =>
  Object.fromEntries(steps.map((phase) => [phase, () => void notes.push(`${mark}${phase}`)]));

describe('pipeline', () => {
  it('goes through all phases in order, each interceptor in turn, and answers what apply answers', async () => {
    const notes: string[] = [];
    const { begin, go, pipeline: made, reported } = pipeline(noting(notes, '0 '), noting(notes, '1 '));
    const operation = begin();
    const answer = await go(operation, async () => {
      assert.ok(made.running.has(operation.id));
      notes.push('apply');
      return 42;
    });
    const both = (phases: readonly string[]) => phases.flatMap((phase) => [`0 ${phase}`, `1 ${phase}`]);
    assert.deepEqual(notes, [...both(steps.slice(0, 4)), 'apply', ...both(steps.slice(4))]);
    assert.equal(answer, 42);
    assert.deepEqual(operation.outcome, { status: 'success' });
    assert.equal(made.running.size, 0);
    assert.deepEqual(reported, [operation]);
  });

  for (const phase of steps.slice(0, 4)) {
    it(`a refusal in ${phase} ends it before apply; settle knows the outcome`, async () => {
      const notes: string[] = [];
      let seen: Operation['outcome'];
      const { begin, go } = pipeline(
        {
          [phase]: () => {
            throw errors.refused();
          },
        },
        {
          ...noting(notes),
          settle: (operation) => {
            seen = operation.outcome;
          },
        },
      );
      const operation = begin();
      await assert.rejects(
        go(operation, async () => assert.fail('applied')),
        errors.refused.is,
      );
      assert.deepEqual(notes, steps.slice(0, steps.indexOf(phase)));
      assert.deepEqual(seen, { status: 'refused', code: 'test.refused', message: 'No' });
    });

    it(`a fault in ${phase} refuses it under a code of ours and goes to the log`, async () => {
      const fault = new TypeError('stumbled');
      const { begin, go, faults } = pipeline({ [phase]: () => Promise.reject(fault) });
      const operation = begin();
      await assert.rejects(
        go(operation, async () => assert.fail('applied')),
        (error: Error) => runtimeErrors.interceptorFailed.is(error) && error.cause === fault,
      );
      assert.deepEqual(faults, [fault]);
      assert.equal(operation.outcome?.status, 'refused');
    });

    it(`hanging in ${phase} ends at the deadline of the phase, which is for all interceptors together`, async () => {
      let signal: AbortSignal | undefined;
      const half = deadlines[phase] / 2;
      const { begin, go, clock } = pipeline(
        { [phase]: () => new Promise<void>((resolve) => clock.after(half, resolve)) },
        {
          [phase]: (_operation: Operation, given: AbortSignal) => {
            signal = given;
            return hang();
          },
        },
      );
      const running = go(begin(), async () => assert.fail('applied'));
      const rejected = assert.rejects(running, runtimeErrors.interceptorTimeout.is);
      await settled();
      clock.advance(half);
      await settled();
      assert.equal(signal?.aborted, false);
      clock.advance(half);
      await rejected;
      assert.equal(signal?.aborted, true);
      assert.equal(clock.pending, 0);
    });
  }

  for (const phase of steps.slice(4)) {
    it(`a fault, a refusal or hanging in ${phase} warns and undoes nothing, and the others get their turn`, async () => {
      const notes: string[] = [];
      const { begin, go, clock } = pipeline(
        { [phase]: () => Promise.reject(new TypeError('stumbled')) },
        { [phase]: () => Promise.reject(errors.refused()) },
        { [phase]: hang },
        noting(notes),
      );
      const operation = begin();
      const running = go(operation, async () => 'done');
      await settled();
      clock.advance(deadlines[phase]);
      assert.equal(await running, 'done');
      assert.deepEqual(operation.warnings.map(({ code, plugin }) => [code, plugin]).sort(), [
        ['runtime.interceptor-failed', 'p0'],
        ['runtime.interceptor-timeout', 'p2'],
        ['test.refused', 'p1'],
      ]);
      assert.deepEqual(operation.outcome, { status: 'success' });
      assert.deepEqual(notes, steps);
    });
  }

  it('what fails in apply is a failed operation, rejected as it came, and never committed', async () => {
    const notes: string[] = [];
    const { begin, go } = pipeline(noting(notes));
    const operation = begin();
    const failure = Object.assign(new Error(), { code: 'version_mismatch', status: 409 });
    await assert.rejects(
      go(operation, () => Promise.reject(failure)),
      (error) => error === failure,
    );
    assert.deepEqual(operation.outcome, { status: 'failed', code: 'version_mismatch', message: '' });
    assert.deepEqual(notes, ['rewrite', 'authorise', 'intend', 'stage', 'settle']);
  });

  it('gives its locks back whatever happens, and before settle, which may take its time', async () => {
    const {
      begin,
      go,
      pipeline: made,
    } = pipeline({
      settle: async () => {
        const other = begin('other').holder;
        (await made.locks.acquire(['flows'], { ...other, lineage: ['other'] }))();
      },
    });
    await go(begin(), async () => 1);
    await assert.rejects(
      go(begin(), () => Promise.reject(new TypeError())),
      TypeError,
    );
    await go(begin(), async () => 2);
  });

  it('lets only rewrite alter the input, and only reveal the answer', async () => {
    const late: string[] = [];
    const attempt = (phase: Phase) => (operation: Operation) => {
      for (const alter of [() => operation.replaceInput({ phase }), () => operation.replaceAnswer(phase)]) {
        try {
          alter();
        } catch (error) {
          assert.ok(runtimeErrors.tooLate.is(error));
          late.push(phase);
        }
      }
    };
    const { begin, go } = pipeline(Object.fromEntries(steps.map((phase) => [phase, attempt(phase)])));
    const operation = begin();
    assert.equal(await go(operation, async () => operation.input), 'reveal');
    assert.deepEqual(operation.input, { phase: 'rewrite' });
    const twice = steps.flatMap((phase) =>
      phase === 'rewrite' || phase === 'reveal' ? [phase] : [phase, phase],
    );
    assert.deepEqual(late, twice);
  });

  it('nests: what apply starts is a child of the same actor under the same locks, with one correlation', async () => {
    const { begin, go, pipeline: made } = pipeline();
    const user = { username: 'anna', permissions: '*' };
    const fields = {
      source: undefined,
      user,
      actor: { kind: 'user', name: 'anna' },
      operation: undefined,
    } as const;
    await inContext(made.context, fields, async () => {
      const parent = begin('parent');
      await go(parent, async () => {
        const child = begin('child');
        await go(child, async () => {
          const grandchild = begin('grandchild');
          await go(grandchild, async () => undefined);
          assert.equal(grandchild.correlation, parent.id);
        });
        assert.equal(child.parent, parent);
        assert.deepEqual(child.actor, { kind: 'user', name: 'anna' });
        assert.equal(child.user, user);
      });
    });
  });

  it("ends its context with apply: what was started meanwhile is the system's, and waits for locks like others", async () => {
    const { begin, go, pipeline: made, clock } = pipeline();
    const fields = {
      source: undefined,
      user: undefined,
      actor: { kind: 'anyone' },
      operation: undefined,
    } as const;
    let later: OperationRecord | undefined;
    await inContext(made.context, fields, async () => {
      await go(begin(), async () => {
        clock.after(1000, () => {
          assert.equal(currentContext(made.context), undefined);
          later = begin('later');
        });
      });
    });
    clock.advance(1000);
    assert.deepEqual(later?.actor, systemActor);
    assert.equal(later?.parent, undefined);
    assert.notEqual(later?.correlation, undefined);
  });

  it("a step that goes on after its deadline has no context: what it does then is not the operation's", async () => {
    let parent: unknown = 'unset';
    const { begin, go, clock } = pipeline({
      commit: () => {
        clock.after(deadlines.commit * 2, () => {
          parent = begin('late').parent;
        });
        return hang();
      },
    });
    const running = go(begin(), async () => 1);
    await settled();
    clock.advance(deadlines.commit);
    await running;
    clock.advance(deadlines.commit);
    assert.equal(parent, undefined);
  });

  it('skips a plugin that is removed while an operation runs', async () => {
    const notes: string[] = [];
    const interceptors = [
      { plugin: 'gone', interceptor: { commit: () => void notes.push('commit of the removed') } },
      { plugin: 'stays', interceptor: noting(notes) },
    ];
    const { pipeline: made, begin } = pipeline();
    const operation = begin();
    await run(
      { ...made, interceptors },
      { operation, locks: [], apply: async () => void interceptors.shift() },
    );
    assert.deepEqual(notes, steps);
  });
});
