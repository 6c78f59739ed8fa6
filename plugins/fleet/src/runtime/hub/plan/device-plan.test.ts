import assert from 'node:assert/strict';
import type { DeviceRow } from '../store/device-rows.ts';
import { markOf, ValueBook } from '../values/value-book.ts';
import { type PlannedRelease, planDevice, type RunningRelease } from './device-plan.ts';

const versions = { millwright: '0.1.0', nodeRed: '5.0.2', node: '24.21.0', platform: 'linux-x64' };
const row = (more: Partial<DeviceRow> = {}, restart = 'none', platform = 'linux-x64'): DeviceRow =>
  ({
    id: 'oven-3',
    name: 'Oven 3',
    labels: '[]',
    words: null,
    copies: null,
    shut_out: 0,
    reported: JSON.stringify({ restart, versions: { ...versions, platform } }),
    ...more,
  }) as DeviceRow;
const release: PlannedRelease = {
  items: [],
  variables: [],
  modules: 'module a',
  floor: 0,
  version: 3,
  digest: undefined,
  compatible: { nodeRed: [4, 5], node: '22.18.0' },
};
const from: RunningRelease = { id: { name: 'oven', version: 2 }, change: [], modules: 'module a' };
const value = (name: string, text: string) => ({
  owner_kind: 'all',
  owner: '',
  name,
  secret: 0,
  value: text,
});
const book = (...values: ReturnType<typeof value>[]) => new ValueBook(values, ({ value: text }) => text);
const plan = (
  device: DeviceRow,
  about: Partial<PlannedRelease> = {},
  running: RunningRelease | undefined = from,
  values = book(),
) => planDevice(device, { ...release, ...about }, running, values, true, undefined).planned;
const codes = (...about: Parameters<typeof plan>) => plan(...about).problems.map(({ code }) => code);

describe('the plan for one device', () => {
  it('needs a restart where the release has other modules, and something that starts Node-RED again', () => {
    assert.deepEqual([plan(row()).restart, codes(row())], [false, []]);
    const other = { modules: 'module b' };
    assert.deepEqual([plan(row(), other).restart, codes(row(), other)], [true, ['fleet.restart-needed']]);
    assert.match(plan(row(), other).problems[0]?.message ?? '', /millwright supervise -- node-red/);
    for (const kind of ['supervised', 'exit']) assert.deepEqual(codes(row({}, kind), other), []);
    assert.deepEqual(codes(row({ reported: null }), other), []);
  });

  it('says what has failed there with these values, and leaves the device out once it would refuse it', () => {
    const digest = 'd'.repeat(64);
    const values = book(value('TROUBLE', 'crash'));
    const mark = markOf(values.of({ id: 'oven-3', labels: [] }));
    const failed = (times: number, values: string | undefined = mark) =>
      row({
        reported: JSON.stringify({
          restart: 'none',
          versions,
          failures: [{ release: digest, values, times }],
        }),
      });
    const seen = (device: DeviceRow, about: Partial<PlannedRelease> = { digest }, given = values) => [
      plan(device, about, from, given).failures,
      ...codes(device, about, from, given),
    ];
    assert.deepEqual(seen(failed(2)), [2, 'rollout.quarantined']);
    assert.deepEqual(seen(failed(1)), [1]);
    // Another value, another release, and one that is only made once it is deployed.
    assert.deepEqual(seen(failed(2), { digest }, book(value('TROUBLE', 'none'))), [undefined]);
    assert.deepEqual(seen(failed(2), { digest: 'e'.repeat(64) }), [undefined]);
    assert.deepEqual(seen(failed(2), {}), [undefined]);
  });

  it('takes a device of which nobody knows what runs for one without modules', () => {
    const unknown = (about: Partial<PlannedRelease>) =>
      planDevice(row(), { ...release, ...about }, undefined, book(), false, undefined).planned;
    assert.deepEqual(
      [unknown({}).restart, unknown({}).change, unknown({}).from],
      [true, undefined, undefined],
    );
    assert.equal(unknown({ modules: '' }).restart, false);
  });

  it('says of whom nothing may be wanted, the gravest first', () => {
    assert.deepEqual(codes(row({ words: '[]' })), ['fleet.device-new']);
    assert.deepEqual(codes(row({ copies: '[]', words: '[]' })), [
      'release.copied-device',
      'fleet.device-new',
    ]);
    assert.deepEqual(codes(row({ shut_out: 1, copies: '[]' })), ['fleet.device-out']);
  });

  it('says what does not fit: the platform, the floor, a value that the flows cannot take', () => {
    const compatible = { ...release.compatible, platforms: ['linux-x64'] };
    assert.deepEqual(codes(row({}, 'none', 'linux-arm64'), { compatible }), ['release.incompatible']);
    assert.deepEqual(codes(row(), { compatible }), []);
    assert.deepEqual(codes(row(), { floor: 4 }), ['release.below-floor']);
    const items = [{ id: 'g', type: 'global-config', env: [{ name: 'PORT', value: '502', type: 'num' }] }];
    assert.deepEqual(codes(row(), { items }, from, book(value('PORT', 'abc'))), [
      'release.environment-value',
    ]);
    assert.deepEqual(codes(row(), { items }, from, book(value('PORT', '503'))), []);
    const long = Array.from({ length: 8 }, (_, at) => value(`LONG_${at}`, 'x'.repeat(8000)));
    assert.deepEqual(codes(row(), {}, from, book(...long)), ['release.too-large']);
  });

  it('lists each variable with who gives it, and those that nobody gives', () => {
    const variable = (name: string, hasValue = false) => ({
      name,
      uses: [{ id: 'n', type: 'x', kind: 'property' as const }],
      hasValue,
      isSecret: false,
    });
    const { values, missing } = plan(
      row(),
      { variables: [variable('A'), variable('B'), variable('C', true)] },
      from,
      book(value('A', '1'), value('Z', '9')),
    );
    assert.deepEqual(values, [
      { name: 'A', isSecret: false, origin: 'all', value: '1' },
      { name: 'B', isSecret: false },
      { name: 'C', isSecret: false, origin: 'flows' },
      { name: 'Z', isSecret: false, origin: 'all', value: '9' },
    ]);
    assert.deepEqual(missing, ['B']);
  });

  it('says that flows were changed there, and what is still on its way', () => {
    const reported = JSON.stringify({
      restart: 'none',
      versions,
      drift: { policy: 'report', rev: 'r', since: 7 },
    });
    const device = row({ reported, wanted_name: 'oven', wanted_version: 3 });
    const { drift, underWay } = plan(device);
    assert.deepEqual([drift, underWay], [{ since: 7 }, { name: 'oven', version: 3 }]);
    const made = { changes: { device: 'oven-3', rev: 'r' } };
    assert.equal(plan(device, made).drift, undefined, 'it is what was changed there');
    for (const changes of [
      { device: 'oven-4', rev: 'r' },
      { device: 'oven-3', rev: 'former' },
    ])
      assert.deepEqual(plan(device, { changes }).drift, { since: 7 });
    const ended = planDevice(device, release, from, book(), true, 'rolled-back').planned;
    assert.deepEqual([ended.underWay, ended.valueChanges], [undefined, undefined]);
  });
});
