import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Locks } from './locks.ts';

describe('"not now"', () => {
  let directory: string;
  /** The device's clock, and one that never jumps. */
  let now = 0;
  let elapsed = 0;
  let unsaved: unknown[];
  let file: string;
  let timers: { readonly at: number; readonly run: () => void }[];
  let told: boolean[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-locks-'));
    file = join(directory, 'device', 'locks.json');
    now = 1_000_000;
    unsaved = [];
    elapsed = 0;
    timers = [];
    told = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (): Locks => {
    const locks = new Locks({
      file,
      now: () => now,
      elapsed: () => elapsed,
      onUnsaved: (error) => unsaved.push(error),
      later: (milliseconds, run) => {
        const timer = { at: elapsed + milliseconds, run };
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
    elapsed += milliseconds;
    for (const { at, run } of [...timers]) if (at <= elapsed) run();
  };
  /** In order; the time until the next start is none on the clock that never jumps. */
  const end = async (locks: Locks): Promise<void> => {
    await locks.close();
    timers = [];
    elapsed = 0;
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

  it('lasts over a restart as long as it would have, and a person’s until it is taken back', async () => {
    const first = open();
    first.lock('batch', 60);
    await first.setByPerson(true, 'ada');
    await end(first);
    now += 59_000;
    const second = open();
    assert.deepEqual(second.current, { by: 'ada', since: 1_000_000, isPerson: true });
    await end(second);
    now += 120_000;
    assert.deepEqual(open().current, { by: 'ada', since: 1_000_000, isPerson: true });
  });

  it('lasts over a restart for what it had left, where the clock is another then', async () => {
    const year = 365 * 86_400_000;
    for (const jump of [year, -year, 30 * year]) {
      const first = open();
      first.lock('batch', 3600);
      pass(3_000_000);
      await end(first);
      now += jump;
      const second = open();
      assert.equal(second.current?.by, 'batch', `${jump}`);
      pass(599_000);
      assert.equal(second.current?.by, 'batch', `${jump}`);
      pass(3_600_000);
      assert.equal(second.current, undefined, `${jump}`);
      await end(second);
      now += -jump;
      assert.equal(open().current, undefined, 'one that has ended does not come back');
    }
  });

  it('is not written each time that a flow says it, and says where it could not be', async () => {
    const locks = open();
    locks.lock('batch', 1800);
    await locks.setByPerson(true, 'ada');
    const { ino } = statSync(file);
    for (let second = 0; second < 59; second += 1) {
      pass(1000);
      locks.lock('batch', 1800);
    }
    await locks.close();
    assert.equal(statSync(file).ino, ino);
    pass(2000);
    locks.lock('batch', 1800);
    await locks.close();
    assert.notEqual(statSync(file).ino, ino);
    rmSync(file);
    mkdirSync(file);
    for (let times = 0; times < 3; times += 1) {
      locks.unlock('batch');
      locks.lock('batch');
      await locks.close();
    }
    assert.deepEqual([locks.current?.by, unsaved.length], ['ada', 1]);
    await assert.rejects(locks.setByPerson(false, 'ada'));
    assert.equal(locks.current, undefined);
  });

  it('of all is taken back by a person', async () => {
    const locks = open();
    locks.lock('batch');
    await locks.setByPerson(true, 'ada');
    await locks.setByPerson(false, 'ada');
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

  it('is nothing that a damaged file says', async () => {
    const locks = open();
    await locks.setByPerson(true, 'ada');
    await locks.close();
    for (const text of ['[{"by":1}]', readFileSync(file, 'utf8').slice(0, -5)]) {
      writeFileSync(file, text);
      assert.equal(open().current, undefined);
    }
  });
});
