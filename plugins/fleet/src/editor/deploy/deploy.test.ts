import assert from 'node:assert/strict';
import type { Deploy, Plan, PlannedDevice } from '../../common/releases.ts';
import { adoptedKeyed, firstDeploy, keyOfAdopted, nameFrom, readDeploy, shownProblems } from './draft.ts';
import { countMeant, whyNobody } from './meant.ts';
import { canDeploy, countDevices, deployCounts, inOrder, planDifference, planSummary } from './summary.ts';

describe('what is to be deployed to whom', () => {
  const named = { ...firstDeploy, name: 'line' };

  it('is the flows that run here, to all, if nothing else is said', () => {
    assert.deepEqual(readDeploy(named), {
      ok: true,
      body: { source: { kind: 'running' }, name: 'line', selection: { kind: 'all' } },
    });
  });

  it('may be a version, to those with labels, watched as long as is said', () => {
    const labels = [{ name: 'line', value: '1' }];
    const read = readDeploy({
      ...named,
      what: 'version',
      version: '#12',
      whom: 'labels',
      labels,
      window: '90',
    });
    assert.deepEqual(read, {
      ok: true,
      body: {
        source: { kind: 'version', number: 12 },
        name: 'line',
        selection: { kind: 'labels', labels },
        health: { windowSeconds: 90 },
      },
    });
  });

  it('has the name and the health of a release that is there', () => {
    const release = { name: 'filler', version: 3 };
    const read = readDeploy({
      ...firstDeploy,
      what: 'release',
      release,
      whom: 'devices',
      devices: ['a'],
      node: 'health',
    });
    assert.deepEqual(read, {
      ok: true,
      body: {
        source: { kind: 'release', release },
        name: 'filler',
        selection: { kind: 'devices', devices: ['a'] },
      },
    });
  });

  it('means so many devices, where all are known, or says why nobody is meant', () => {
    const label = (name: string, value: string) => ({ name, value });
    const labels = [label('line', '1'), label('line', '2'), label('site', 'Graz')];
    const devices = [
      { labels: [label('line', '1'), label('site', 'Graz')] },
      { labels: [label('line', '1')] },
      { labels: [label('line', '2')] },
    ];
    const known = { devices, all: 3, labels };
    const by = (...ticked: ReturnType<typeof label>[]) =>
      ({ ...firstDeploy, whom: 'labels', labels: ticked }) as const;
    const these = (...ticked: string[]) => ({ ...firstDeploy, whom: 'devices', devices: ticked }) as const;
    const nobody = by(label('line', '2'), label('site', 'Graz'));
    assert.deepEqual(
      [firstDeploy, by(label('line', '1')), nobody, by(), these('a')].map((draft) =>
        countMeant(known, draft),
      ),
      [3, 2, 0, 0, 1],
    );
    assert.deepEqual(
      [firstDeploy, by(label('line', '1')), nobody, by(), these()].map((draft) => whyNobody(known, draft)),
      [undefined, undefined, 'noneFits', 'noLabelTicked', 'noDeviceTicked'],
    );
    const many = { ...known, all: 501 };
    assert.deepEqual([countMeant(many, nobody), whyNobody(many, nobody)], [undefined, undefined]);
    assert.equal(whyNobody({ ...known, labels: [] }, by()), 'noLabels');
    assert.equal(whyNobody({ devices: [], all: 0, labels: [] }, firstDeploy), 'noDevices');
  });

  it('may be what was changed on a device, under the name of what it was before', () => {
    const adopted = { device: 'oven-1', rev: 'a'.repeat(64) };
    const read = readDeploy({ ...named, what: 'adopted', adopted, window: '5' });
    assert.deepEqual(read, {
      ok: true,
      body: {
        source: { kind: 'adopted', ...adopted },
        name: 'line',
        selection: { kind: 'all' },
        health: { windowSeconds: 5 },
      },
    });
    const all = [{ ...adopted, device: 'oven-2' }, adopted];
    assert.equal(adoptedKeyed(all, keyOfAdopted(adopted)), adopted);
    assert.equal(adoptedKeyed(all, keyOfAdopted(undefined)), undefined);
  });

  it('is refused field by field', () => {
    const problems = (more: object) => {
      const read = readDeploy({ ...named, ...more });
      return read.ok ? {} : read.problems;
    };
    assert.deepEqual(problems({ name: ' ' }), { name: 'missing' });
    assert.deepEqual(problems({ name: 'Filler line' }), { name: 'malformed' });
    assert.deepEqual(problems({ what: 'version' }), { version: 'missing' });
    assert.deepEqual(problems({ what: 'version', version: '0' }), { version: 'malformed' });
    assert.deepEqual(problems({ what: 'release' }), { release: 'missing' });
    assert.deepEqual(problems({ what: 'adopted' }), { adopted: 'missing' });
    assert.deepEqual(problems({ window: '0' }), { window: 'malformed' });
  });

  it('says at once what is typed wrongly, and what is missing once it was tried', () => {
    const read = readDeploy({ ...named, what: 'version', name: 'x'.repeat(10_000) });
    const problems = read.ok ? {} : read.problems;
    assert.deepEqual(shownProblems(problems, false), { name: 'malformed' });
    assert.deepEqual(shownProblems(problems, true), { name: 'malformed', version: 'missing' });
  });

  it('makes a name of a release of any text', () => {
    assert.equal(nameFrom('Filler line (neu)'), 'filler-line-neu');
    assert.equal(nameFrom('Überfüllung 2'), 'uberfullung-2');
    assert.equal(nameFrom('—'), '');
    assert.equal(nameFrom(`${'x'.repeat(63)} y`), 'x'.repeat(63));
  });
});

describe('a plan', () => {
  const device = (id: string, more: Partial<PlannedDevice> = {}): PlannedDevice => ({
    id,
    name: id,
    online: true,
    values: [],
    missing: [],
    restart: false,
    problems: [],
    ...more,
  });
  const trouble = { code: 'fleet.x', message: 'x' };
  const plan = (devices: readonly PlannedDevice[], problems: Plan['problems'] = []): Plan => ({
    id: 'p',
    expires: 1,
    release: { name: 'line', version: 1, exists: false, rev: 'a'.repeat(64) },
    modules: [],
    unused: [],
    problems,
    warnings: [],
    devices: [...devices],
    needsPassphrase: false,
  });

  it('counts who gets it and who does not', () => {
    const summary = planSummary(
      plan([
        device('a', { restart: true }),
        device('b', { online: false, missing: ['HOST'] }),
        device('c', { problems: [trouble], restart: true }),
      ]),
    );
    assert.deepEqual(
      [summary.gets.length, summary.leftOut.length, summary.restarts, summary.offline, summary.missing],
      [2, 1, 1, 1, 1],
    );
  });

  it('warns of values that nobody gives, and only remarks that devices have packages of ours', () => {
    const ours = { code: 'fleet.module-ours', message: 'x' };
    const { missingNames, warnings, remarks } = planSummary({
      ...plan([device('a', { missing: ['PORT', 'HOST'] }), device('b', { missing: ['HOST'] })]),
      warnings: [ours, trouble],
    });
    assert.deepEqual([missingNames, warnings, remarks], [['HOST', 'PORT'], [trouble], [ours]]);
  });

  it('made again says what is otherwise, whoever is in reach by now', () => {
    const values = [{ name: 'HOST', value: 'a', isSecret: false }];
    const before = plan([device('a'), device('b'), device('gone')]);
    const now = plan([device('a', { online: false }), device('b', { values }), device('new')]);
    const { flows, names, ids } = planDifference(before, now);
    assert.deepEqual([flows, names, [...ids]], [false, ['b', 'new', 'gone'], ['b', 'new']]);
    const others = { ...before, release: { ...before.release, rev: 'b'.repeat(64) } };
    assert.deepEqual(
      [planDifference(before, others).flows, planDifference(before, before).names],
      [true, []],
    );
    assert.equal(planSummary(plan([device('a', { drift: { since: 1 } }), device('b')])).drifted, 1);
  });

  it('can be carried out where somebody gets it and nothing stops it', () => {
    assert.equal(canDeploy(plan([device('a')])), true);
    assert.equal(canDeploy(plan([device('a')], [trouble])), false);
    assert.equal(canDeploy(plan([device('a', { problems: [trouble] })])), false);
  });
});

describe('a deploy', () => {
  const device = (name: string, at: string, ended: boolean): Deploy['devices'][number] => ({
    id: name,
    name,
    job: 'j',
    at,
    ended,
  });
  const devices = [
    device('Filler 10', 'committed', true),
    device('Filler 2', 'committed', true),
    device('Capper', 'pending', false),
    device('Washer', 'rolled-back', true),
    device('Weigher', 'superseded', true),
  ];

  it('counts what ended well and badly', () => {
    const counts = { ended: 4, good: 2, bad: 1, all: 5 };
    assert.deepEqual(countDevices(devices), counts);
    const results = { committed: 2, 'rolled-back': 1, superseded: 1 };
    assert.deepEqual(deployCounts({ devices: 5, open: 1, results }), counts);
  });

  it('shows failures first, then what is under way', () => {
    assert.deepEqual(
      inOrder(devices, 'en').map(({ name }) => name),
      ['Washer', 'Capper', 'Filler 2', 'Filler 10', 'Weigher'],
    );
  });
});
