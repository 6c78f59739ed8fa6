import assert from 'node:assert/strict';
import { type Ended, endKindOf, type Plan, plan, startsAgain } from './policy.ts';
import { begun, type EndKind, ended, isAnotherBoot, noStarts, type Starts } from './starts.ts';

const moment = (uptime: number, boot = 'one') => ({ boot, uptime });

type Ending = readonly [EndKind, number] | 'cut off';

/** Starts one after the other: how each ended, and after how many seconds. The next begins a second later. */
function history(...ends: readonly Ending[]): Starts & { readonly now: number } {
  let [starts, now] = [noStarts, 100];
  for (const end of ends) {
    starts = begun(starts, moment(now), false);
    if (end === 'cut off') continue;
    starts = ended(starts, ...end);
    now += end[1] + 1;
  }
  return { ...starts, now };
}

const next = (...ends: readonly Ending[]) => {
  const { now, ...starts } = history(...ends);
  return plan(starts, moment(now));
};

const crash = ['crash', 3] as const;

describe('the next start', () => {
  it('after a crash by a signal is told which', () => {
    const one = begun(noStarts, moment(100), false);
    const told = (kind: EndKind) => plan(ended(one, kind, 3, 'SIGKILL'), moment(104)).signal;
    assert.equal(told('crash'), 'SIGKILL');
    assert.equal(told('blocked'), undefined);
  });

  for (const [what, ends, expected] of [
    ['the first of all', [], { cause: 'unknown', delay: 0, safe: false }],
    ['after a crash', [crash], { cause: 'crash', delay: 1000, safe: false }],
    ['after it was blocked', [['blocked', 40]], { cause: 'blocked', delay: 1000, safe: false }],
    ['after it asked for one', [['asked', 2]], { cause: 'unknown', delay: 0, safe: false }],
    ['after it was stopped', [['stopped', 5]], { cause: 'unknown', delay: 0, safe: false }],
    ['after its supervisor was killed', ['cut off'], { cause: 'unknown', delay: 0, safe: false }],
    ['after the third crash', [crash, crash, crash], { cause: 'crash', delay: 4000, safe: false }],
    [
      'after a crash of one that ran',
      [crash, crash, ['crash', 60]],
      { cause: 'crash', delay: 1000, safe: false },
    ],
    ['after four crashes', [crash, crash, crash, crash], { cause: 'crash', delay: 8000, safe: false }],
    [
      'after five crashes',
      [crash, crash, crash, crash, crash],
      { cause: 'crash', delay: 16_000, safe: true },
    ],
    [
      'after five ends, one of which was wanted',
      [crash, crash, ['asked', 3], crash, crash],
      { cause: 'crash', delay: 2000, safe: false },
    ],
    [
      'after five crashes within more than five minutes',
      Array(5).fill(['crash', 59.5]),
      { cause: 'crash', delay: 16_000, safe: false },
    ],
    ['after ever more crashes', Array(9).fill(crash), { cause: 'crash', delay: 30_000, safe: true }],
  ] as const satisfies readonly (readonly [string, readonly Ending[], Plan])[])
    it(what, () => assert.deepEqual(next(...ends), expected));

  it('is with flows again once the machine was started anew, and says so', () => {
    const { now, ...starts } = history(crash, crash, crash, crash, crash);
    const fresh = { cause: 'reboot', delay: 0, safe: false };
    assert.deepEqual(plan(starts, moment(now, 'two')), fresh);
    assert.deepEqual(plan(starts, moment(20)), fresh, 'where nothing names the runs of the machine');
    assert.equal(isAnotherBoot(starts, moment(now)), false);
  });
});

describe('starts', () => {
  it('are all counted, and the last are kept, of this run of the machine', () => {
    let starts = noStarts;
    for (let uptime = 1; uptime <= 30; uptime += 1) starts = begun(starts, moment(uptime), false);
    assert.deepEqual([starts.count, starts.starts.length, starts.starts.at(-1)?.uptime], [30, 10, 30]);
    starts = begun(starts, moment(3, 'two'), true);
    assert.deepEqual(starts, { format: 1, boot: 'two', count: 31, starts: [{ uptime: 3, safe: true }] });
  });
});

describe('an end', () => {
  const plain: Ended = {
    code: 0,
    signal: null,
    blocked: false,
    asked: false,
    stopping: false,
    changing: false,
  };
  const killed = { code: null, signal: 'SIGKILL' } as const;
  for (const [given, kind, again] of [
    [{}, 'left', false],
    [{ changing: true }, 'crash', true],
    [{ changing: true, asked: true }, 'asked', true],
    [{ changing: true, stopping: true }, 'stopped', false],
    [{ code: 1 }, 'crash', true],
    [{ code: null, signal: 'SIGABRT' }, 'crash', true],
    [killed, 'crash', true],
    [{ ...killed, blocked: true }, 'blocked', true],
    [{ asked: true }, 'asked', true],
    [{ code: 1, asked: true }, 'asked', true],
    [{ ...killed, asked: true, blocked: true }, 'asked', true],
    [{ stopping: true }, 'stopped', false],
    [{ ...killed, stopping: true, blocked: true }, 'stopped', false],
    [{ stopping: true, asked: true }, 'stopped', false],
  ] as const satisfies readonly (readonly [Partial<Ended>, EndKind, boolean])[])
    it(`with ${JSON.stringify(given)} is "${kind}"`, () => {
      assert.equal(endKindOf({ ...plain, ...given }), kind);
      assert.equal(startsAgain(kind), again);
    });
});
