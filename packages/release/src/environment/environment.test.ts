// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { FlowItem } from '@millwright/flows';
import fc from 'fast-check';
import { deliver, receive } from './delivered.ts';
import { withEnvironment } from './merge.ts';
import { valuesOfDevice } from './precedence.ts';
import type { DeviceValue } from './value.ts';
import { missingValues, variablesOf } from './variables.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const plain = (name: string, value: string): DeviceValue => ({ name, value, isSecret: false });
const secret = (name: string, value: string): DeviceValue => ({ name, value, isSecret: true });
const revOf = (items: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(items)).digest('hex');

const entriesIn = (item: FlowItem | undefined): readonly unknown[] => item?.['env'] as readonly unknown[];

describe('the environment values of a device', () => {
  it('are those of its labels and its own, and its own win', () => {
    const values = valuesOfDevice(
      [
        { label: 'site=north', values: [plain('PLC', '10.0.0.1'), plain('SITE', 'north')] },
        { label: 'line=3', values: [secret('PIN', '4711')] },
      ],
      [plain('PLC', '10.0.0.9')],
    );
    assert.deepEqual(values, [
      { ...secret('PIN', '4711'), from: 'line=3' },
      { ...plain('PLC', '10.0.0.9'), from: undefined },
      { ...plain('SITE', 'north'), from: 'site=north' },
    ]);
  });

  it('are refused where two labels differ, naming both and no value', () => {
    const labels = [
      { label: 'site=north', values: [plain('PLC', '10.0.0.1')] },
      { label: 'line=3', values: [plain('PLC', '10.0.0.2')] },
    ];
    assert.throws(() => valuesOfDevice(labels, []), {
      code: 'release.environment-conflict',
      message: 'The labels site=north and line=3 have different values of PLC',
    });
    assert.equal(valuesOfDevice(labels, [plain('PLC', '10.0.0.9')]).length, 1);
  });

  it('may come from two labels that say the same, also whether it is a secret', () => {
    const one = { label: 'one', values: [plain('PLC', '10.0.0.1')] };
    assert.equal(valuesOfDevice([one, { ...one, label: 'two' }], []).length, 1);
    const other = { label: 'two', values: [secret('PLC', '10.0.0.1')] };
    assert.throws(() => valuesOfDevice([one, other], []), { code: 'release.environment-conflict' });
  });

  it('have names that Node-RED can use', () => {
    for (const name of [
      '',
      '1A',
      'A-B',
      'A B',
      '${A}',
      'NR_NODE_ID',
      'has_A',
      '__proto__',
      'hasOwnProperty',
      'toString',
      'A'.repeat(129),
    ])
      assert.throws(() => valuesOfDevice([], [plain(name, 'x')]), { code: 'release.environment-name' }, name);
    assert.throws(() => valuesOfDevice([], [plain('A', '1'), plain('A', '2')]), {
      code: 'release.environment-name',
    });
    assert.throws(
      () => valuesOfDevice([], [secret('A', 'x'.repeat(20_000))]),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'release.environment-value');
        return !error.message.includes('xxx');
      },
    );
  });
});

describe('values on their way', () => {
  const values = [plain('PLC', '10.0.0.1'), secret('PIN', '4711')];

  it('are signed in clear, but the secret ones only by name', () => {
    const delivered = deliver(values);
    assert.deepEqual(delivered.environment, [
      { name: 'PLC', value: '10.0.0.1' },
      { name: 'PIN', sealed: true },
    ]);
    assert.deepEqual(delivered.sealed, { PIN: '4711' });
    assert.deepEqual(receive(delivered), values);
  });

  it('are refused where the two halves do not fit', () => {
    const { environment } = deliver(values);
    for (const sealed of [{}, { PIN: '4711', MORE: '1' }, { PIN: '4711', PLC: '6' }])
      assert.throws(() => receive({ environment, sealed }), { code: 'release.environment-mixed' });
    assert.throws(() => receive({ environment: [{ name: 'toString', sealed: true }], sealed: {} }), {
      code: 'release.environment-mixed',
    });
    const twice = [...environment, { name: 'PLC', value: 'x' }];
    assert.throws(() => receive({ environment: twice, sealed: { PIN: '4711' } }), {
      code: 'release.environment-name',
    });
  });
});

describe('flows with environment values', () => {
  const tab: FlowItem = { id: 't1', type: 'tab', label: 'Oven' };
  const node: FlowItem = { id: 'n1', type: 'modbus-client', z: 't1', host: '${PLC}' };
  const home: FlowItem = {
    id: 'g1',
    type: 'global-config',
    name: 'kept',
    env: [
      { name: 'A', value: '1', type: 'str' },
      { name: 'PORT', value: '502', type: 'num' },
      { name: 'CODE', value: '$now()', type: 'jsonata' },
      { name: 'PIN', value: '__PWRD__', type: 'cred', ui: 'kept' },
      { name: 'A', value: '2', type: 'str' },
    ],
    modules: { 'node-red-contrib-x': '1.0.0' },
  };

  it('are the same, to the byte, where there is none', () => {
    const items = [tab, node, home];
    const merged = withEnvironment(items, {}, []);
    assert.equal(merged.items, items);
    assert.equal(merged.rev, revOf(items));
  });

  it('get a global configuration at their end where there is none', () => {
    const { items, rev } = withEnvironment([tab, node], {}, [plain('PLC', '10.0.0.1')]);
    assert.deepEqual(items.slice(0, 2), [tab, node]);
    assert.deepEqual(items[2], {
      id: '1a783115c5fc6bc9',
      type: 'global-config',
      env: [{ name: 'PLC', value: '10.0.0.1', type: 'str' }],
      modules: {},
    });
    assert.equal(rev, revOf(items));
    const taken = { ...node, id: String(items[2]?.['id']) };
    assert.notEqual(withEnvironment([taken], {}, [plain('A', '1')]).items[1]?.['id'], taken.id);
  });

  it('keep what else stands in the global configuration, and the order of its entries', () => {
    const { items } = withEnvironment([home, tab], {}, [
      plain('PLC', 'x'),
      plain('A', '9'),
      plain('PORT', '503'),
    ]);
    assert.deepEqual(items, [
      {
        ...home,
        env: [
          { name: 'A', value: '9', type: 'str' },
          { name: 'PORT', value: '503', type: 'num' },
          { name: 'CODE', value: '$now()', type: 'jsonata' },
          { name: 'PIN', value: '__PWRD__', type: 'cred', ui: 'kept' },
          { name: 'PLC', value: 'x', type: 'str' },
        ],
      },
      tab,
    ]);
    assert.deepEqual(Object.keys(items[0] ?? {}), Object.keys(home));
  });

  it('never evaluate a value', () => {
    const { items } = withEnvironment([home], {}, [plain('CODE', '$eval("1")')]);
    assert.deepEqual(entriesIn(items[0])[2], { name: 'CODE', value: '$eval("1")', type: 'str' });
  });

  it('refuse a value that is none of its type, without saying it', () => {
    const types: readonly (readonly [string, string, string])[] = [
      ['num', '503', 'sesame'],
      ['bool', 'true', 'yes'],
      ['json', '{"a":1}', '{a}'],
    ];
    for (const [type, good, bad] of types) {
      const items = [{ ...home, env: [{ name: 'X', value: '', type }] }];
      withEnvironment(items, {}, [plain('X', good)]);
      assert.throws(
        () => withEnvironment(items, {}, [plain('X', bad)]),
        (error: Error & { code: string }) => {
          assert.equal(error.code, 'release.environment-value');
          return !error.message.includes(bad);
        },
      );
    }
  });

  it('have secret values only among their credentials', () => {
    const before = { n1: { user: 'Ada' }, g1: { map: { OLD: 'x', has_OLD: true }, other: 1 } };
    const { items, credentials, rev } = withEnvironment([tab, node, home], before, [
      secret('PIN', '4711'),
      secret('NEW', 'sesame'),
    ]);
    const text = JSON.stringify(items);
    assert.ok(!text.includes('4711') && !text.includes('sesame'));
    assert.deepEqual(credentials, {
      n1: { user: 'Ada' },
      g1: {
        map: { OLD: 'x', has_OLD: true, PIN: '4711', has_PIN: true, NEW: 'sesame', has_NEW: true },
        other: 1,
      },
    });
    assert.equal(
      rev,
      withEnvironment([tab, node, home], before, [secret('PIN', '1'), secret('NEW', '2')]).rev,
    );
  });

  it('refuse in clear what is a secret in them', () => {
    assert.throws(() => withEnvironment([home], {}, [plain('PIN', '4711')]), {
      code: 'release.environment-secret',
    });
  });

  it('get a value wherever its name is, if they have several global configurations', () => {
    const second = { id: 'g2', type: 'global-config', env: [{ name: 'A', value: '3', type: 'str' }] };
    const { items } = withEnvironment([home, second, { type: 'global-config' }], {}, [
      plain('A', '9'),
      plain('B', '1'),
    ]);
    const valuesOf = (item: FlowItem | undefined): unknown =>
      (entriesIn(item) as { name: string; value: string }[])
        .filter(({ name }) => name === 'A' || name === 'B')
        .map(({ value }) => value);
    assert.deepEqual(valuesOf(items[0]), ['9']);
    assert.deepEqual(valuesOf(items[1]), ['9', '1']);
    assert.deepEqual(items[2], { type: 'global-config' });
  });

  it('do not mind entries and items of any form', () => {
    const odd = [
      { id: 'g1', type: 'global-config', env: [null, 7, { value: 'x' }] },
      {},
      { id: '__proto__' },
    ];
    const { items } = withEnvironment(odd, {}, [secret('A', '1')]);
    assert.deepEqual(entriesIn(items[0]).slice(0, 3), [null, 7, { value: 'x' }]);
    assert.equal(
      withEnvironment([{ id: 'g1', type: 'global-config', env: 'x' }], {}, [plain('A', '1')]).items.length,
      1,
    );
  });

  it(`are the same merged once or twice, in any order of values (SEED=${seed})`, () => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'PORT_TEXT', 'CODE', 'PLC', 'NEW'), {
      minLength: 1,
    });
    const drawn = names.chain((all) =>
      fc.tuple(
        ...all.map((name) =>
          fc.record({ name: fc.constant(name), value: fc.string(), isSecret: fc.boolean() }),
        ),
      ),
    );
    fc.assert(
      fc.property(drawn, (values) => {
        const once = withEnvironment([home, tab, node], {}, values);
        const twice = withEnvironment(once.items, once.credentials, values);
        assert.deepEqual(twice, once);
        for (const { value, isSecret } of values)
          if (isSecret && value.length > 8)
            assert.ok(!JSON.stringify(once.items).includes(JSON.stringify(value)));
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('the environment values that flows ask for', () => {
  const namesOf = (...items: readonly FlowItem[]): readonly string[] =>
    variablesOf(items).map(({ name }) => name);

  it('are found wherever Node-RED looks', () => {
    const cases: readonly (readonly [FlowItem, readonly string[]])[] = [
      [{ id: 'n', type: 'x', host: '${PLC}', deep: [{ port: '$(PORT)' }] }, ['PLC', 'PORT']],
      [{ id: 'n', type: 'x', host: 'http://${PLC}' }, []],
      [{ id: 'n', type: 'inject', props: [{ p: 'payload', v: 'PLC', vt: 'env' }] }, ['PLC']],
      [{ id: 'n', type: 'inject', payload: 'http://${PLC}:${PORT}', payloadType: 'env' }, ['PLC', 'PORT']],
      [{ id: 'n', type: 'change', rules: [{ t: 'set', to: 'PLC', tot: 'env' }] }, ['PLC']],
      [
        { id: 'n', type: 'change', rules: [{ t: 'set', to: '$env("PLC") & $env(\'B\')', tot: 'jsonata' }] },
        ['B', 'PLC'],
      ],
      [{ id: 'n', type: 'function', func: 'return env.get("PLC") + env.get(name)' }, ['PLC']],
      [{ id: 'n', type: 'template', template: 'x {{env.PLC}} {{{ env.PORT }}}' }, ['PLC', 'PORT']],
      [{ id: 't', type: 'tab', env: [{ name: 'A', value: 'PLC', type: 'env' }] }, ['PLC']],
      [{ id: 'n', type: 'x', host: '${$parent.PLC}', name: '${NR_NODE_ID}' }, ['PLC']],
      [{ id: 'n', type: 'x', info: '${NOT}', wires: [['${NOT}']], d: true, host: '${NOT}' }, []],
    ];
    for (const [item, names] of cases) assert.deepEqual(namesOf(item), names, JSON.stringify(item));
  });

  it('are found in credentials, too', () => {
    const item = { id: 'n1', type: 'x' };
    assert.deepEqual(variablesOf([item], { n1: { password: '${PIN}' } })[0]?.name, 'PIN');
  });

  it('say which nodes use them, and whether in code', () => {
    const items = [
      { id: 'f', type: 'function', func: 'env.get("A")' },
      { id: 'x', type: 'x', host: '${A}' },
    ];
    assert.deepEqual(variablesOf(items), [
      {
        name: 'A',
        uses: [
          { id: 'f', type: 'function', kind: 'code' },
          { id: 'x', type: 'x', kind: 'property' },
        ],
        hasValue: false,
        isSecret: false,
      },
    ]);
  });

  it('are not those that something around the node gives', () => {
    const node = { id: 'n', type: 'x', z: 't', g: 'inner', host: '${A}' };
    const env = [{ name: 'A', value: '1', type: 'str' }];
    const tab = { id: 't', type: 'tab' };
    const inner = { id: 'inner', type: 'group', z: 't', g: 'outer' };
    const outer = { id: 'outer', type: 'group', z: 't' };
    assert.deepEqual(namesOf(tab, inner, outer, node), ['A']);
    assert.deepEqual(namesOf({ ...tab, env }, inner, outer, node), []);
    assert.deepEqual(namesOf(tab, { ...inner, env }, outer, node), []);
    assert.deepEqual(namesOf(tab, inner, { ...outer, env }, node), []);
    assert.deepEqual(namesOf({ ...tab, disabled: true }, inner, outer, node), []);
  });

  it('are those of a subflow wherever nobody around it gives them', () => {
    const env = [{ name: 'A', value: '1', type: 'str' }];
    const subflow = { id: 's', type: 'subflow' };
    const node = { id: 'n', type: 'x', z: 's', host: '${A}' };
    const one = { id: 'i1', type: 'subflow:s', z: 't1' };
    const two = { id: 'i2', type: 'subflow:s', z: 't2', env };
    const tabs = [
      { id: 't1', type: 'tab' },
      { id: 't2', type: 'tab' },
    ];
    assert.deepEqual(namesOf(...tabs, subflow, node, one, two), ['A']);
    assert.deepEqual(namesOf(...tabs, subflow, node, two), []);
    assert.deepEqual(namesOf(...tabs, { ...subflow, env }, node, one, two), []);
    assert.deepEqual(namesOf({ ...tabs[0], env }, subflow, node, one, two), []);
    assert.deepEqual(namesOf(subflow, node), []);
    const within = { id: 'i3', type: 'subflow:s', z: 's' };
    assert.deepEqual(namesOf(subflow, node, within), []);
  });

  it('mean what is around them where an entry names itself', () => {
    const tab = { id: 't', type: 'tab', env: [{ name: 'A', value: 'A', type: 'env' }] };
    assert.deepEqual(namesOf(tab), ['A']);
  });

  it('lack a value where neither flows nor device give one', () => {
    const items = [
      {
        id: 'g',
        type: 'global-config',
        env: [
          { name: 'A', value: '1', type: 'str' },
          { name: 'P', value: '', type: 'cred' },
        ],
      },
      { id: 'n', type: 'x', list: ['${A}', '${B}', '${C}', '${P}'] },
    ];
    const variables = variablesOf(items);
    assert.deepEqual(
      variables.map(({ name, hasValue, isSecret }) => [name, hasValue, isSecret]),
      [
        ['A', true, false],
        ['B', false, false],
        ['C', false, false],
        ['P', true, true],
      ],
    );
    assert.deepEqual(
      missingValues(variables, [plain('B', '1')]).map(({ name }) => name),
      ['C'],
    );
  });

  it('are found in any JSON without an end of the stack', () => {
    let deep: unknown = '${A}';
    for (let level = 0; level < 5000; level++) deep = [deep];
    assert.deepEqual(namesOf({ id: 'n', type: 'x', deep }), []);
    const chain = Array.from({ length: 40 }, (_, level): FlowItem[] => [
      { id: `s${level}`, type: 'subflow' },
      { id: `a${level}`, type: `subflow:s${level + 1}`, z: `s${level}` },
      { id: `b${level}`, type: `subflow:s${level + 1}`, z: `s${level}` },
    ]).flat();
    const last = [
      { id: 's40', type: 'subflow' },
      { id: 'n', type: 'x', z: 's40', host: '${A}' },
    ];
    const first = { id: 'i', type: 'subflow:s0', z: 't' };
    assert.deepEqual(namesOf(...chain, ...last, first, { id: 't', type: 'tab' }), ['A']);
  });
});
