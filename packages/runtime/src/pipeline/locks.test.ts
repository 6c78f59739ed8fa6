import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import fc from 'fast-check';
import { ManualClock } from '../clock.test.manual.ts';
import { runtimeErrors } from '../errors.ts';
import { type LockName, lockNames } from '../operation.ts';
import { type Holder, Locks, lockPatience, type Release } from './locks.ts';

const anna = { kind: 'user', name: 'anna' } as const;
const holder = (...lineage: readonly string[]): Holder => ({
  lineage,
  name: `operation.${lineage.at(-1)}`,
  actor: anna,
});

/** Lets everything that is ready go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Asks for locks and notes what comes of it. */
function ask(locks: Locks, names: readonly LockName[], who: Holder) {
  const result: { release?: Release; error?: unknown } = {};
  locks.acquire(names, who).then(
    (release) => {
      result.release = release;
    },
    (error: unknown) => {
      result.error = error;
    },
  );
  return result;
}

describe('locks', () => {
  it('let in one after the other, in the order of asking', async () => {
    const locks = new Locks(new ManualClock());
    const asked = ['one', 'two', 'three'].map((id) => ask(locks, ['flows'], holder(id)));
    const isIn = () => asked.map(({ release }) => release !== undefined);
    await settled();
    assert.deepEqual(isIn(), [true, false, false]);
    asked[0]?.release?.();
    await settled();
    assert.deepEqual(isIn(), [true, true, false]);
    asked[1]?.release?.();
    await settled();
    assert.deepEqual(isIn(), [true, true, true]);
  });

  for (const step of [-3_600_000, 3_600_000])
    it(`wait as long as they should when the clock of the machine is set by ${step} ms`, async () => {
      const clock = new ManualClock();
      const locks = new Locks(clock);
      const modules = ask(locks, ['modules'], holder('one'));
      ask(locks, ['flows'], holder('two'));
      const both = ask(locks, ['modules', 'flows'], holder('three'));
      await settled();
      clock.advance(lockPatience - 1);
      clock.step(step);
      modules.release?.();
      await settled();
      assert.equal(both.error, undefined);
      clock.advance(1);
      await settled();
      assert.ok(runtimeErrors.busy.is(both.error));
    });

  it('of different names do not hinder each other', async () => {
    const locks = new Locks(new ManualClock());
    const modules = ask(locks, ['modules'], holder('one'));
    const settings = ask(locks, ['settings'], holder('two'));
    await settled();
    assert.ok(modules.release && settings.release);
  });

  it('let an operation inside the holder in at once, past those who wait', async () => {
    const locks = new Locks(new ManualClock());
    const parent = ask(locks, ['modules', 'flows'], holder('parent'));
    await settled();
    const other = ask(locks, ['flows'], holder('other'));
    const child = ask(locks, ['flows'], holder('parent', 'child'));
    const grandchild = ask(locks, ['flows'], holder('parent', 'child', 'grandchild'));
    await settled();
    assert.ok(child.release && grandchild.release && !other.release);
    grandchild.release?.();
    child.release?.();
    parent.release?.();
    await settled();
    assert.ok(other.release);
  });

  it('keep two operations inside the same one apart', async () => {
    const locks = new Locks(new ManualClock());
    ask(locks, ['flows'], holder('parent'));
    await settled();
    const one = ask(locks, ['flows'], holder('parent', 'one'));
    const two = ask(locks, ['flows'], holder('parent', 'two'));
    await settled();
    assert.ok(one.release && !two.release);
    one.release?.();
    await settled();
    assert.ok(two.release);
  });

  it('stay closed for others as long as anything inside the holder goes on', async () => {
    const locks = new Locks(new ManualClock());
    const parent = ask(locks, ['flows'], holder('parent'));
    await settled();
    const child = ask(locks, ['flows'], holder('parent', 'child'));
    const other = ask(locks, ['flows'], holder('other'));
    await settled();
    parent.release?.();
    await settled();
    assert.equal(other.release, undefined);
    child.release?.();
    await settled();
    assert.ok(other.release);
  });

  it('tell who waits too long what runs, by whom and since when, and take them out of the line', async () => {
    const clock = new ManualClock();
    const locks = new Locks(clock);
    const since = new Date(clock.now()).toISOString();
    const first = ask(locks, ['flows'], holder('first'));
    await settled();
    clock.advance(1000);
    const second = ask(locks, ['modules', 'flows'], holder('second'));
    await settled();
    clock.advance(lockPatience);
    await settled();
    assert.ok(runtimeErrors.busy.is(second.error));
    assert.equal(second.error.status, 423);
    assert.deepEqual(second.error.details, {
      lock: 'flows',
      operation: 'operation.first',
      by: 'anna',
      since,
    });
    const third = ask(locks, ['modules'], holder('third'));
    first.release?.();
    await settled();
    assert.ok(third.release, 'what the second already had was given back');
    assert.equal(clock.pending, 0);
  });

  it('may be given back twice', async () => {
    const locks = new Locks(new ManualClock());
    const one = ask(locks, ['flows'], holder('one'));
    await settled();
    one.release?.();
    const two = ask(locks, ['flows'], holder('two'));
    await settled();
    one.release?.();
    const three = ask(locks, ['flows'], holder('three'));
    await settled();
    assert.ok(two.release && !three.release);
  });

  it('are refused out of order, since two who do that could wait for each other for ever', async () => {
    const locks = new Locks(new ManualClock());
    ask(locks, ['flows'], holder('parent'));
    await settled();
    const child = ask(locks, ['modules'], holder('parent', 'child'));
    await settled();
    assert.ok(runtimeErrors.lockOrder.is(child.error));
  });

  it('hold at most one line of operations each, and everybody gets their turn (random)', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now());
    const request = fc.record({
      names: fc.uniqueArray(fc.constantFrom(...lockNames), { minLength: 1 }),
      root: fc.constantFrom('a', 'b', 'c'),
      inside: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 12 }),
        fc.infiniteStream(fc.nat(20)),
        (requests, random) => play(requests, random),
      ),
      { seed, numRuns: 200 },
    );
  });
});

interface Request {
  readonly names: readonly LockName[];
  readonly root: string;
  readonly inside: boolean;
}

/** Asks for all of it at once, gives back in random order, and looks at who holds what at each step. */
async function play(requests: readonly Request[], random: Iterator<number>): Promise<void> {
  const locks = new Locks(new ManualClock());
  const waiting = requests.map(({ names, root, inside }, index) => {
    const who = inside ? holder(root, `${root}${index}`) : holder(`${root}${index}`);
    return { who, names, result: ask(locks, names, who) };
  });
  for (let left = waiting.length; left > 0; left -= 1) {
    await settled();
    const inside = waiting.filter(({ result }) => result.release);
    for (const lock of lockNames) {
      const holders = inside.filter(({ names }) => names.includes(lock));
      assert.ok(holders.length <= 1, `${holders.length} hold ${lock}`);
    }
    assert.deepEqual(
      waiting.flatMap(({ result }) => (isCodedError(result.error) ? [result.error.code] : [])),
      [],
    );
    assert.ok(inside.length > 0, 'nobody gets in');
    const next = inside[(random.next().value ?? 0) % inside.length];
    next?.result.release?.();
    waiting.splice(waiting.indexOf(next as (typeof waiting)[number]), 1);
  }
}
