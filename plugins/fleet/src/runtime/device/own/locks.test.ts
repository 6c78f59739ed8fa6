import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Locks } from './locks.ts';

describe('"not now"', () => {
  let directory: string;
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[];
  let told: boolean[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-locks-'));
    now = 1_000_000;
    timers = [];
    told = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (): Locks => {
    const locks = new Locks({
      file: join(directory, 'device', 'locks.json'),
      now: () => now,
      later: (milliseconds, run) => {
        const timer = { at: now + milliseconds, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
      onChanged: (isLocked) => told.push(isLocked),
    });
    locks.load();
    return locks;
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    for (const { at, run } of [...timers]) if (at <= now) run();
  };

  it('holds while any flow says it, each by its own name', () => {
    const locks = open();
    locks.lock('batch');
    locks.lock('cleaning');
    locks.unlock('batch');
    locks.unlock('batch');
    assert.deepEqual(locks.current, { by: 'cleaning', since: now, isPerson: false });
    locks.unlock('cleaning');
    // Another one is the one to wait for.
    assert.deepEqual(told, [true, true, false]);
  });

  it('ends by itself, and later if it is said again', () => {
    const locks = open();
    locks.lock('batch', 60);
    pass(50_000);
    locks.lock('batch', 60);
    pass(50_000);
    assert.deepEqual(locks.current, { by: 'batch', since: 1_000_000, isPerson: false });
    pass(10_000);
    assert.equal(locks.current, undefined);
    assert.deepEqual(told, [true, false]);
  });

  it('lasts over a restart as long as it would have, and a person’s until it is taken back', () => {
    const first = open();
    first.lock('batch', 60);
    first.setByPerson(true, 'ada');
    first.close();
    now += 59_000;
    assert.deepEqual(open().current, { by: 'ada', since: 1_000_000, isPerson: true });
    now += 86_400_000;
    assert.deepEqual(open().current, { by: 'ada', since: 1_000_000, isPerson: true });
  });

  it('of all is taken back by a person', () => {
    const locks = open();
    locks.lock('batch');
    locks.setByPerson(true, 'ada');
    locks.setByPerson(false, 'ada');
    assert.deepEqual([locks.current, timers], [undefined, []]);
  });

  it('has a name and a time that ends', () => {
    const locks = open();
    for (const [name, seconds] of [
      [undefined],
      [''],
      [7],
      ['a', 0],
      ['a', -1],
      ['a', 86_401],
      ['a', '60'],
      ['a', Number.NaN],
    ])
      assert.throws(() => locks.lock(name, seconds), { code: 'fleet.lock-invalid' });
    assert.deepEqual(told, []);
  });

  it('is nothing that a damaged file says, nor one from a time that never was', () => {
    open().setByPerson(true, 'ada');
    writeFileSync(join(directory, 'device', 'locks.json'), '[{"by":1}]');
    assert.equal(open().current, undefined);
    const until = now + 10 * 86_400_000;
    writeFileSync(
      join(directory, 'device', 'locks.json'),
      JSON.stringify([{ flow: 'a', by: 'a', since: 1, until }]),
    );
    assert.equal(open().current, undefined);
  });
});
