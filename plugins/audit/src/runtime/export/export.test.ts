import assert from 'node:assert/strict';
import { checkProof, ExportVerifier, findCheckpoints, type Verdict } from '@millwright/ledger';
import type { FileAnswer } from '@millwright/schema';
import { describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import type { EventFilter } from '../../common/log.ts';
import { defaultSettings } from '../../common/settings.ts';
import { draft, logForEach } from '../log/log.fixture.ts';
import { Retention } from '../retention/retention.ts';
import { exportEvents, type Sent } from './export.ts';
import { proveEvent } from './start-export.ts';

const day = 24 * 3600_000;
const now = Date.parse('2027-03-10T12:00:00Z');

describe('an export of the audit log', () => {
  const test = logForEach();

  const retention = (days = 30) =>
    new Retention({
      log: test.log,
      settings: () => ({
        ...defaultSettings,
        retention: { ...defaultSettings.retention, read: { days, bytes: 1e12 } },
      }),
      onNotice: () => undefined,
      warn: (message) => assert.fail(message),
      now: () => now,
    });
  let sent: Sent[];
  beforeEach(() => {
    sent = [];
  });
  const tools = () => ({
    log: test.log,
    retention: retention(),
    now: () => now,
    onSent: (one: Sent) => void sent.push(one),
  });
  const textOf = async ({ chunks }: FileAnswer) => {
    let text = '';
    for await (const chunk of chunks) text += String(chunk);
    return text;
  };
  const exported = (filter: EventFilter = {}, format: 'jsonl' | 'csv' = 'jsonl') =>
    textOf(exportEvents(tools(), format, filter));
  const verdictOf = (text: string): Verdict => {
    const notes = test.withFile((database) =>
      database
        .prepare('select note from checkpoint order by size')
        .all()
        .map(({ note }) => String(note)),
    );
    const verifier = new ExportVerifier({ anchors: findCheckpoints(notes.join('\n')) });
    for (const line of text.split('\n')) verifier.line(line);
    return verifier.end();
  };
  const namesIn = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{"actor"'))
      .map((line) => JSON.parse(line).name);
  const subtreesIn = (text: string) =>
    text.split('\n').filter((line) => line.startsWith('{"subtree"')).length;
  const checkpoints = () =>
    test.withFile((database) => database.prepare('select size from checkpoint').all().length);
  const ok = (text: string) => {
    const verdict = verdictOf(text);
    assert.deepEqual([verdict.result, verdict.faults], ['ok', []]);
    assert.equal(verdict.anchored, verdict.size);
    return verdict;
  };
  /** Of every ten events one is a read, and one a refused log-in; the first half is of long ago. */
  const fill = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => {
        const time = index < count / 2 ? now - 40 * day : now;
        if (index % 10 === 3) return test.log.append(draft({ class: 'read', name: 'flows.get', time }));
        if (index % 10 === 7)
          return test.log.append(draft({ class: 'log-in', name: 'auth.login', outcome: 'refused', time }));
        return test.log.append(draft({ time, reason: `=${index} "änderung"\n` }));
      }),
    );

  it('has every event, and verifies on another machine', async () => {
    await fill(1500);
    const text = await exported();
    const { checked, size, pruned } = ok(text);
    assert.deepEqual([checked, size, pruned], [1501, 1501, 0]);
    assert.equal(namesIn(text).length, 1501);
    assert.equal(subtreesIn(text), 0);
    const { fileName, mediaType } = exportEvents(tools(), 'jsonl', {});
    assert.deepEqual(
      [fileName, mediaType],
      ['audit-20270310-120000.jsonl', 'application/jsonl; charset=utf-8'],
    );
  });

  it('has what a filter lets through, and the fewest digests for the rest, also for what was pruned', async () => {
    await fill(1500);
    await retention().run();
    const whole = await exported();
    const { checked, pruned, size } = ok(whole);
    assert.deepEqual([pruned, checked], [75, size - 75]);
    const refused = await exported({ outcomes: ['refused'] });
    assert.equal(namesIn(refused).length, 150);
    assert.equal(ok(refused).checked, 150);
    // Nine neighbours between two events take about three subtrees.
    assert.ok(subtreesIn(refused) < 4 * 150, `${subtreesIn(refused)} subtrees`);
    const one = await exported({ text: '#1200' });
    assert.equal(ok(one).checked, 1);
    // What is on both sides of a checkpoint stays apart.
    const parts = 1 + checkpoints();
    assert.ok(subtreesIn(one) < 2 * Math.log2(size / parts) * parts, `${subtreesIn(one)} subtrees`);
    const nothing = await exported({ text: 'nobody' });
    assert.equal(ok(nothing).checked, 0);
    assert.equal(JSON.parse(nothing.split('\n')[0] ?? '').filter.text, 'nobody');
  });

  it('is for spreadsheets too, in which no text is a formula', async () => {
    await fill(1200);
    const rows = (await exported({}, 'csv')).split('\r\n');
    assert.equal(rows.length, 1 + 1201 + 1);
    assert.match(rows[0] ?? '', /^\ufeffseq,time,name/);
    assert.match(rows[2] ?? '', /,"'=0 ""änderung""\n",/);
    const refused = (await exported({ outcomes: ['refused'] }, 'csv')).split('\r\n');
    assert.equal(refused.length, 1 + 120 + 1);
  });

  it('shows what is missing or changed in the log', async () => {
    await fill(100);
    test.withFile((database) =>
      database.exec(`
        delete from event where seq between 40 and 41;
        update event set record = replace(record, 'ana', 'eve') where seq = 70`),
    );
    const { result, faults } = verdictOf(await exported());
    assert.equal(result, 'tampered');
    assert.deepEqual([faults[0]?.kind, faults[0]?.from, faults[0]?.to], ['missing', 40, 41]);
  });

  it('keeps retention waiting while it is made, and no longer', async () => {
    await fill(1500);
    const keeper = retention();
    const { chunks } = exportEvents({ ...tools(), retention: keeper }, 'jsonl', {});
    const made = chunks[Symbol.asyncIterator]();
    const pieces = [await made.next(), await made.next()];
    await keeper.run();
    for (let next = await made.next(); !next.done; next = await made.next()) pieces.push(next);
    assert.equal(ok(pieces.map(({ value }) => String(value)).join('')).pruned, 0);
    await keeper.run();
    assert.equal(ok(await exported()).pruned, 75);
    const given = exportEvents({ ...tools(), retention: keeper }, 'jsonl', {}).chunks[Symbol.asyncIterator]();
    await given.next();
    sent = [];
    await given.return?.();
    assert.deepEqual(sent, [{ format: 'jsonl', filter: undefined, events: 0, isWhole: false }]);
    assert.deepEqual(
      await keeper.preview({ ...defaultSettings.retention, read: { days: 30, bytes: 1e12 } }),
      {
        change: 0,
        'log-in': 0,
        read: 0,
        system: 0,
        waiting: 0,
      },
    );
    await keeper.stop();
  });

  it('is cut off where events are pruned all the same', async () => {
    await fill(1500);
    const { chunks } = exportEvents(tools(), 'jsonl', {});
    const made = chunks[Symbol.asyncIterator]();
    await made.next();
    await made.next();
    test.withFile((database) => {
      // As if all of them had been pruned, into one subtree.
      database.exec('delete from event where seq < 1024');
      database.prepare('insert into pruned values (10, 0, ?)').run(new Uint8Array(32));
    });
    const rest = async () => {
      while (!(await made.next()).done);
    };
    await assert.rejects(rest(), auditErrors.exportOvertaken.is);
  });

  it('can be had of what was signed while the log cannot be written', async () => {
    await fill(20);
    const { size } = await test.log.checkpoint();
    await fill(10);
    const log = {
      checkpoint: () => Promise.reject(new Error('the disk is full')),
      state: () => test.log.state(),
      readLong: test.log.readLong.bind(test.log),
      write: test.log.write.bind(test.log),
    };
    const text = await textOf(exportEvents({ ...tools(), log }, 'jsonl', {}));
    assert.equal(ok(text).size, size);
  });

  it('can be of one event: a proof', async () => {
    await fill(600);
    const proof = await proveEvent(test.log, 300);
    const { fingerprint } = test.log.state();
    const { result, event } = checkProof(proof, { anchors: [], pin: fingerprint });
    assert.deepEqual([result, event?.seq], ['ok', 300]);
    const newest = test.log.state().size - 1;
    assert.equal(
      checkProof(await proveEvent(test.log, newest), { anchors: [], pin: fingerprint }).result,
      'ok',
    );
    await retention().run();
    const pruned = checkProof(await proveEvent(test.log, 300), { anchors: [], pin: fingerprint });
    assert.equal(pruned.result, 'ok');
    await assert.rejects(proveEvent(test.log, 4), auditErrors.eventPruned.is);
    await assert.rejects(proveEvent(test.log, 99_999), auditErrors.eventUnknown.is);
  });
});
