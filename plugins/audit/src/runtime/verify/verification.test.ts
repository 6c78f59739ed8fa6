import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { makeKey, signCheckpoint } from '@millwright/ledger';
import { describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import { draft, logForEach } from '../log/log.fixture.ts';
import { anchorsIn } from './anchors.ts';
import { copyIn } from './check-copy.ts';
import { Verification, type VerificationOptions } from './verification.ts';

const day = 24 * 3600_000;
const anchor = (text: string) => ({ name: 'File', text });

describe('a check of the whole log', () => {
  const test = logForEach();
  let changes: number;
  let warnings: string[];
  let errors: string[];
  let clock: number;

  const make = (more: Partial<VerificationOptions> = {}) => {
    changes = 0;
    warnings = [];
    errors = [];
    clock = Date.parse('2026-11-26T12:00:00Z');
    return new Verification({
      log: test.log,
      anchors: async () => [],
      former: () => [],
      onChange: () => changes++,
      warn: (message) => warnings.push(message),
      error: (message) => errors.push(message),
      now: () => clock,
      ...more,
    });
  };
  const add = async (count: number) => {
    await Promise.all(Array.from({ length: count }, () => test.log.append(draft())));
    return test.log.checkpoint();
  };
  const check = async (verification: Verification) => {
    assert.equal(verification.start().state, 'running');
    await verification.ended();
    assert.deepEqual(warnings, []);
    return verification.state();
  };
  const last = async () => (await test.log.page({ limit: 1 })).events[0];
  const copies = () => readdirSync(test.directory).filter((name) => name.includes('check'));

  it('says so where an anchor agrees, and where there is none', async () => {
    const { note } = await add(20);
    await test.log.append(draft());
    const anchored = make({ anchors: async () => [anchor(`something else\n\n${note}`), anchor('')] });
    const { state, verdict, done, of, time } = await check(anchored);
    assert.deepEqual([state, done, of, time], ['done', 22, 22, clock]);
    assert.deepEqual(
      [verdict?.result, verdict?.checked, verdict?.signed, verdict?.anchored, verdict?.faults],
      ['ok', 22, 21, 21, []],
    );
    assert.deepEqual(anchored.verified, { time: clock, verdict });
    assert.equal(changes, 1);
    assert.deepEqual(copies(), []);
    const event = await last();
    assert.deepEqual(
      [event?.name, event?.class, event?.outcome, event?.data],
      ['audit.verify', 'system', 'success', { result: 'ok' }],
    );
    const { verdict: alone } = await check(make());
    assert.deepEqual([alone?.result, alone?.reason], ['unverifiable', 'no-anchor']);
  });

  it('names the event that was changed, and is remembered over a start', async () => {
    const { note } = await add(20);
    test.withFile((database) => {
      database.exec(`update event set record = replace(record, 'ana', 'eve') where seq = 7`);
    });
    const { verdict } = await check(make({ anchors: async () => [anchor(note)] }));
    assert.deepEqual(
      [verdict?.result, verdict?.faults[0]?.kind, verdict?.faults[0]?.seq],
      ['tampered', 'digest', 7],
    );
    const event = await last();
    assert.deepEqual(
      [event?.outcome, event?.data, event?.target],
      ['failed', { result: 'tampered', kind: 'digest', from: 7, to: 7 }, { kind: 'event', id: '7' }],
    );
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? '', /not as it was written: Event 7 is not what .* Keep a copy/);
    await test.reopen();
    const later = make();
    await later.remember();
    assert.deepEqual(later.verified, { time: clock, verdict });
    const same = make({ anchors: async () => [anchor(note)] });
    await same.remember();
    await check(same);
    assert.deepEqual(errors, []);
    test.withFile((database) => database.exec('delete from event where seq = 5'));
    await check(same);
    assert.match(errors[0] ?? '', /more\)/);
  });

  it('runs once at a time, and can be stopped', async () => {
    await add(2000);
    const size = () => test.log.state().size;
    const before = size();
    const verification = make();
    verification.start();
    assert.throws(() => verification.start(), auditErrors.verificationRuns.is);
    assert.equal((await verification.cancel()).state, 'cancelled');
    assert.deepEqual([copies(), size(), verification.verified], [[], before, undefined]);
    assert.equal((await verification.cancel()).state, 'cancelled');
    const slow = make({
      anchors: (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    slow.start();
    assert.equal((await slow.cancel()).state, 'cancelled');
    assert.equal((await check(verification)).state, 'done');
  });

  it('takes the place of a copy that a crash has left', async () => {
    await add(5);
    for (const suffix of ['', '-journal', '-wal']) writeFileSync(copyIn(test.directory) + suffix, 'left');
    assert.equal((await check(make())).state, 'done');
    assert.deepEqual(copies(), []);
  });

  it('says why it could not be made', async () => {
    await add(5);
    const problem = new Error('no anchors');
    const verification = make({ anchors: () => Promise.reject(problem) });
    const { state, problem: told } = await check(verification);
    assert.deepEqual([state, told?.message], ['failed', 'no anchors']);
    assert.deepEqual(
      verification.notices().map(({ message }) => message),
      ['no anchors'],
    );
    assert.equal(verification.verified, undefined);
  });

  it('does not say so where an anchor knows another log, until somebody says that this is known', async () => {
    const { note } = await add(20);
    const origin = test.log.state().origin.replace(/.{8}$/, 'ffffffff');
    const other = signCheckpoint({ size: 40, root: new Uint8Array(32), time: 1 }, makeKey(origin));
    const known: string[] = [];
    const verification = make({ anchors: async () => [anchor(note + other)], former: () => known });
    const { verdict } = await check(verification);
    assert.deepEqual(
      [verdict?.result, verdict?.reason, verdict?.others],
      ['unverifiable', 'replaced', [{ origin, size: 40, time: 1 }]],
    );
    const told = () => verification.notices().map(({ code, details }) => [code, details]);
    assert.deepEqual(told(), [['audit.log-replaced', { origin, size: 40 }]]);
    known.push(origin);
    assert.deepEqual(told(), []);
    assert.equal((await check(verification)).verdict?.result, 'ok');
  });

  it('says which anchors could not be read', async () => {
    const { note } = await add(20);
    const problem = { code: 'audit.receiver-silent', message: 'It does not answer' };
    const read = [anchor(note), { name: 'Broker', text: '', problem }];
    const verification = make({ anchors: async () => read });
    const { verdict, unread } = await check(verification);
    assert.deepEqual([verdict?.result, unread], ['ok', [{ name: 'Broker', problem }]]);
    await test.reopen();
    const later = make();
    await later.remember();
    assert.deepEqual(later.verified?.unread, unread);
  });

  it('is made once a day', async () => {
    await add(5);
    const verification = make();
    const checks = async () => {
      await verification.daily();
      const { events } = await test.log.page({ limit: 200 });
      return events.filter(({ name }) => name === 'audit.verify').length;
    };
    assert.equal(await checks(), 1);
    clock += day - 1;
    assert.equal(await checks(), 1);
    clock += 1;
    assert.equal(await checks(), 2);
    clock -= 2 * day;
    assert.equal(await checks(), 3);
  });

  it('compares all of the newest anchors, and some of the others', () => {
    const key = makeKey('millwright/audit/test/00000000');
    const root = new Uint8Array(32);
    const notes = Array.from({ length: 10_500 }, (_, index) =>
      signCheckpoint({ size: index + 1, root, time: index }, key),
    );
    const sizes = anchorsIn([notes.slice(5000).join('\n'), notes.slice(0, 5000).join('\n')]).map(
      ({ size }) => size,
    );
    assert.deepEqual(sizes.slice(0, 6), [1, 101, 201, 301, 401, 501]);
    assert.equal(sizes.length, 10_005);
    assert.equal(sizes.at(-1), 10_500);
  });
});
