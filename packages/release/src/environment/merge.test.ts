// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { FlowItem } from '@millwright/flows';
import fc from 'fast-check';
import { withEnvironment } from './merge.ts';
import { plain, secret } from './values.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const revOf = (items: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(items)).digest('hex');
const entriesIn = (item: FlowItem | undefined): readonly unknown[] => item?.['env'] as readonly unknown[];

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

  it('become a text where an entry has a type that is none', () => {
    for (const type of ['constructor', '__proto__', 'toString', '']) {
      const odd = { id: 'g1', type: 'global-config', env: [{ name: 'A', type, value: 'x' }] };
      const { items } = withEnvironment([odd], {}, [plain('A', '1')]);
      assert.deepEqual(entriesIn(items[0]), [{ name: 'A', value: '1', type: 'str' }]);
    }
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
