import assert from 'node:assert/strict';
import { RowMemory } from './check.ts';
import { field } from './field.ts';
import { defineNode } from './node.ts';
import { formatPath } from './problem.ts';

const valve = defineNode({
  type: 'mw-valve',
  kind: 'config',
  version: 1,
  fields: {
    road: field.choice({ options: ['ip', 'serial'], default: 'ip' }),
    host: field.text({ required: true, when: { road: ['ip'] } }),
    path: field.text({ required: true, group: 'line', when: { road: ['serial'] } }),
    most: field.integer({ optional: true, min: 0, max: 10 }),
    stops: field.rows({
      maxRows: 3,
      when: { road: ['ip'] },
      columns: { at: field.number({ optional: true, min: 0, max: 9, rare: true }) },
      problems: ['too-far'],
      check: ({ at }, { most }) => (at !== undefined && at > Number(most) ? { at: 'too-far' } : {}),
    }),
  },
});

describe('the memory of rows', () => {
  it('checks a row again only when it, or what it is checked beside, has changed', () => {
    let checks = 0;
    const node = defineNode({
      type: 'mw-table',
      kind: 'config',
      version: 1,
      fields: {
        limit: field.integer({ default: 5, min: 0, max: 9 }),
        rows: field.rows({
          maxRows: 9,
          columns: { size: field.integer({ default: 0, min: 0, max: 9 }) },
          problems: ['too-big'],
          check: ({ size }, { limit }) => {
            checks += 1;
            return size > Number(limit) ? { size: 'too-big' } : {};
          },
        }),
      },
    });
    const memory = new RowMemory();
    const [small, big] = [{ size: 1 }, { size: 7 }];
    const codes = (limit: number, ...rows: object[]): string[] =>
      node.problems({ limit, rows }, memory).map(({ code, path }) => `${path.join('.')} ${code}`);
    assert.deepEqual(codes(5, small, big), ['rows.1.size too-big']);
    assert.deepEqual(codes(5, big, { size: 2 }, small), ['rows.0.size too-big']);
    assert.equal(checks, 3);
    assert.deepEqual(codes(8, small, big), []);
    assert.equal(checks, 5);
  });
});

describe('a configuration whose fields depend on each other', () => {
  const problems = (raw: object): string[] =>
    valve.problems(raw).map(({ path, code }) => `${formatPath(path)} ${code}`);

  it('asks only for what its choice wants, and takes the default of the rest', () => {
    assert.deepEqual(problems({ road: 'ip' }), ['host required']);
    assert.deepEqual(problems({ road: 'serial' }), ['path required']);
    const parsed = valve.parse({ road: 'serial', path: '/dev/x', host: 7, stops: 'nonsense' });
    assert.deepEqual(parsed, {
      ok: true,
      value: { road: 'serial', host: '', path: '/dev/x', most: undefined, stops: [] },
    });
    assert.deepEqual(valve.problemsOf('host', { road: 'serial' }), []);
  });

  it('asks for nothing that a variable decides', () => {
    assert.deepEqual(problems({ road: '$(ROAD)' }), []);
  });

  it('takes a number that may be left out, and stores none then', () => {
    const empty = valve.parse({ host: 'a', most: ' ', stops: [{ at: '' }, {}] });
    assert.ok(empty.ok);
    assert.deepEqual(empty.value.stops, [{ at: undefined }, { at: undefined }]);
    assert.deepEqual(problems({ host: 'a', most: 11 }), ['most out-of-range']);
    const tidy = valve.tidy({ host: 'a', most: '', stops: [{ at: '' }, { at: '3' }, { at: 'x' }] });
    assert.deepEqual(tidy['stops'], [{}, { at: 3 }, { at: 'x' }]);
    assert.equal(tidy['most'], undefined);
  });

  it('checks a row beside the other fields, in the form as well', () => {
    const raw = { host: 'a', most: 4, stops: [{ at: 5 }] };
    assert.deepEqual(problems(raw), ['stops[0].at too-far']);
    assert.equal(valve.problemsOf('stops', raw).length, 1);
    assert.deepEqual(valve.problemsOf('stops', { ...raw, most: 5 }), []);
  });
});

describe('rows that are wrong apart', () => {
  const declared = {
    maxRows: 9,
    columns: {
      low: field.number({ default: 0, min: 0, max: 9 }),
      high: field.number({ default: 9, min: 0, max: 9 }),
    },
    problems: ['crossed'],
    check: ({ low, high }: { low: number; high: number }) => (low > high ? { high: 'crossed' as const } : {}),
  } as const;
  const node = { type: 'mw-apart', kind: 'config', version: 1 } as const;
  const apart = defineNode({ ...node, fields: { rows: field.rows({ ...declared, apart: true }) } });
  const together = defineNode({ ...node, fields: { rows: field.rows(declared) } });
  const crossed = { rows: [{ low: 1 }, { low: 5, high: 4 }] };

  it('are shown in forms, and are no reason at runtime that the others do not count', () => {
    assert.deepEqual(
      apart.problems(crossed).map(({ path }) => formatPath(path)),
      ['rows[1].high'],
    );
    assert.deepEqual(apart.parse(crossed), {
      ok: true,
      value: {
        rows: [
          { low: 1, high: 9 },
          { low: 5, high: 4 },
        ],
      },
    });
    assert.equal(together.parse(crossed).ok, false);
  });

  it('are refused where a cell is wrong by itself', () => {
    assert.equal(apart.parse({ rows: [{ low: 10 }] }).ok, false);
  });
});
