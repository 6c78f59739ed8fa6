import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type EventClass, readCheckpoint, verifyDatabase } from '@millwright/ledger';
import { describe, it } from 'mocha';
import { type AuditSettings, type Destination, defaultSettings } from '../../common/settings.ts';
import { draft, logForEach } from '../log/log.fixture.ts';
import { Retention } from './retention.ts';

const day = 24 * 3600_000;
const now = Date.parse('2027-03-10T12:00:00Z');
const daysAgo = (days: number) => now - days * day;
const classes: readonly EventClass[] = ['change', 'log-in', 'read', 'system'];
const none = { change: 0, 'log-in': 0, read: 0, system: 0, waiting: 0 };

describe('retention of the audit log', () => {
  const test = logForEach();
  let noted: number;
  let warnings: string[];
  let clock: number;

  /** As other events, of which nothing is older in the file's own events: the log is begun today, by the real clock. */
  const rules = (more: Partial<Record<EventClass, { days?: number; bytes?: number }>>) =>
    Object.fromEntries(
      classes.map((which) => [which, { days: 36_500, bytes: 1e12, ...more[which] }]),
    ) as unknown as AuditSettings['retention'];
  const make = (settings: Partial<AuditSettings> | undefined) => {
    noted = 0;
    warnings = [];
    clock = now;
    return new Retention({
      log: test.log,
      settings: () => settings && { ...defaultSettings, ...settings },
      onNotice: () => noted++,
      warn: (message) => warnings.push(message),
      now: () => clock,
    });
  };
  const add = (all: readonly (readonly [EventClass, number])[]) =>
    Promise.all(
      all.map(([which, time]) => test.log.append(draft({ class: which, time, name: `test.${which}` }))),
    ).then(() => test.log.checkpoint());
  const numbers = (name: string) =>
    test.withFile((database) =>
      database
        .prepare('select seq from event where name like ? order by seq')
        .all(name)
        .map(({ seq }) => Number(seq)),
    );
  const prunes = () =>
    test.withFile((database) =>
      database
        .prepare("select record from event where name = 'audit.prune' order by seq")
        .all()
        .map(({ record }) => {
          const { signature, ...data } = JSON.parse(String(record)).data;
          assert.match(signature, /^[A-Za-z0-9+/]{86}==$/);
          return data;
        }),
    );
  const file: Destination = {
    id: 'siem',
    name: 'SIEM',
    kind: 'file',
    directory: 'audit',
    enabled: true,
    anchor: true,
    classes: ['read'],
  };

  const verify = (database: DatabaseSync) => {
    const anchors = database
      .prepare('select note from checkpoint')
      .all()
      .map(({ note }) => readCheckpoint(String(note)));
    const verifying = verifyDatabase(database, { anchors });
    for (;;) {
      const step = verifying.next();
      if (!step.done) continue;
      if (step.value.result === 'ok') assert.equal(step.value.anchors, anchors.length);
      return step.value;
    }
  };
  /** What is left verifies, and every checkpoint that was ever made can be compared. @returns which events are gone */
  const check = () =>
    test.withFile((database) => {
      const { result, faults, pruned } = verify(database);
      assert.deepEqual([result, faults], ['ok', []]);
      const there = new Set(numbers('%'));
      const gone = Array.from({ length: Math.max(...there) }, (_, seq) => seq).filter(
        (seq) => !there.has(seq),
      );
      assert.equal(gone.length, pruned);
      return gone;
    });

  it('prunes what is too old of a class, and says so in the log', async () => {
    await add([
      ['read', daysAgo(50)],
      ['change', daysAgo(49)],
      ['read', daysAgo(40)],
      ['read', daysAgo(31)],
      ['read', daysAgo(29)],
      ['change', now],
    ]);
    const retention = make({ retention: rules({ read: { days: 30 } }) });
    assert.deepEqual(await retention.preview(rules({ read: { days: 30 } })), { ...none, read: 3 });
    await retention.run();
    assert.deepEqual(warnings, []);
    assert.deepEqual(numbers('test.%'), [2, 5, 6]);
    assert.deepEqual(prunes(), [{ class: 'read', reason: 'age', ranges: '1-1,3-4' }]);
    assert.deepEqual(check(), [1, 3, 4]);
    assert.equal(test.log.state().size, 8);
    assert.deepEqual(await retention.preview(rules({ read: { days: 30 } })), none);
    await retention.run();
    assert.equal(prunes().length, 1);
  });

  it('leaves what is held, and what a destination still has to be sent', async () => {
    await add([
      ...[50, 45, 40, 35].map((days) => ['read', daysAgo(days)] as const),
      ['change', daysAgo(34)],
      ['read', daysAgo(33)],
      ['change', now],
    ]);
    const retention = rules({ read: { days: 30 } });
    const hold = { id: 'case-7', reason: 'Case 7', since: daysAgo(46), until: daysAgo(44) };
    await test.log.setCursor({ destination: 'siem', seq: 4, anchored: 0, time: now });
    const both = make({ retention, holds: [hold], destinations: [file] });
    assert.deepEqual(await both.preview(retention), { ...none, read: 5, waiting: 3 });
    await both.run();
    assert.deepEqual(check(), [1, 3]);
    await make({ retention, holds: [hold], destinations: [{ ...file, enabled: false }] }).run();
    assert.deepEqual(check(), [1, 3, 4, 6]);
    await make({ retention, destinations: [{ ...file, classes: [] }] }).run();
    assert.deepEqual(check(), [1, 2, 3, 4, 6]);
    assert.deepEqual(
      prunes().map(({ ranges }) => ranges),
      ['1-1', '3-3', '4-4,6-6', '2-2'],
    );
  });

  it('prunes the oldest beyond a size in steps, and gives the space back', async () => {
    const text = 'x'.repeat(1500);
    const many = (which: EventClass, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          test.log.append(
            draft({ class: which, time: now, name: `test.${which}`, reason: `${index} ${text}` }),
          ),
        ),
      );
    await many('read', 3000);
    await many('change', 100);
    await test.log.checkpoint();
    const retention = rules({ read: { bytes: 1_000_000 }, change: { bytes: 1_000_000 } });
    const before = statSync(test.file).size;
    const keeper = make({ retention });
    const { read, change } = await keeper.preview(retention);
    assert.ok(read > 2600 && read < 2900, `${read} would go`);
    await keeper.run();
    assert.deepEqual(warnings, []);
    const gone = check();
    assert.deepEqual([gone.length, change], [read, 0]);
    assert.deepEqual(
      gone,
      Array.from({ length: read }, (_, index) => index + 1),
    );
    assert.deepEqual(prunes().map(({ reason, ranges }) => [reason, ranges])[0], ['bytes', '1-500']);
    assert.equal(prunes().length, Math.ceil(read / 500));
    await test.log.close();
    assert.ok(statSync(test.file).size < before / 3);
  });

  it('prunes nothing by its age while the clock says 2099, and says why', async () => {
    await add([
      ['read', daysAgo(50)],
      ['change', now],
    ]);
    const retention = rules({ read: { days: 30 } });
    const keeper = make({ retention });
    clock = Date.parse('2099-01-01T00:00:00Z');
    await keeper.run();
    assert.deepEqual(check(), []);
    assert.deepEqual([keeper.notice?.code, noted], ['audit.clock-doubted', 1]);
    clock = now + 60_000;
    await keeper.run();
    assert.deepEqual(check(), [1]);
    assert.deepEqual([keeper.notice, noted], [undefined, 2]);
  });

  it('prunes nothing where the settings cannot be read, while it is paused, and after it was stopped', async () => {
    await add([
      ['read', daysAgo(50)],
      ['change', now],
    ]);
    const retention = rules({ read: { days: 30 } });
    await make(undefined).run();
    const keeper = make({ retention });
    const goOn = keeper.pause();
    await keeper.run();
    assert.deepEqual(check(), []);
    goOn();
    const stopped = make({ retention });
    await stopped.stop();
    await stopped.run();
    assert.deepEqual(check(), []);
    const late = keeper.pause();
    clock = now + 11 * 60_000;
    await keeper.run();
    assert.deepEqual(check(), [1]);
    late();
    await keeper.stop();
  });

  it('leaves events that no checkpoint covers, and those without which nobody could check what is left', async () => {
    await add([
      ['system', daysAgo(50)],
      ['system', daysAgo(49)],
    ]);
    await test.log.append(draft({ class: 'system', time: daysAgo(48), name: 'test.system' }));
    await test.log.append(draft({ class: 'change', time: now, name: 'test.change' }));
    const retention = rules({ system: { days: 30 } });
    test.withFile((database) => database.exec('delete from checkpoint where size > 3'));
    await make({ retention }).run();
    assert.deepEqual(check(), [1, 2]);
    clock = now + 400 * day;
    await test.log.append(draft({ class: 'change', time: clock, name: 'test.change' }));
    const keeper = make({ retention });
    clock = now + 400 * day;
    for (let look = 0; look < 10; look++) {
      await keeper.run();
      clock += day;
    }
    assert.deepEqual(numbers('audit.%').length, 3);
    check();
  });

  it('leaves what somebody has changed so that it would be pruned', async () => {
    await add([
      ['read', daysAgo(50)],
      ['change', daysAgo(40)],
      ['read', daysAgo(35)],
      ['change', now],
    ]);
    test.withFile((database) =>
      database.exec(
        `update event set record = replace(record, '"class":"change"', '"class":"read"') where seq = 2`,
      ),
    );
    await make({ retention: rules({ read: { days: 30 } }) }).run();
    assert.deepEqual(warnings, []);
    assert.deepEqual(numbers('test.%'), [2, 4]);
    const { faults } = test.withFile(verify);
    assert.deepEqual(
      faults.map(({ kind, seq }) => [kind, seq]),
      [['digest', 2]],
    );
  });

  it('leaves what verifies, whatever goes in whatever order, also over starts', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`    SEED=${seed}`);
    const random = randomFrom(seed);
    for (let round = 0; round < 6; round++) {
      await add(
        Array.from({ length: 150 }, () => {
          const which = classes[Math.floor(random() * 4)] ?? 'read';
          return [which, daysAgo(Math.floor(random() * 400))] as const;
        }),
      );
      await add([['change', now]]);
      const some = () => ({ days: 1 + Math.floor(random() * 400) });
      const retention = rules({ change: some(), 'log-in': some(), read: some(), system: some() });
      const since = daysAgo(Math.floor(random() * 400));
      const holds = random() < 0.5 ? [] : [{ id: 'h', reason: 'h', since, until: since + 20 * day }];
      const keeper = make({ retention, holds });
      const preview = await keeper.preview(retention);
      const before = check().length;
      await keeper.run();
      assert.deepEqual(warnings, []);
      const planned = classes.reduce((sum, which) => sum + preview[which], 0) - preview.waiting;
      assert.equal(check().length - before, planned, `round ${round} of SEED=${seed}`);
      if (random() < 0.5) await test.reopen();
    }
    const left = numbers('test.%');
    const seq = left[Math.floor(random() * left.length)] ?? 0;
    test.withFile((database) => {
      database.prepare('delete from event where seq = ?').run(seq);
      const { result, faults } = verify(database);
      assert.equal(result, 'tampered');
      assert.deepEqual(
        faults.filter(({ kind }) => kind === 'missing').map((fault) => fault.seq),
        [seq],
        `SEED=${seed}`,
      );
    });
  });
});

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
