import assert from 'node:assert/strict';
import { it } from 'mocha';
import { fleetErrors } from '../../../common/errors.ts';
import { codesOf, describeOvens, items, value } from '../deploys/ovens.fixture.ts';

describeOvens('plans of deploys', (ovens) => {
  it('keep the plan of one person whatever another plans', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const by = (name: string) =>
      rooms.planner.make(
        { source: { kind: 'running' }, name: 'oven', selection: { kind: 'all' } },
        new AbortController().signal,
        name,
      );
    const { id } = await by('anna');
    const others: string[] = [];
    for (let count = 0; count < 20; count++) others.push((await by('eve')).id);
    assert.equal(rooms.planner.find(id).by, 'anna');
    const left = others.filter((other) => {
      try {
        return rooms.planner.find(other);
      } catch (error) {
        assert.ok(fleetErrors.noPlan.is(error));
        return false;
      }
    });
    assert.deepEqual(left, others.slice(-4));
  });

  it('leave out devices that cannot get it, and say why', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.newcomer('oven-2');
    await rooms.member('oven-3');
    await rooms.store.shutOutDevice({ device: 'oven-3', time: rooms.time });
    await rooms.member('oven-4');
    const other = [
      { name: 'line', value: '3' },
      { name: 'site', value: 'north' },
    ];
    await rooms.store.changeDevice({ device: 'oven-4', time: rooms.time }, { labels: other });
    for (const label of other)
      await rooms.values.replace({ owner: { kind: 'label', label }, values: [value('PLC', label.value)] });
    const plan = await rooms.plan();
    assert.deepEqual(
      plan.devices.map(({ id, problems }) => [id, ...codesOf(problems)]),
      [
        ['oven-1'],
        ['oven-2', 'fleet.device-new'],
        ['oven-3', 'fleet.device-out'],
        ['oven-4', 'release.environment-conflict'],
      ],
    );
    assert.deepEqual(plan.devices[0]?.missing, ['HOST', 'PLC']);
    const made = await rooms.carryOut(plan.id);
    assert.deepEqual(
      made.devices.map(({ id }) => id),
      ['oven-1'],
    );
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.noPlan.is);
  });

  it('are refused where what the plan showed is not so any more', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.newcomer('oven-2');
    const changes: (() => unknown)[] = [
      () => rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', '1')] }),
      () => rooms.store.confirmDevice({ device: 'oven-2', time: rooms.time }),
      () => rooms.member('oven-3'),
      () => {
        rooms.deployed.items = items.slice(0, 2);
      },
      () => {
        rooms.deployed.credentials = { f: { token: 'x' } };
      },
    ];
    for (const change of changes) {
      const plan = await rooms.plan();
      await change();
      await assert.rejects(rooms.carryOut(plan.id), fleetErrors.planOutdated.is, String(change));
    }
    const deployed = await rooms.plan();
    const other = await rooms.plan();
    await rooms.carryOut(deployed.id);
    const what = ['oven-1', 'oven-2', 'oven-3'].map((name) => `${name} (oven 1, anna)`);
    await assert.rejects(rooms.carryOut(other.id), { code: 'fleet.plan-outdated', details: { what } });
    const plan = await rooms.plan();
    rooms.time += 11 * 60_000;
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.noPlan.is);
    assert.equal((await rooms.deploys.list()).length, 1);
  });

  it('are refused where another release runs on a device by now than the plan showed', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    const { release } = await rooms.deploy();
    const { rev, digest } = await rooms.releases.find(release);
    const plan = await rooms.plan();
    const committed = { rev, release: { ...release, digest } };
    const envelope = one.report({ counter: 1, rev, committed });
    await rooms.store.takeReport({ device: one.id, envelope, now: rooms.time });
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.planOutdated.is);
    await rooms.deploy();
  });

  it('show what of a device a plan would change: values, local changes, against what it has', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', 'none')] });
    const { release, devices } = await rooms.deploy();
    const { rev, digest } = await rooms.releases.find(release);
    const named = { ...release, digest };
    const committed = { rev, release: named };
    const job = devices[0]?.job ?? '';
    const report = (counter: number, more: object = {}) =>
      rooms.store.takeReport({
        device: one.id,
        envelope: one.report({
          counter,
          rev,
          committed,
          outcomes: [{ job, result: 'committed', release: named, time: 1 }],
          ...more,
        }),
        now: rooms.time,
      });
    await report(1);
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', 'crash')] });
    const plan = await rooms.plan();
    const [planned] = plan.devices;
    assert.deepEqual(
      [planned?.from, planned?.change, planned?.valueChanges, planned?.drift],
      [release, [], [{ name: 'PLC', state: 'changed', before: 'none', after: 'crash' }], undefined],
    );
    const tried = (await rooms.carryOut(plan.id)).devices[0]?.job ?? '';
    const back = { job: tried, result: 'rolled-back', release: named, time: 2 };
    await report(2, { outcomes: [back] });
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('PLC', 'mended')] });
    const next = await rooms.plan();
    assert.deepEqual(
      next.devices[0]?.valueChanges,
      [{ name: 'PLC', state: 'changed', before: 'none', after: 'mended' }],
      'what it went back to has the values that it had',
    );
    const drift = { policy: 'report' as const, rev: 'd'.repeat(64), since: 5 };
    await report(3, { rev: drift.rev, drift });
    const [changed] = (await rooms.plan()).devices;
    assert.deepEqual([changed?.from, changed?.change, changed?.drift], [release, [], { since: 5 }]);
    await assert.rejects(rooms.carryOut(next.id), fleetErrors.planOutdated.is);
  });

  it('say which values reach code', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    await rooms.member('oven-1');
    await rooms.values.replace({ owner: { kind: 'all' }, values: [value('HOST', 'h'), value('PLC', 'p')] });
    const { warnings } = await rooms.plan();
    assert.deepEqual(codesOf(warnings), ['fleet.values-in-code', 'fleet.one-key-code']);
    assert.deepEqual(warnings[0]?.details, { names: ['PLC'] });
  });
});
