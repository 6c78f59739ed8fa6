import assert from 'node:assert/strict';
import fc from 'fast-check';
import { field, secretNames } from './field.ts';
import { type ConfigOf, defaultsOf, defineNode, schemaErrors } from './node.ts';
import { formatPath } from './problem.ts';
import { textKeys } from './texts.ts';

const press = defineNode({
  type: 'mw-press',
  kind: 'node',
  version: 3,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({
      required: true,
      maxLength: 10,
      pattern: { expression: /^[a-z ]*$/, problem: 'bad-name' },
    }),
    speed: field.integer({ default: 10, min: 1, max: 100 }),
    force: field.number({ default: 0.5, min: 0, max: 2 }),
    enabled: field.boolean({ default: true }),
    mode: field.choice({ options: ['fast', 'slow'], default: 'slow' }),
    line: field.reference({ to: 'mw-line', required: true }),
    steps: field.rows({
      maxRows: 3,
      unique: 'label',
      columns: {
        label: field.text(),
        stroke: field.integer({ default: 1, min: 0, max: 9 }),
        hold: field.integer({ default: 0, min: 0, max: 9 }),
        colour: field.integer({ default: 0, min: 0, max: 9 }),
      },
      problems: ['hold-without-stroke'],
      check: ({ stroke, hold }) => (hold > 0 && stroke === 0 ? { hold: 'hold-without-stroke' } : {}),
    }),
  },
  migrations: {
    1: ({ velocity, ...rest }) => ({ ...rest, speed: velocity }),
    2: (raw) => ({ ...raw, mode: (raw['mode'] as string).toLowerCase() }),
  },
  problems: ['too-fast'],
  check: ({ mode, speed }) =>
    mode === 'slow' && speed > 50 ? [{ path: ['speed'], code: 'too-fast', details: { max: 50 } }] : [],
});

const right = {
  schema: 3,
  name: 'press',
  speed: 10,
  force: 0.5,
  enabled: true,
  mode: 'slow',
  line: 'a1',
  steps: [],
};

const variable = (name: string): string => `\${${name}}`;

const codes = (raw: unknown): string[] => {
  const result = press.parse(raw);
  return result.ok ? [] : result.problems.map(({ path, code }) => `${formatPath(path)} ${code}`);
};

describe('a node configuration', () => {
  it('has its type from its declaration', () => {
    const config: ConfigOf<typeof press> = {
      name: 'a',
      speed: 1,
      force: 1,
      enabled: false,
      mode: 'fast',
      line: 'a1',
      steps: [{ label: 'a', stroke: 1, hold: 0, colour: 0 }],
    };
    const mode: 'fast' | 'slow' = config.mode;
    const stroke: number | undefined = config.steps[0]?.stroke;
    assert.deepEqual([mode, stroke], ['fast', 1]);
    // @ts-expect-error not one of the options
    const _wrong: typeof config.mode = 'medium';
  });

  it('has the declared defaults', () => {
    assert.deepEqual(defaultsOf(press), { ...right, name: '', line: '' });
  });

  it('is parsed to exactly what is declared', () => {
    const { schema: _schema, ...value } = right;
    assert.deepEqual(press.parse({ ...right, id: 'n1', x: 3, wires: [[]] }), { ok: true, value });
  });

  it('takes the default for what is not there', () => {
    const result = press.parse({ schema: 3, name: 'a', line: 'a1', steps: [{ label: 'x' }] });
    assert.ok(result.ok);
    assert.equal(result.value.speed, 10);
    assert.deepEqual(result.value.steps, [{ label: 'x', stroke: 1, hold: 0, colour: 0 }]);
  });

  it('converts what inputs and environment variables give as text', () => {
    const result = press.parse({
      ...right,
      name: '  press ',
      speed: ' 42 ',
      force: '1e-1',
      enabled: 'false',
    });
    assert.ok(result.ok);
    assert.deepEqual(
      [result.value.name, result.value.speed, result.value.force, result.value.enabled],
      ['press', 42, 0.1, false],
    );
  });

  const wrong: readonly (readonly [string, object, readonly string[]])[] = [
    ['an empty name', { name: '  ' }, ['name required']],
    ['a long name', { name: 'x'.repeat(11) }, ['name too-long']],
    ['a name with a line break', { name: 'a\nb' }, ['name control-character']],
    ['a name that does not match', { name: 'Press' }, ['name bad-name']],
    ['a name that is no text', { name: {} }, ['name not-text']],
    ['an empty number', { speed: '' }, ['speed required']],
    ['a number with a unit', { speed: '10 ms' }, ['speed not-a-number']],
    ['a hexadecimal number', { speed: '0x10' }, ['speed not-a-number']],
    ['infinity', { force: Number.POSITIVE_INFINITY }, ['force not-a-number']],
    ['a fraction', { speed: 1.5 }, ['speed not-an-integer']],
    ['a number beyond its limits', { speed: 101, force: -1 }, ['speed out-of-range', 'force out-of-range']],
    ['null', { speed: null }, ['speed not-a-number']],
    ['a boolean that is none', { enabled: 1 }, ['enabled not-a-boolean']],
    ['an unknown choice', { mode: 'medium' }, ['mode not-a-choice']],
    ['a choice named like a property of every object', { mode: 'constructor' }, ['mode not-a-choice']],
    ['no reference', { line: '' }, ['line required']],
    ["what Node-RED's select holds for nothing", { line: '_ADD_' }, ['line required']],
    ['a list that is none', { steps: { length: 1 } }, ['steps not-a-list']],
    ['a long list', { steps: [{}, {}, {}, {}] }, ['steps too-many-rows']],
    ['a row that is none', { steps: [null, []] }, ['steps[0] not-a-row', 'steps[1] not-a-row']],
    [
      'a wrong cell',
      { steps: [{ label: 'a' }, { label: 'b', stroke: 'x' }] },
      ['steps[1].stroke not-a-number'],
    ],
    ['two rows of one name', { steps: [{ label: 'a' }, { label: ' a' }] }, ['steps[1].label duplicate']],
    ['a row against its rule', { steps: [{ stroke: 0, hold: 1 }] }, ['steps[0].hold hold-without-stroke']],
    [
      'a row against its rule beside a wrong cell',
      { steps: [{ stroke: 0, hold: 1, colour: 'x' }] },
      ['steps[0].colour not-a-number', 'steps[0].hold hold-without-stroke'],
    ],
    [
      'a wrong cell that its rule wants to know',
      { steps: [{ stroke: 'x', hold: 1 }] },
      ['steps[0].stroke not-a-number'],
    ],
    ['fields against a rule', { speed: 51 }, ['speed too-fast']],
    ['a variable that is not set', { name: variable('PRESS') }, ['name unset-variable']],
  ];
  for (const [what, part, expected] of wrong) {
    it(`is refused with ${what}`, () => assert.deepEqual(codes({ ...right, ...part }), expected));
  }

  it('never repeats a value in its problems', () => {
    const secret = 'HUNTER2';
    const raw = Object.fromEntries(Object.keys(right).map((name) => [name, secret]));
    assert.equal(JSON.stringify(press.parse({ ...raw, schema: 3 })).includes(secret), false);
  });

  it('survives any JSON', () => {
    const seed = process.env['SEED'] === undefined ? Date.now() : Number(process.env['SEED']);
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(right)));
    const raw = fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(Object.keys(right).map((name) => [name, part])), { requiredKeys: [] }),
    );
    fc.assert(
      fc.property(raw, (value) => {
        const result = press.parse(value);
        if (!result.ok) return result.problems.length > 0;
        return press.parse({ ...result.value, schema: 3 }).ok;
      }),
      { seed, numRuns: 300 },
    );
  });

  it('pollutes nothing and cannot be polluted', () => {
    const raw = JSON.parse(
      '{"__proto__": {"name": "press", "polluted": 1}, "line": "a1", "schema": 3}',
    ) as unknown;
    assert.deepEqual(codes(raw), ['name required']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('lists a bounded number of problems, whatever its size', () => {
    const table = defineNode({
      type: 'mw-table',
      kind: 'config',
      version: 1,
      fields: {
        rows: field.rows({ maxRows: 5000, columns: { a: field.integer({ default: 0, min: 0, max: 1 }) } }),
      },
    });
    const result = table.parse({ rows: Array.from({ length: 5000 }, () => ({ a: 'x' })) });
    assert.ok(!result.ok && result.problems.length <= 100);
  });
});

describe('in the editor a configuration', () => {
  it('may name a variable in place of a value', () => {
    const raw = {
      ...right,
      speed: variable('SPEED'),
      line: '$(LINE)',
      steps: [{ stroke: variable('STROKE'), hold: 9 }],
    };
    assert.deepEqual(press.problems(raw), []);
  });

  it('is checked whole, and field by field', () => {
    const raw = { ...right, name: '', speed: 200 };
    assert.deepEqual(
      press.problems(raw).map(({ code }) => code),
      ['required', 'out-of-range'],
    );
    assert.deepEqual(
      press.problemsOf('speed', raw).map(({ code }) => code),
      ['out-of-range'],
    );
    assert.deepEqual(press.problemsOf('mode', raw), []);
    assert.deepEqual(
      press.problemsOf('speed', { ...right, speed: 51 }).map(({ code }) => code),
      ['too-fast'],
    );
  });

  it('looks at no row for the problems of another field', () => {
    const row = Object.defineProperty({}, 'label', { enumerable: true, get: () => assert.fail() });
    const raw = { ...right, speed: 51, steps: [row] };
    assert.equal(press.problemsOf('speed', raw).length, 1);
    assert.deepEqual(press.problemsOf('mode', raw), []);
  });
});

describe('what is stored of a form', () => {
  it('has right values in their type, and wrong ones as they were typed', () => {
    const steps = [{ label: ' a ', stroke: '3', hold: 'x' }, 'row'];
    assert.deepEqual(
      press.tidy({ name: ' PRESS ', speed: '42', force: variable('FORCE'), mode: 'medium', steps }),
      {
        schema: 3,
        name: ' PRESS ',
        speed: 42,
        force: variable('FORCE'),
        enabled: true,
        mode: 'medium',
        line: '',
        steps: [{ label: 'a', stroke: 3, hold: 'x' }, 'row'],
      },
    );
  });
});

describe('a configuration of an older schema', () => {
  it('is migrated step by step, and keeps what it does not know', () => {
    assert.deepEqual(press.migrate({ schema: 1, velocity: 7, mode: 'SLOW', id: 'n1' }), {
      ok: true,
      value: { schema: 3, speed: 7, mode: 'slow', id: 'n1' },
    });
    assert.deepEqual(press.migrate({ schema: 2, speed: 7, mode: 'SLOW' }), {
      ok: true,
      value: { schema: 3, speed: 7, mode: 'slow' },
    });
  });

  it('is of schema 1 when it does not say', () => {
    const result = press.migrate({ velocity: 7, mode: 'FAST' });
    assert.ok(result.ok);
    assert.equal(result.value['speed'], 7);
  });

  it('is left as it was', () => {
    const raw = Object.freeze({ schema: 1, velocity: 7, mode: 'SLOW' });
    press.migrate(raw);
    assert.deepEqual(raw, { schema: 1, velocity: 7, mode: 'SLOW' });
  });

  it('is refused, not thrown at, when a migration trips over it', () => {
    assert.deepEqual(codes({ schema: 2, mode: 7 }), ['schema migration-failed']);
  });

  it('is refused when it is newer than this package', () => {
    assert.deepEqual(press.parse({ ...right, schema: 4 }), {
      ok: false,
      problems: [{ path: ['schema'], code: 'newer-schema', details: { found: 4, known: 3 } }],
    });
  });

  for (const schema of [0, -1, 1.5, '1', null, {}, Number.NaN]) {
    it(`is refused with the schema number ${JSON.stringify(schema)}`, () => {
      assert.deepEqual(codes({ ...right, schema }), ['schema bad-schema-number']);
    });
  }

  for (const raw of [undefined, null, 7, 'text', []]) {
    it(`is refused when it is ${JSON.stringify(raw)}`, () =>
      assert.deepEqual(codes(raw), [' not-an-object']));
  }

  it('needs a migration from each number', () => {
    assert.throws(
      () => defineNode({ type: 'mw-x', kind: 'node', version: 2, fields: {} }),
      schemaErrors.migrationMissing.is,
    );
  });
});

describe('what a node keeps secret', () => {
  const gate = defineNode({
    type: 'mw-gate',
    kind: 'config',
    version: 1,
    fields: { user: field.text(), password: field.secret({ hint: true }), key: field.secret({ file: true }) },
  });

  it('is no part of its configuration, whoever put it there', () => {
    const raw = { schema: 1, user: 'operator', password: 'hunter2', key: 'PEM' };
    assert.deepEqual(gate.parse(raw), { ok: true, value: { user: 'operator' } });
    assert.deepEqual(gate.tidy(raw), { schema: 1, user: 'operator' });
    assert.deepEqual(defaultsOf(gate), { schema: 1, user: '' });
  });

  it('has no problems and its own texts', () => {
    assert.deepEqual(gate.problems({ schema: 1, password: 7 }), []);
    assert.deepEqual(gate.problemsOf('password', { schema: 1, password: 7 }), []);
    assert.deepEqual(secretNames(gate.fields), ['password', 'key']);
    assert.ok(textKeys(gate).includes('fields.password.hint'));
  });
});
