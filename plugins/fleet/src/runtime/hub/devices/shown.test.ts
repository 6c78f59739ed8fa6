import assert from 'node:assert/strict';
import type { DeviceRow } from '../store/device-rows.ts';
import { hubKey, noon, quiet } from '../store/member.fixture.ts';
import { detailsOf, summaryOf } from './shown.ts';

const row: DeviceRow = {
  ...{ id: 'oven-1', name: 'Oven 1', labels: '[{"name":"site","value":"north"}]', state: 'idle' },
  ...{ signing: hubKey.public.text, sealing: '', words: null, enrolled: noon, shut_out: 0, copies: null },
  ...{ drift_policy: 'report', record: null, reported: null, last_seen: null, counter: 0, job: null },
  ...{ wanted_name: null, wanted_version: null, desired: null, box: null },
  ...{ running_name: null, running_version: null, running_desired: null, sorted: '', found_by: '' },
};
const away = { isOnline: () => false, lastSeen: () => undefined, refusal: () => undefined };
const trouble = { code: 'rollout.unhealthy', message: 'Not healthy' };
const said = (more: object) => JSON.stringify({ ...quiet, ...more });
const rest = { outcomes: [], events: [], values: 0, releases: [] };

describe('what people see of a device', () => {
  it('has nothing of what is not known yet', () => {
    assert.deepEqual(summaryOf(row, away, undefined), {
      ...{ id: 'oven-1', name: 'Oven 1', labels: [{ name: 'site', value: 'north' }] },
      ...{ state: 'idle', online: false },
    });
  });

  it('has what runs, what is wanted, and when it was heard last, by whichever knows that later', () => {
    const known = {
      ...row,
      ...{
        last_seen: noon,
        running_name: 'line',
        running_version: 1,
        wanted_name: 'line',
        wanted_version: 2,
      },
    };
    const summary = summaryOf(known, { ...away, isOnline: () => true, lastSeen: () => noon + 5 }, undefined);
    assert.deepEqual(
      [summary.running, summary.wanted, summary.lastSeen, summary.online],
      [{ name: 'line', version: 1 }, { name: 'line', version: 2 }, noon + 5, true],
    );
    assert.equal(summaryOf(known, away, undefined).lastSeen, noon);
  });

  it('says why only where its state asks for that', () => {
    const ended = { error: JSON.stringify(trouble) };
    const reported = said({ trouble, drift: { policy: 'report', rev: 'r', since: 1, error: trouble } });
    const why = (state: string, outcome?: typeof ended) =>
      summaryOf({ ...row, state, reported }, away, outcome).trouble?.code;
    for (const state of ['failed', 'safe', 'waiting', 'working', 'pending', 'drifted'])
      assert.equal(why(state, ended), trouble.code, state);
    for (const state of ['idle', 'in-sync', 'new']) assert.equal(why(state, ended), undefined, state);
  });

  it('says that its flows were changed there, whatever else it is', () => {
    const reported = said({ drift: { policy: 'report', rev: 'r', since: 1 } });
    const about = (said: string | null) =>
      summaryOf({ ...row, state: 'failed', reported: said }, away, undefined).drifted;
    assert.deepEqual([about(reported), about(said({}))], [true, undefined]);
  });

  it('says which releases it does not try any more, by name where the hub knows them', () => {
    const [known, unknown, once] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
    const failures = [
      { release: known, values: unknown, times: 2 },
      { release: unknown, times: 3 },
      { release: once, times: 1 },
    ];
    const details = detailsOf(
      {
        ...rest,
        row: { ...row, state: 'in-sync', reported: said({ failures }) },
        adoptions: [],
        releases: [{ digest: known ?? '', name: 'line', version: 2 }],
      },
      away,
    );
    assert.deepEqual(details.notTried, [
      { digest: known, times: 2, release: { name: 'line', version: 2 } },
      { digest: unknown, times: 3 },
    ]);
  });

  it('says what it waits for, as long as it waits', () => {
    const held = { by: 'mara', since: noon, isPerson: true };
    const reported = said({ waitsFor: 'lock', held });
    const what = (state: string) => {
      const { waitsFor, held: by } = summaryOf({ ...row, state, reported }, away, undefined);
      return { waitsFor, by };
    };
    assert.deepEqual(what('waiting'), { waitsFor: 'lock', by: held });
    assert.deepEqual(what('in-sync'), { waitsFor: undefined, by: undefined });
  });

  it('has words until they were compared, both machines of a copied one, and drift', () => {
    const copies = [{ boot: 'one', lastSeen: 1 }];
    const drift = { policy: 'report', rev: 'r', since: 1 };
    const details = detailsOf(
      {
        ...rest,
        row: { ...row, words: '["a","b"]', copies: JSON.stringify(copies), reported: said({ drift }) },
        adoptions: [{ time: 3, rev: 'r' }],
        events: [{ id: 1, device: 'oven-1', time: 2, kind: 'wanted', by: 'ana', data: '{"result":"x"}' }],
      },
      away,
    );
    assert.deepEqual([details.words, details.copies], [['a', 'b'], copies]);
    assert.deepEqual(details.drift, { rev: 'r', since: 1 });
    assert.deepEqual(details.events, [{ time: 2, kind: 'wanted', by: 'ana', result: 'x' }]);
    assert.deepEqual(details.adopted, [{ time: 3, rev: 'r' }]);
    assert.equal(details.fingerprint, hubKey.public.keyid.slice(0, 16));
  });
});
