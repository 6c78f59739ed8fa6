import assert from 'node:assert/strict';
import { releaseErrors } from '@millwright/release';
import { noon } from './member.fixture.ts';
import { jobs, membersOf, outcome, release, second, wish } from './members.fixture.ts';
import { describeStores } from './store.fixture.ts';

describeStores('reports in the store of a hub', (opened) => {
  const { confirmed, enrolled, stateOf, take } = membersOf(opened);

  it('keeps each outcome once, and says each time that it has it', async () => {
    const { store } = opened();
    const member = await confirmed();
    await store.putWishes([wish('oven-1', 0)]);
    const first = await take(member, { counter: 1, outcomes: [outcome()] });
    assert.deepEqual([first.jobs, first.ended.length], [[jobs.first], 1]);
    const again = await take(member, { counter: 1, outcomes: [outcome()] });
    assert.deepEqual([again.jobs, again.ended.length], [[jobs.first], 0]);
    const later = await take(member, { counter: 2, outcomes: [outcome({ result: 'failed' })] });
    assert.deepEqual([later.jobs, later.ended.length], [[jobs.first], 0]);
    const kept = await store.outcomesOf('oven-1', 10);
    assert.deepEqual(
      kept.map(({ result, release_version }) => [result, release_version]),
      [['committed', 3]],
    );
    assert.equal(await stateOf(), 'in-sync');
  });

  it('knows what was committed last on a device whose flows were changed there, or which watches another', async () => {
    const { store } = opened();
    const member = await confirmed();
    const committed = { rev: 'sent', release: { ...release, digest: 'ab'.repeat(32) } };
    const drift = { policy: 'report', rev: 'local', since: noon } as const;
    await store.putWishes([wish('oven-1', 0)]);
    await take(member, { counter: 1, committed, rev: 'sent', outcomes: [outcome()] });
    await take(member, { counter: 2, committed, rev: 'local', drift });
    const { running_name, running_version, state } = (await store.findDevice('oven-1')) ?? {};
    assert.deepEqual([running_name, running_version, state], ['line', 3, 'drifted']);
    const used = { release, running: 1, wanted: 1 };
    assert.deepEqual(await store.releaseUses(), [used]);
    const next = { release: { ...release, version: 4 }, job: jobs.second };
    await store.putWishes([wish('oven-1', 1, next)]);
    await take(member, { counter: 3, committed, rev: 'new', phase: 'watching', job: jobs.second });
    assert.equal(await stateOf(), 'working');
    assert.deepEqual(await store.releaseUses(), [
      { ...used, wanted: 0 },
      { release: next.release, running: 0, wanted: 1 },
    ]);
  });

  it('keeps outcomes in the order in which they came about, whatever the clock of the device said', async () => {
    const { store } = opened();
    const member = await confirmed();
    const at = (job: keyof typeof jobs, time: number) => outcome({ job: jobs[job], time });
    const ahead = [at('first', noon + 40 * 24 * 3600 * second), at('second', 5)];
    await take(member, { counter: 1, outcomes: ahead }, noon);
    await take(
      member,
      { counter: 2, outcomes: [...ahead, at('third', noon + 10 * second)] },
      noon + 20 * second,
    );
    await take(member, { counter: 3, outcomes: [at('fourth', 0)] }, noon + 30 * second);
    const kept = await store.outcomesOf('oven-1', 10);
    assert.deepEqual(
      kept.map(({ job, time }) => [job, time]),
      [
        [jobs.fourth, noon + 10 * second + 1],
        [jobs.third, noon + 10 * second],
        [jobs.second, noon + 1],
        [jobs.first, noon],
      ],
    );
  });

  it('keeps by which wish what runs was committed, as long as it has that', async () => {
    const { store } = opened();
    const member = await confirmed();
    const committedBy = async () => (await store.findDevice('oven-1'))?.running_desired;
    await store.putWishes([wish('oven-1', 0, { desired: 'the first' })]);
    assert.equal(await committedBy(), null);
    await take(member, { counter: 1, outcomes: [outcome()] });
    assert.equal(await committedBy(), 'the first');
    await store.putWishes([wish('oven-1', 1, { job: jobs.second, desired: 'the second' })]);
    const back = outcome({ job: jobs.second, result: 'rolled-back' });
    await take(member, { counter: 2, outcomes: [outcome(), back] });
    assert.equal(await committedBy(), 'the first', 'what runs is what ran before');
    await store.putWishes([wish('oven-1', 2, { job: jobs.third, desired: 'the third' })]);
    await store.putWishes([wish('oven-1', 3, { job: jobs.fourth, desired: 'the fourth' })]);
    await take(member, { counter: 3, outcomes: [outcome({ job: jobs.third })] });
    assert.equal(await committedBy(), null, 'the third is gone');
  });

  it('tells local changes once, and that they were put back', async () => {
    const { store } = opened();
    const member = await confirmed();
    const committed = { rev: 'sent', release: { ...release, digest: 'ab'.repeat(32) } };
    const said = (counter: number, more: object) => take(member, { counter, committed, ...more });
    const drift = { policy: 'report', rev: 'local', since: noon };
    await said(1, { drift });
    await said(2, { phase: 'watching', job: jobs.second });
    await said(3, { drift });
    await said(4, { drift: { ...drift, policy: 'revert' } });
    await said(5, {});
    await said(6, { drift: { ...drift, since: noon + second } });
    await said(7, {});
    const events = (await store.eventsOf('oven-1', 10)).map(({ kind, data }) => [
      kind,
      JSON.parse(data).release,
    ]);
    assert.deepEqual(events.slice(0, 3).reverse(), [
      ['drift', undefined],
      ['put-back', release],
      ['drift', undefined],
    ]);
    assert.equal(events.length, 5, 'enrolled and confirmed come before');
  });

  it('believes no report that is old, forged, of another device, or of one that was shut out', async () => {
    const { store } = opened();
    const [one, two] = [await enrolled('oven-1'), await enrolled('oven-2')];
    await take(one, { counter: 5, since: 5 });
    await assert.rejects(
      take(one, { counter: 4, since: 4, boot: 'boot-0000-0000-0000' }),
      releaseErrors.replayed.is,
    );
    const forged = { device: 'oven-1', envelope: two.report({ device: 'oven-1', counter: 9 }), now: noon };
    await assert.rejects(store.takeReport(forged), releaseErrors.wrongKey.is);
    await assert.rejects(take(one, { device: 'oven-2', counter: 9 }), releaseErrors.anotherDevice.is);
    await store.shutOutDevice({ device: 'oven-1', by: 'ana', time: noon });
    await assert.rejects(take(one, { counter: 9, since: 5 }), releaseErrors.deviceShutOut.is);
    assert.equal(await stateOf(), 'shut-out');
  });

  it('notes both machines that answer with one key, and takes nothing of what they say', async () => {
    const { store } = opened();
    const member = await confirmed();
    await store.putWishes([wish('oven-1', 0)]);
    await take(member, { counter: 5, since: 3 });
    const copy = { boot: 'boot-0000-0000-0002', since: 4, counter: 6 };
    const noticed = await take(member, { ...copy, outcomes: [outcome()] }, noon + second);
    assert.deepEqual([noticed.copied, noticed.jobs], [{ isNews: true }, []]);
    assert.equal(await stateOf(), 'copied');
    assert.deepEqual((await take(member, { counter: 6, since: 3 }, noon + 2 * second)).copied, {
      isNews: false,
    });
    assert.deepEqual(JSON.parse((await store.findDevice('oven-1'))?.copies ?? ''), [
      { boot: 'boot-0000-0000-0001', lastSeen: noon + 2 * second },
      { boot: copy.boot, lastSeen: noon + second },
    ]);
    assert.deepEqual(await store.outcomesOf('oven-1', 10), []);
    await store.confirmDevice({ device: 'oven-1', by: 'ana', time: noon });
    assert.equal((await take(member, copy)).copied, undefined);
    assert.equal(await stateOf(), 'pending');
    assert.deepEqual((await take(member, { counter: 7, since: 3 })).copied, { isNews: true });
  });

  it('fails for one call alone, whatever is written at the same time', async () => {
    const members = await Promise.all(Array.from({ length: 20 }, (_, at) => enrolled(`oven-${at}`)));
    const results = await Promise.allSettled(
      members.map((member, at) => (at % 2 ? take(member) : take(member, { device: 'another' }))),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 10);
  });
});
