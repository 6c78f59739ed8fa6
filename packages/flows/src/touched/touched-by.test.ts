import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeBetween } from '../change-between.ts';
import { divideFlows, flowsItems } from '../document.ts';
import { flowItems, parameters } from '../flows.fixture.ts';
import type { Touch } from './touched.ts';
import { touchedBy } from './touched-by.ts';

const tabA = { id: 'a', type: 'tab', label: 'Oven 3' };
const tabB = { id: 'b', type: 'tab', label: 'Yard' };
const node = (id: string, z: string, more: object = {}) => ({
  id,
  type: 'function',
  z,
  name: id,
  x: 1,
  y: 1,
  wires: [],
  ...more,
});
const broker = { id: 'mq', type: 'mqtt-broker', name: 'plant' };
const subflow = { id: 's', type: 'subflow', name: 'Scale' };

const variable = (name: string): string => `\${${name}}`;

/** Without the wires that lead to nothing known. */
const bound = (items: readonly unknown[], known: ReadonlySet<unknown>): readonly unknown[] =>
  items.map((item) => {
    const { wires } = (item ?? {}) as { readonly wires?: unknown };
    if (!Array.isArray(wires)) return item;
    const kept = wires.map((ends: unknown) =>
      Array.isArray(ends) ? ends.filter((id) => known.has(id)) : ends,
    );
    return { ...(item as object), wires: kept };
  });

/** `what reason item place [groups]`, sorted: enough to tell touches apart. */
const touches = (
  before: readonly unknown[],
  after: readonly unknown[],
  options: Partial<Parameters<typeof touchedBy>[2]> = {},
): readonly string[] => {
  const former = divideFlows(before);
  return touchedBy(former, divideFlows(after, former), { credentialsTouched: [], ...options })
    .map(written)
    .sort();
};

function written({ what, reason, item, tab, subflow: inside, groups }: Touch): string {
  const place = tab ? `on ${tab.name}` : inside ? `in ${inside.name}` : 'nowhere';
  const within = groups.map(({ id }) => ` <${id}`).join('');
  return `${what === 'edit' ? '' : 'credentials: '}${item?.name ?? 'all'} ${place}${within} (${reason})`;
}

describe('what a change touches', () => {
  it('is nothing where nothing changed, or only how it is written', () => {
    const items = [tabA, node('n', 'a')];
    assert.deepEqual(touches(items, items), []);
    const { name, ...rest } = node('n', 'a');
    assert.deepEqual(touches(items, [tabA, { ...rest, name }]), []);
  });

  it('is an item as it was and as it will be', () => {
    assert.deepEqual(touches([tabA, node('n', 'a')], [tabA, node('n', 'a', { name: 'm' })]), [
      'm on Oven 3 (own)',
      'n on Oven 3 (own)',
    ]);
    assert.deepEqual(touches([tabA, tabB, node('n', 'a')], [tabA, tabB, node('n', 'b')]), [
      'n on Oven 3 (own)',
      'n on Yard (own)',
    ]);
    assert.deepEqual(touches([tabA], [tabA, node('n', 'a')]), ['n on Oven 3 (own)']);
    assert.deepEqual(touches([tabA, node('n', 'a')], [tabA]), ['n on Oven 3 (own)']);
  });

  it('is a tab under both of its names', () => {
    assert.deepEqual(touches([tabA, node('n', 'a')], [{ ...tabA, label: 'Oven 4' }, node('n', 'a')]), [
      'Oven 3 on Oven 3 (own)',
      'Oven 3 on Oven 4 (own)',
      'Oven 4 on Oven 3 (own)',
      'Oven 4 on Oven 4 (own)',
    ]);
  });

  it('is a tab, and a group, under the names of all that have its id', () => {
    const other = { ...tabA, label: 'Shed' };
    const names = ['Oven 3 on Oven 3', 'Oven 3 on Shed', 'Shed on Oven 3', 'Shed on Shed'];
    for (const after of [
      [other, tabA],
      [tabA, other],
    ])
      assert.deepEqual(
        touches([tabA], after).map((text) => text.replace(/ \(.*/, '')),
        names,
      );
    assert.deepEqual(touches([other, tabA, node('n', 'a')], [other, tabA, node('n', 'a', { x: 2 })]), [
      'n on Oven 3 (own)',
      'n on Shed (own)',
    ]);
    const group = { id: 'g', type: 'group', z: 'a', name: 'Safety', x: 0, y: 0 };
    const inside = node('n', 'a', { g: 'g' });
    const [touch] = touchedBy(
      divideFlows([tabA, group, { ...group, name: 'Fun' }, inside]),
      divideFlows([tabA, group, { ...group, name: 'Fun' }, { ...inside, x: 2 }]),
      { credentialsTouched: [] },
    );
    assert.deepEqual(
      touch?.groups.map(({ name }) => name),
      ['Safety', 'Fun'],
    );
  });

  it('names the groups around an item, as they were and will be', () => {
    const outer = { id: 'g1', type: 'group', z: 'a', name: 'outer', x: 0, y: 0, nodes: ['g2'] };
    const inner = { id: 'g2', type: 'group', z: 'a', g: 'g1', name: 'inner', x: 0, y: 0, nodes: ['n'] };
    const others = [tabA, outer, inner];
    assert.deepEqual(
      touches([...others, node('n', 'a', { g: 'g2' })], [...others, node('n', 'a', { g: 'g2', x: 5 })]),
      ['n on Oven 3 <g2 <g1 (own)'],
    );
    assert.deepEqual(touches([...others, node('n', 'a', { g: 'g2' })], [...others, node('n', 'a')]), [
      'n on Oven 3 (own)',
      'n on Oven 3 <g2 <g1 (own)',
    ]);
  });

  it('is what is in a group that was not there before without it, too', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, nodes: ['n'] };
    const items = [tabA, tabB, group, node('n', 'a', { g: 'g' })];
    const having = (...changes: readonly (readonly [id: string, more: object])[]) =>
      items.map((item) => ({ ...item, ...Object.fromEntries(changes)[item.id] }));
    assert.deepEqual(touches(items, having(['n', { name: 'm' }])), [
      'm on Oven 3 <g (own)',
      'n on Oven 3 <g (own)',
    ]);
    assert.deepEqual(touches(items, [...items, node('m', 'a', { g: 'g' })]), ['m on Oven 3 <g (own)']);
    assert.deepEqual(touches(items, having(['g', { z: 'b' }], ['n', { z: 'b' }])), [
      'g on Oven 3 <g (own)',
      'g on Yard (own)',
      'g on Yard <g (own)',
      'n on Oven 3 <g (own)',
      'n on Yard (own)',
      'n on Yard <g (own)',
    ]);
    assert.deepEqual(touches(items, having(['g', { name: 'h' }])), [
      'g on Oven 3 <g (own)',
      'h on Oven 3 (own)',
      'h on Oven 3 <g (own)',
    ]);
    const added = [{ ...group, id: 'h', g: 'g', nodes: ['m'] }, node('m', 'a', { g: 'h' })];
    assert.deepEqual(touches(items, [...items, ...added]), [
      'g on Oven 3 <g (own)',
      'g on Oven 3 <h <g (own)',
      'm on Oven 3 <g (own)',
      'm on Oven 3 <h <g (own)',
    ]);
  });

  it('is what stays in a group that comes or goes, as it was and as it will be', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, nodes: [] };
    const within = node('n', 'a', { g: 'g' });
    const elsewhere = node('m', 'b', { g: 'g' });
    const all = [tabA, tabB, group, within, elsewhere];
    const leaving = ['n on Oven 3 (linked)', 'n on Oven 3 <g (linked)'];
    assert.deepEqual(touches(all, [tabA, tabB, within, elsewhere]), [
      'g on Oven 3 <g (own)',
      'm on Yard (linked)',
      ...leaving,
    ]);
    assert.deepEqual(touches([tabA, within], [tabA, group, within]), [
      'g on Oven 3 (own)',
      'g on Oven 3 <g (own)',
      ...leaving,
    ]);
    assert.deepEqual(touches([tabA, group, within], [tabA]), [
      'g on Oven 3 <g (own)',
      'n on Oven 3 <g (own)',
    ]);
    const moved = touches([tabA, tabB, group, within], [tabA, tabB, { ...group, z: 'b' }, within]);
    assert.deepEqual(
      moved.filter((line) => line.startsWith('n')),
      leaving,
    );
    const retyped = touches([tabA, group, within], [tabA, { ...group, type: 'function' }, within]);
    assert.deepEqual(
      retyped.filter((line) => line.startsWith('n')),
      leaving,
    );
    const named = touches([tabA, group, within], [tabA, { ...group, info: 'for the oven' }, within]);
    assert.deepEqual(named, ['g on Oven 3 <g (own)']);
  });

  it('does not end in groups that are in each other', () => {
    const one = { id: 'g1', type: 'group', z: 'a', g: 'g2', name: '1' };
    const other = { id: 'g2', type: 'group', z: 'a', g: 'g1', name: '2' };
    assert.deepEqual(touches([tabA, one, other], [tabA, one, other, node('n', 'a', { g: 'g1' })]), [
      'n on Oven 3 <g1 <g2 (own)',
    ]);
  });

  it('is a configuration node for every tab that uses it, before or after, through others too', () => {
    const tls = { id: 'tls', type: 'tls-config', name: 'tls' };
    const secure = { ...broker, tls: 'tls' };
    const user = node('out', 'a', { broker: 'mq' });
    const items = [tabA, tabB, secure, user];
    assert.deepEqual(touches([...items, tls], [...items, { ...tls, name: 'tls2' }]), [
      'tls on Oven 3 (used)',
      'tls2 on Oven 3 (used)',
    ]);
    const moved = node('out', 'b', { broker: 'mq' });
    assert.deepEqual(touches([tabA, tabB, broker, user], [tabA, tabB, { ...broker, port: 1 }, moved]), [
      'out on Oven 3 (own)',
      'out on Yard (own)',
      'plant on Oven 3 (used)',
      'plant on Yard (used)',
    ]);
    assert.deepEqual(touches([broker, tabA], [tabA]), ['plant nowhere (own)']);
  });

  it('finds users by environment variables of tabs, and by what is nested', () => {
    const withEnv = { ...tabA, env: [{ name: 'BROKER', value: 'mq', type: 'str' }] };
    assert.deepEqual(touches([withEnv, broker], [withEnv, { ...broker, name: 'plant', port: 1 }]), [
      'plant on Oven 3 (used)',
    ]);
  });

  it('is a subflow for every tab that uses it, through other subflows too', () => {
    const outer = { id: 'o', type: 'subflow', name: 'Outer' };
    const items = [
      tabA,
      tabB,
      subflow,
      outer,
      node('i1', 'o', { type: 'subflow:s' }),
      node('i2', 'a', { type: 'subflow:o' }),
    ];
    assert.deepEqual(touches([...items, node('n', 's')], [...items, node('n', 's', { func: '1' })]), [
      'n in Outer (used)',
      'n in Scale (own)',
      'n on Oven 3 (used)',
    ]);
    assert.deepEqual(touches([subflow], [{ ...subflow, info: 'x' }]), ['Scale in Scale (own)']);
  });

  it('does not end in subflows that are made of each other', () => {
    const other = { id: 't', type: 'subflow', name: 'T' };
    const items = [
      subflow,
      other,
      node('i1', 's', { type: 'subflow:t' }),
      node('i2', 't', { type: 'subflow:s' }),
    ];
    assert.deepEqual(touches(items, [...items, node('n', 's')]), ['n in Scale (own)', 'n in T (used)']);
  });

  it('is a node on another tab to which a reference is made or taken away', () => {
    const items = [tabA, tabB, node('far', 'a')];
    const wired = node('n', 'b', { wires: [['far']] });
    const expected = ['far on Oven 3 (linked)', 'n on Yard (own)'];
    assert.deepEqual(touches([...items, node('n', 'b')], [...items, wired]), expected);
    assert.deepEqual(touches([...items, wired], [...items, node('n', 'b')]), expected);
    assert.deepEqual(touches([...items, wired], [...items, { ...wired, x: 9 }]), ['n on Yard (own)']);
    assert.deepEqual(touches([...items, wired], [tabA, tabB, wired]), [
      'far on Oven 3 (own)',
      'n on Yard (linked)',
    ]);
    assert.deepEqual(touches(items, [...items, node('c', 'b', { scope: ['far'] })]), [
      'c on Yard (own)',
      'far on Oven 3 (linked)',
    ]);
  });

  it('is a configuration node of another tab that is referred to, but not one of no tab', () => {
    const scoped = { ...broker, z: 'a' };
    const user = node('n', 'b', { broker: 'mq' });
    assert.deepEqual(touches([tabA, tabB, scoped], [tabA, tabB, scoped, user]), [
      'n on Yard (own)',
      'plant on Oven 3 (linked)',
    ]);
    assert.deepEqual(touches([tabA, tabB, broker], [tabA, tabB, broker, user]), ['n on Yard (own)']);
  });

  it('is an item elsewhere with the same id', () => {
    const items = [tabA, tabB, node('n', 'a')];
    assert.deepEqual(touches(items, [...items, node('n', 'b', { name: 'm' })]), [
      'm on Yard (own)',
      'n on Oven 3 (twin)',
    ]);
    assert.deepEqual(touches([tabA, tabB], [tabA, tabB, node('a', 'b')]), [
      'Oven 3 on Oven 3 (twin)',
      'a on Yard (own)',
    ]);
    const both = node('n', 'b', { name: 'm' });
    assert.deepEqual(touches([...items, both], [tabA, tabB, both, node('n', 'a')]), [
      'm on Yard (twin)',
      'n on Oven 3 (twin)',
    ]);
  });

  describe('that is an instance', () => {
    const outer = { id: 'o', type: 'subflow', name: 'Outer' };
    const inner = node('n', 's');
    const items = [tabA, subflow, inner, outer, node('i1', 'o', { type: 'subflow:s' })];

    it('is what its subflow holds too, however deep', () => {
      const instance = node('i', 'a', { type: 'subflow:o' });
      const made = ['i on Oven 3 (own)', 'i1 on Oven 3 (held)', 'n on Oven 3 (held)'];
      assert.deepEqual(touches(items, [...items, instance]), made);
      assert.deepEqual(touches([...items, instance], items), made);
      assert.deepEqual(touches([...items, instance], [...items, { ...instance, env: [1] }]), made);
      assert.deepEqual(touches([...items, instance], [...items, { ...instance, x: 9 }]), made.slice(0, 1));
    });

    it('is found by whatever JavaScript takes for its type', () => {
      const found = touches(items, [...items, node('i', 'a', { type: ['subflow:s'] })]);
      assert.ok(found.includes('n on Oven 3 (held)'), found.join());
    });

    it('ends where subflows hold each other', () => {
      const round = [...items, node('i2', 's', { type: 'subflow:o' })];
      assert.deepEqual(touches(round, [...round, node('i', 'a', { type: 'subflow:o' })]), [
        'i on Oven 3 (own)',
        'i1 on Oven 3 (held)',
        'i2 on Oven 3 (held)',
        'n on Oven 3 (held)',
      ]);
    });
  });

  it('is whatever sees a variable that is set, and whatever a tab switches off', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1 };
    const items = [
      tabA,
      group,
      node('n', 'a', { g: 'g' }),
      node('i', 'a', { type: 'subflow:s' }),
      subflow,
      node('m', 's'),
    ];
    const env = [{ name: 'A', value: '1', type: 'str' }];
    const changed = (id: string, more: object) =>
      touches(
        items,
        items.map((item) => (item.id === id ? { ...item, ...more } : item)),
      ).filter((line) => line.includes('held'));
    const onTab = [
      'g on Oven 3 <g (held)',
      'i on Oven 3 (held)',
      'm on Oven 3 (held)',
      'n on Oven 3 <g (held)',
    ];
    assert.deepEqual(changed('a', { env }), onTab);
    assert.deepEqual(changed('a', { disabled: true }), onTab);
    assert.deepEqual(changed('a', { label: 'Oven 4' }), []);
    assert.deepEqual(changed('g', { env }), ['n on Oven 3 <g (held)']);
    assert.deepEqual(changed('s', { env }), ['m in Scale (held)', 'm on Oven 3 (held)']);
  });

  it('is everything where nobody can tell', () => {
    const everywhere = ['x in Scale', 'x nowhere', 'x on Oven 3', 'x on Yard'].map(
      (line) => `${line} (everywhere)`,
    );
    const items = [tabA, tabB, subflow];
    for (const odd of [
      node('x', 'a', { z: ['a'] }),
      node('x', 'a', { z: null }),
      node('x', 'a', { z: 7 }),
      node('x', 'a', { id: ['x'] }),
      node('x', 'a', { id: '' }),
      node('x', 'a', { type: ['subflow:s'] }),
      { id: 'x', type: 'global-config', name: 'x' },
    ])
      assert.deepEqual(touches(items, [...items, odd]), everywhere, JSON.stringify(odd));
    assert.equal(touches(items, [...items, null, 'x', 7, []]).length, 4);
  });

  it('is the tabs when they change places, and a tab when its nodes do', () => {
    const items = [tabA, tabB, node('n', 'a'), node('m', 'a')];
    assert.deepEqual(touches(items, [tabB, tabA, node('n', 'a'), node('m', 'a')]), [
      'all nowhere (everywhere)',
      'all on Oven 3 (everywhere)',
      'all on Yard (everywhere)',
    ]);
    assert.deepEqual(touches(items, [tabA, tabB, node('m', 'a'), node('n', 'a')]), ['all on Oven 3 (own)']);
    assert.deepEqual(touches(items, [tabB, node('n', 'a'), node('m', 'a'), tabA], { about: ['a'] }), [
      'all on Oven 3 (own)',
    ]);
  });

  it('leaves alone what editors write in an order of their own', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, nodes: [] };
    const items = [broker, node('n', 'a'), group, tabB, tabA, node('m', 'b'), { ...broker, id: 'mq2' }];
    assert.deepEqual(
      touches(items, [tabB, tabA, group, { ...broker, id: 'mq2' }, broker, node('m', 'b'), node('n', 'a')]),
      [],
    );
  });

  it('leaves alone what editors write in a way of their own, for whoever opens them', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, w: 1, h: 1, nodes: [] };
    const loose = node('n', 'a', { wires: [['gone', 'm']] });
    const items = [tabA, tabB, group, node('m', 'a'), loose, { ...broker, z: '' }];
    const tight = { ...loose, wires: [['m']] };
    const anew = [tabA, tabB, { ...group, x: 24.5, w: 152 }, node('m', 'a'), tight, broker];
    assert.deepEqual(touches(items, anew), []);
    // What leads somewhere is no loose end, also where that goes or comes at the same time.
    assert.deepEqual(touches(items, [...anew.slice(0, -2), { ...tight, wires: [[]] }, broker]), [
      'n on Oven 3 (own)',
    ]);
    assert.deepEqual(touches([...items, node('gone', 'b')], anew), [
      'gone on Yard (own)',
      'n on Oven 3 (own)',
    ]);
    assert.deepEqual(touches(items, [...anew.slice(0, 2), { ...group, env: [], x: 2 }, ...anew.slice(3)]), [
      'g on Oven 3 <g (own)',
    ]);
  });

  it('is whatever nobody has to write in another way', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, w: 1, h: 1, nodes: ['gone'] };
    const out = node('o', 'a', { type: 'link out', links: ['gone'] });
    const items = [tabA, group, node('n', 'a', { wires: [['gone']], links: ['none'], nodes: ['no'] }), out];
    const having = (id: string, more: object) =>
      touches(
        items,
        items.map((item) => (item.id === id ? { ...item, ...more } : item)),
      );
    assert.deepEqual(having('n', { wires: [[]] }), []);
    assert.deepEqual(having('o', { links: [] }), []);
    assert.deepEqual(having('g', { nodes: [], x: -2.5 }), []);
    for (const more of [
      { wires: [['gone', 'later']] },
      { wires: [['later']] },
      { wires: [[], []] },
      { wires: [] },
      { links: [] },
      { nodes: [] },
      { x: 2 },
      { w: 2 },
    ])
      assert.deepEqual(having('n', more), ['n on Oven 3 (own)'], JSON.stringify(more));
    assert.deepEqual(having('o', { links: ['later'] }), ['o on Oven 3 (own)']);
    for (const more of [{ nodes: ['gone', 'later'] }, { w: '1' }, { h: null }, { x: undefined }])
      assert.deepEqual(having('g', more), ['g on Oven 3 <g (own)'], JSON.stringify(more));
  });

  it('is everything where variables say what a node reaches', () => {
    const group = { id: 'g', type: 'group', z: 'a', name: 'g', x: 1, y: 1, w: 1, h: 1, nodes: [] };
    const items = [
      tabA,
      tabB,
      subflow,
      group,
      node('n', 'a', { g: 'g' }),
      node('i', 'a', { type: 'subflow:s' }),
    ];
    const isEverywhere = (before: readonly unknown[], after: readonly unknown[]): boolean =>
      touches(before, after).some((line) => line.includes('on Yard'));
    for (const more of [
      { wires: [[variable('NR_FLOW_NAME')]] },
      { wires: [['$(NR_NODE_ID)']] },
      { wires: [variable('A')] },
      { wires: [[variable('A'.repeat(300))]] },
      { links: [variable('A')] },
      { scope: [variable('A')] },
    ]) {
      const leading = items.map((item) => (item.id === 'n' ? { ...item, ...more } : item));
      assert.ok(isEverywhere(items, leading) && isEverywhere(leading, items), JSON.stringify(more));
      const changed = (id: string, given: object) =>
        leading.map((item) => (item.id === id ? { ...item, ...given } : item));
      assert.ok(!isEverywhere(leading, changed('n', { x: 9 })));
      for (const [id, given] of [
        ['n', { name: 'm' }],
        ['g', { name: 'h' }],
        ['a', { env: [{ name: 'A', value: '"n" & "1"', type: 'jsonata' }] }],
        ['a', { label: 'm' }],
      ] as const)
        assert.ok(isEverywhere(leading, changed(id, given)), `${id} ${JSON.stringify(given)}`);
    }
    const exec = [...items, node('far', 'b', { type: 'exec' })];
    const leading = exec.map((item) => (item.id === 'n' ? { ...item, wires: [[variable('A')]] } : item));
    assert.ok(touches(exec, leading).includes('far on Yard (linked)'));
    const inside = [...items, node('m', 's', { wires: [[variable('A')]] })];
    const set = { env: [{ name: 'A', value: 'far', type: 'str' }] };
    const changed = (id: string) => inside.map((item) => (item.id === id ? { ...item, ...set } : item));
    for (const id of ['i', 's', 'a']) assert.ok(isEverywhere(inside, changed(id)), id);
    assert.ok(!isEverywhere(items, [...items, node('f', 'a', { func: variable('A') })]));
  });

  it('is credentials wherever the item is, and of the instance if nobody knows whose they are', () => {
    const items = [tabA, broker, node('n', 'a', { broker: 'mq' }), node('m', 'a')];
    assert.deepEqual(touches(items, items, { credentialsTouched: ['mq', 'm', 'other'] }), [
      'credentials: all nowhere (own)',
      'credentials: m on Oven 3 (own)',
      'credentials: plant on Oven 3 (used)',
    ]);
  });

  it('is whatever sees the variables of what has credentials', () => {
    const items = [tabA, subflow, node('n', 'a'), node('i', 'a', { type: 'subflow:s' }), node('m', 's')];
    const set = (...credentialsTouched: string[]) => touches(items, items, { credentialsTouched });
    assert.deepEqual(set('i'), ['credentials: i on Oven 3 (own)', 'm on Oven 3 (held)']);
    assert.deepEqual(set('a'), [
      'Oven 3 on Oven 3 (held)',
      'credentials: Oven 3 on Oven 3 (own)',
      'i on Oven 3 (held)',
      'm on Oven 3 (held)',
      'n on Oven 3 (held)',
    ]);
    const leading = [...items, tabB, node('o', 'a', { wires: [[variable('A')]] })];
    assert.ok(touches(leading, leading, { credentialsTouched: ['a'] }).includes('o on Yard (everywhere)'));
  });

  it('never fails, and is the same forwards and backwards but for groups and loose ends', () => {
    fc.assert(
      fc.property(flowItems, flowItems, (first, second) => {
        const known = new Set([...first, ...second].map((item) => (item as { id?: unknown } | null)?.id));
        const [before, after] = [bound(first, known), bound(second, known)];
        const [one, other] = [divideFlows(before), divideFlows(after)];
        const set = (list: readonly Touch[]) =>
          [...new Set(list.map((touch) => JSON.stringify({ ...touch, reason: '', groups: [] })))].sort();
        const there = touchedBy(one, other, { credentialsTouched: [] });
        const back = touchedBy(other, one, { credentialsTouched: [] });
        assert.deepEqual(set(there), set(back));
        assert.deepEqual(touchedBy(one, one, { credentialsTouched: [] }), []);
      }),
      parameters,
    );
  });

  it('names every tab of which anything changed', () => {
    fc.assert(
      fc.property(flowItems, flowItems, fc.nat(), (before, more, at) => {
        const one = divideFlows(before);
        const items = flowsItems(one);
        const after = [
          ...items.slice(0, at % (items.length + 1)),
          ...more,
          ...items.slice(at % (items.length + 2)),
        ];
        const other = divideFlows(after, one);
        const found = touchedBy(one, other, { credentialsTouched: [] });
        for (const { kind, id, properties, nodes } of changeBetween(one, other).parts) {
          // Where the frame of a group is, follows from its nodes.
          if (!properties && nodes.every(({ type, state }) => type === 'group' && state === 'moved'))
            continue;
          if (kind === 'tab')
            assert.ok(
              found.some(({ tab }) => tab?.id === id),
              `tab ${id}`,
            );
          else if (kind === 'subflow') assert.ok(found.some(({ subflow: touched }) => touched?.id === id));
          else assert.ok(found.length > 0);
        }
      }),
      parameters,
    );
  });
});
