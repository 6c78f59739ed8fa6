import assert from 'node:assert/strict';
import fc from 'fast-check';
import { divideFlows, type FlowItem, flowsText } from '../document.ts';
import { parameters } from '../flows.fixture.ts';
import { mergeFlows } from './merge-flows.ts';
import type { Merged, Scope } from './scope.ts';

type Item = Readonly<Record<string, unknown>>;

/** What the checks below look at. */
interface Placed {
  readonly id: string;
  readonly type: string;
  readonly z?: string;
  readonly g?: string;
  readonly wires?: readonly (readonly string[])[];
  readonly broker?: string;
  readonly links?: readonly string[];
  readonly out?: readonly { readonly wires: readonly { readonly id: string }[] }[];
}

const tab = (id: string, more: Item = {}): Item => ({ id, type: 'tab', label: id, ...more });
const node = (id: string, z: string, more: Item = {}): Item => ({
  id,
  type: 'function',
  z,
  x: 1,
  y: 1,
  wires: [[]],
  ...more,
});
const configuration = (id: string, more: Item = {}): Item => ({ id, type: 'mqtt-broker', ...more });

function merge(now: readonly Item[], then: readonly Item[], scope: Scope): Merged & { items: FlowItem[] } {
  const merged = mergeFlows(divideFlows(now), divideFlows(then), scope);
  assert.ok('texts' in merged, JSON.stringify(merged));
  return { ...merged, items: merged.texts.map((text) => JSON.parse(text) as FlowItem) };
}
const tabOnly = (id: string): Scope => ({ parts: [{ kind: 'tab', id }] });
const ids = (items: readonly FlowItem[]) => items.map(({ id }) => id);
const problem = (now: readonly Item[], then: readonly Item[], scope: Scope) =>
  mergeFlows(divideFlows(now), divideFlows(then), scope);

describe('parts of another document', () => {
  const then = [tab('A'), tab('B'), node('a1', 'A', { func: 'old' }), node('b1', 'B', { func: 'old' })];

  it('replace what runs in place, and leave all else byte by byte', () => {
    const now = [
      tab('A', { label: 'renamed' }),
      tab('B'),
      node('a1', 'A', { func: 'new' }),
      node('a2', 'A'),
      node('b1', 'B', { func: 'new' }),
    ];
    const merged = merge(now, then, tabOnly('A'));
    assert.deepEqual(merged.items, [then[0], now[1], then[2], now[4]]);
    assert.deepEqual([[...merged.taken], merged.needed], [['A', 'a1'], []]);
  });

  it('come back where they were, with what leads to them from what stays', () => {
    const links = [
      tab('A'),
      tab('B'),
      tab('C'),
      node('a1', 'A', { type: 'link out', links: ['b1'] }),
      node('b1', 'B', { type: 'link in', links: ['a1'] }),
      node('c1', 'C'),
    ];
    const now = [tab('A'), tab('C'), node('a1', 'A', { type: 'link out', links: [] }), node('c1', 'C')];
    const merged = merge(now, links, tabOnly('B'));
    assert.deepEqual(merged.items, links);
    assert.deepEqual([...merged.taken], ['B', 'b1']);
  });

  it('go if they were chosen and are not in the other document', () => {
    const now = [...then, tab('C'), node('c1', 'C')];
    assert.deepEqual(merge(now, then, tabOnly('C')).items, then);
  });

  it('are unknown if neither has them', () => {
    assert.deepEqual(problem(then, then, tabOnly('X')), { problem: 'unknown', id: 'X' });
    assert.deepEqual(problem(then, then, { nodes: ['X'] }), { problem: 'unknown', id: 'X' });
    assert.deepEqual(problem(then, then, { nodes: ['A'] }), { problem: 'unknown', id: 'A' });
  });

  it('take a node back that moved to another tab meanwhile, with the wires there', () => {
    const now = [
      tab('A'),
      tab('B'),
      node('b1', 'B', { wires: [['a1', 'b2']] }),
      node('b2', 'B'),
      node('a1', 'B', { func: 'new' }),
    ];
    const { items } = merge(now, then, tabOnly('A'));
    assert.deepEqual(ids(items).toSorted(), ['A', 'B', 'a1', 'b1', 'b2']);
    assert.equal(items.find(({ id }) => id === 'a1')?.z, 'A');
    assert.deepEqual(items.find(({ id }) => id === 'b1')?.wires, [['b2']]);
  });

  it('bring what they need, over any number of steps, and leave what is there', () => {
    const old = [
      tab('A'),
      node('a1', 'A', { broker: 'c1' }),
      node('a2', 'A', { type: 'subflow:s1', env: [{ name: 'X', value: 'c3', type: 'conf-type' }] }),
      configuration('c1', { tls: 'c2' }),
      configuration('c2', { old: true }),
      configuration('c3'),
      configuration('c4'),
      { id: 's1', type: 'subflow', name: 'scale' },
      node('s1n', 's1', { type: 'subflow:s2' }),
      { id: 's2', type: 'subflow', name: 'deeper' },
      node('s2n', 's2', { broker: 'c1' }),
    ];
    const now = [tab('B'), configuration('c2', { new: true })];
    const { items, needed } = merge(now, old, tabOnly('A'));
    assert.deepEqual(ids(items).toSorted(), [
      'A',
      'B',
      'a1',
      'a2',
      'c1',
      'c2',
      'c3',
      's1',
      's1n',
      's2',
      's2n',
    ]);
    assert.deepEqual(
      items.find(({ id }) => id === 'c2'),
      now[1],
    );
    assert.deepEqual(ids(needed).toSorted(), ['c1', 'c3', 's1', 's1n', 's2', 's2n']);
  });

  it('keep configuration nodes that something refers to which stays', () => {
    const now = [
      tab('A'),
      node('a1', 'A', { broker: 'c2' }),
      configuration('c1', { a: 2 }),
      configuration('c2'),
      configuration('c3'),
    ];
    const old = [tab('A'), configuration('c1', { a: 1 })];
    const { items } = merge(now, old, { parts: [{ kind: 'configuration', id: '' }] });
    assert.deepEqual(items, [now[0], now[1], old[1], now[3]]);
  });

  it('of a subflow that others are made of may not go', () => {
    const now = [
      tab('A'),
      { id: 's1', type: 'subflow', name: 'scale' },
      node('a1', 'A', { type: 'subflow:s1' }),
    ];
    assert.deepEqual(problem(now, [tab('A')], { parts: [{ kind: 'subflow', id: 's1' }] }), {
      problem: 'in-use',
      id: 's1',
      label: 'scale',
    });
    const both: Scope = {
      parts: [
        { kind: 'subflow', id: 's1' },
        { kind: 'tab', id: 'A' },
      ],
    };
    assert.deepEqual(merge(now, [tab('A')], both).items, [tab('A')]);
  });
});

describe('single items of another document', () => {
  it('replace what runs in place', () => {
    const now = [tab('A'), node('a1', 'A', { func: 'new', wires: [['a2']] }), node('a2', 'A')];
    const then = [tab('A'), node('a1', 'A', { func: 'old', wires: [['gone', 'a2']], g: 'g1' })];
    const { items } = merge(now, then, { nodes: ['a1'] });
    assert.deepEqual(items, [now[0], node('a1', 'A', { func: 'old', wires: [['a2']] }), now[2]]);
  });

  it('come back onto their tab, into their group, with the wires that led to them', () => {
    const then = [
      tab('A'),
      { id: 'g1', type: 'group', z: 'A', nodes: ['a1', 'a2'] },
      node('a1', 'A', { g: 'g1', wires: [['a2', 'a3']] }),
      node('a2', 'A', { g: 'g1', wires: [['a3', 'gone']] }),
      node('a3', 'A'),
    ];
    const now = [
      tab('A'),
      { id: 'g1', type: 'group', z: 'A', nodes: ['a1'] },
      node('a1', 'A', { g: 'g1', func: 'new', wires: [['a3']] }),
      node('a3', 'A'),
    ];
    const { items } = merge(now, then, { nodes: ['a2'] });
    assert.deepEqual(items, [
      now[0],
      { id: 'g1', type: 'group', z: 'A', nodes: ['a1', 'a2'] },
      node('a1', 'A', { g: 'g1', func: 'new', wires: [['a3', 'a2']] }),
      node('a2', 'A', { g: 'g1', wires: [['a3']] }),
      node('a3', 'A'),
    ]);
  });

  it('bring the tab that they stood on, alone', () => {
    const then = [tab('A'), node('a1', 'A', { wires: [['a2']] }), node('a2', 'A')];
    const { items, needed } = merge([tab('B')], then, { nodes: ['a1'] });
    assert.deepEqual(items, [tab('A'), node('a1', 'A'), tab('B')]);
    assert.deepEqual(ids(needed), ['A']);
  });

  it('that are groups come with what was in them', () => {
    const then = [
      tab('A'),
      { id: 'g1', type: 'group', z: 'A', nodes: ['g2', 'a1'] },
      { id: 'g2', type: 'group', z: 'A', g: 'g1', nodes: ['a2'] },
      node('a1', 'A', { g: 'g1' }),
      node('a2', 'A', { g: 'g2' }),
    ];
    const now = [tab('A'), { id: 'g1', type: 'group', z: 'A', nodes: ['a3'] }, node('a3', 'A', { g: 'g1' })];
    const { items } = merge(now, then, { nodes: ['g1'] });
    assert.deepEqual(ids(items).toSorted(), ['A', 'a1', 'a2', 'a3', 'g1', 'g2']);
    assert.deepEqual(items.find(({ id }) => id === 'g1')?.nodes, ['g2', 'a1', 'a3']);
  });

  it('that are configuration nodes are replaced alone', () => {
    const now = [tab('A'), configuration('c1', { a: 2 }), configuration('c2', { a: 2 })];
    const { items } = merge(now, [configuration('c1', { a: 1 }), configuration('c2')], { nodes: ['c1'] });
    assert.deepEqual(items, [now[0], configuration('c1', { a: 1 }), now[2]]);
  });
});

describe('what stays when something goes', () => {
  const subflow = (id: string, more: Item = {}): Item => ({ id, type: 'subflow', name: id, ...more });

  it('of a subflow loses its own wires to a node that moves away', () => {
    const ports = (...ends: string[]) => ({
      in: [{ x: 1, wires: ends.map((id) => ({ id })) }],
      out: [{ x: 1, wires: ['S', ...ends].map((id) => ({ id, port: 0 })) }],
      status: { x: 1, wires: ends.map((id) => ({ id, port: 0 })) },
    });
    const now = [tab('A'), subflow('S', ports('n', 'm', 'odd')), node('n', 'S'), node('m', 'S')];
    const then = [tab('A'), subflow('S'), node('n', 'A')];
    const { items } = merge(now, then, tabOnly('A'));
    assert.deepEqual(
      items.find(({ id }) => id === 'S'),
      subflow('S', ports('m', 'odd')),
    );
  });

  it('loses links to what is gone, and keeps what led nowhere before', () => {
    const now = [tab('A'), tab('B'), node('a', 'A', { links: ['b', 'odd'] }), node('b', 'B')];
    assert.deepEqual(merge(now, [tab('A')], tabOnly('B')).items, [
      tab('A'),
      node('a', 'A', { links: ['odd'] }),
    ]);
  });

  it('keeps the configuration nodes that it names, even those of a tab that goes', () => {
    const now = [tab('A'), tab('B'), node('b', 'B', { broker: 'c' }), configuration('c', { z: 'A' })];
    assert.deepEqual(merge(now, [tab('A'), tab('B')], tabOnly('A')).items, now);
    assert.deepEqual(merge(now, [tab('B')], tabOnly('A')).items, [now[1], now[2], configuration('c')]);
  });

  it('gets back what went into a chosen tab, and the plan names it', () => {
    const then = [tab('A'), tab('B'), node('b', 'B', { wires: [['n']] }), node('n', 'B')];
    const now = [tab('A'), tab('B'), node('b', 'B'), node('n', 'A')];
    const { items, needed } = merge(now, then, tabOnly('A'));
    assert.deepEqual(ids(items).toSorted(), ['A', 'B', 'b', 'n']);
    assert.deepEqual([items.find(({ id }) => id === 'n')?.z, ids(needed)], ['B', ['n']]);
    assert.deepEqual(items.find(({ id }) => id === 'b')?.wires, [['n']]);
  });
});

describe('rings', () => {
  const subflow = (id: string): Item => ({ id, type: 'subflow', name: id });

  it('of subflows are refused, unless all of them are chosen', () => {
    const then = [subflow('X'), subflow('Y'), node('x1', 'X', { type: 'subflow:Y' })];
    const now = [subflow('X'), subflow('Y'), node('y1', 'Y', { type: 'subflow:X' })];
    const x = { kind: 'subflow' as const, id: 'X' };
    const ring = problem(now, then, { parts: [x] });
    assert.ok('problem' in ring && ring.problem === 'ring');
    assert.deepEqual(new Set(ring.labels), new Set(['X', 'Y']));
    assert.equal(ring.labels.at(0), ring.labels.at(-1));
    const both = merge(now, then, { parts: [x, { kind: 'subflow', id: 'Y' }] });
    assert.deepEqual(ids(both.items).toSorted(), ['X', 'Y', 'x1']);
  });

  it('of a single node that puts a subflow into itself are refused', () => {
    const then = [subflow('X'), tab('A'), node('n', 'A', { type: 'subflow:X' })];
    const now = [subflow('X'), tab('A'), node('m', 'X')];
    const inItself = [subflow('X'), node('n', 'X', { type: 'subflow:X' })];
    assert.deepEqual(problem(now, inItself, { nodes: ['n'] }), { problem: 'ring', labels: ['X', 'X'] });
    assert.ok('texts' in problem(now, then, { nodes: ['n'] }));
  });

  it('of configuration nodes are refused, unless they run like that', () => {
    const then = [configuration('c1', { other: 'c2' }), configuration('c2')];
    const now = [configuration('c1'), configuration('c2', { other: 'c1' })];
    assert.deepEqual(problem(now, then, { nodes: ['c1'] }), { problem: 'ring', labels: ['c1', 'c2', 'c1'] });
    const odd = [configuration('c1', { other: 'c2' }), configuration('c2', { other: 'c1' }), tab('A')];
    assert.deepEqual(merge(odd, [tab('A', { info: 'old' })], tabOnly('A')).items[0], odd[0]);
  });

  it('of groups are opened', () => {
    const group = (id: string, nodes: string[], more: Item = {}) => ({
      id,
      type: 'group',
      z: 'A',
      nodes,
      ...more,
    });
    const then = [tab('A'), group('a', [], { g: 'b' }), group('b', ['a'])];
    const now = [tab('A'), group('a', ['b']), group('b', [], { g: 'a' })];
    const { items } = merge(now, then, { nodes: ['a'] });
    assert.deepEqual(items, [tab('A'), group('a', ['b']), group('b', [], { g: 'a' })]);
  });

  it('do not come about as a group becomes something else', () => {
    const now = [tab('A'), { id: 'a', type: 'group', z: 'A', nodes: ['n'] }, node('n', 'A', { g: 'a' })];
    const then = [tab('A'), node('a', 'A')];
    assert.deepEqual(merge(now, then, { nodes: ['a'] }).items, [tab('A'), node('a', 'A'), node('n', 'A')]);
  });
});

describe('whatever is taken over from whatever document', () => {
  const places = ['A', 'B', 's1', 's2'];
  const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
  const item = fc.record({
    z: fc.constantFrom(...places),
    links: fc.subarray(names),
    wires: fc.array(fc.subarray(names), { maxLength: 2 }),
    func: fc.constantFrom('one', 'two'),
    broker: fc.constantFrom('', 'c1', 'c2'),
    type: fc.constantFrom('function', 'subflow:s1', 'subflow:s2'),
    g: fc.option(fc.constantFrom('g1', 'g2'), { nil: undefined }),
  });
  /** A sound document: ids are unique, and wires and groups do not leave their canvas. */
  const sound = fc
    .record({
      nodes: fc.dictionary(fc.constantFrom(...names), item),
      groups: fc.oneof(
        fc.dictionary(fc.constantFrom('g1', 'g2'), fc.constantFrom(...places)),
        fc.constantFrom(...places).map((z): Record<string, string> => ({ g1: z, g2: z })),
      ),
      configurations: fc.dictionary(fc.constantFrom('c1', 'c2'), fc.constantFrom('', 'A', 's1')),
      outer: fc.constantFrom('s1', 's2'),
      outerGroup: fc.constantFrom('g1', 'g2'),
      outerConfiguration: fc.constantFrom('c1', 'c2'),
    })
    .map(({ nodes, groups, configurations, outer, outerGroup, outerConfiguration }): Item[] => {
      const isMadeOf = (type: string, z: string) =>
        !z.startsWith('s') || (z === outer && type !== `subflow:${outer}`);
      const isNested = groups['g1'] === groups['g2'];
      const inside = (id: string, z: string) => nodes[id]?.z === z;
      const placed = Object.entries(nodes).map(([id, { wires, links, g, broker, ...more }]) =>
        node(id, more.z, {
          ...more,
          type: isMadeOf(more.type, more.z) ? more.type : 'function',
          broker: broker in configurations ? broker : '',
          links: links.filter((end) => end in nodes),
          wires: wires.map((ends) => ends.filter((end) => inside(end, more.z))),
          ...(g !== undefined && groups[g] === more.z ? { g } : {}),
        }),
      );
      return [
        ...places.map((id): Item => {
          if (!id.startsWith('s')) return tab(id);
          const ends = names.filter((name) => inside(name, id)).slice(0, 2);
          return {
            id,
            type: 'subflow',
            name: id,
            out: [{ wires: ends.map((end) => ({ id: end, port: 0 })) }],
          };
        }),
        ...Object.entries(groups).map(([id, z]): Item => {
          const members = placed.filter((each) => each['g'] === id).map((each) => each['id']);
          const other = id === 'g1' ? 'g2' : 'g1';
          if (isNested && id === outerGroup) return { id, type: 'group', z, nodes: [...members, other] };
          return { id, type: 'group', z, ...(isNested ? { g: other } : {}), nodes: members };
        }),
        ...placed,
        ...Object.entries(configurations).map(([id, z]) => {
          const other = id === 'c1' ? 'c2' : 'c1';
          const named = id === outerConfiguration && other in configurations ? { other } : {};
          return configuration(id, { ...(z === '' ? {} : { z }), ...named });
        }),
      ];
    });
  const scope = fc.record({
    parts: fc.subarray([
      { kind: 'tab' as const, id: 'A' },
      { kind: 'tab' as const, id: 'B' },
      { kind: 'subflow' as const, id: 's1' },
      { kind: 'subflow' as const, id: 's2' },
      { kind: 'configuration' as const, id: '' },
    ]),
    nodes: fc.subarray([...names, 'g1', 'c1']),
  });

  /** Ids that come back to themselves by what they are made of, by their groups or by what they name. */
  const ringsOf = (items: readonly Item[]): string[] => {
    const next = new Map<unknown, unknown[]>();
    const lead = (from: unknown, to: unknown) => next.set(from, [...(next.get(from) ?? []), to]);
    for (const { id, type, z, g, other } of items) {
      if (String(type).startsWith('subflow:')) lead(z, String(type).slice('subflow:'.length));
      if (type === 'group' && g !== undefined) lead(id, g);
      if (type === 'mqtt-broker' && items.some((each) => each['id'] === other && each['z'] === z))
        lead(id, other);
    }
    return [...next.keys()].map(String).filter((start) => {
      const seen = new Set<unknown>(next.get(start));
      for (const each of seen) for (const to of next.get(each) ?? []) seen.add(to);
      return seen.has(start);
    });
  };

  it('is sound again, leaves what was not chosen alone, and done again changes nothing', () => {
    fc.assert(
      fc.property(sound, sound, scope, (now, then, chosen) => {
        const [running, other] = [divideFlows(now), divideFlows(then)];
        const merged = mergeFlows(running, other, chosen);
        if ('problem' in merged) {
          assert.notEqual(merged.problem, 'loose-end');
          return;
        }
        const items = merged.texts.map((text) => JSON.parse(text) as Item);
        const present = new Map(items.map((each) => [each['id'], each]));
        assert.equal(present.size, items.length, 'ids are unique');
        for (const each of items) {
          const { id, z, wires, links, out, g, broker, type } = each as unknown as Placed;
          for (const end of links ?? []) assert.ok(present.has(end), `${id} links ${end}`);
          for (const end of (out ?? []).flatMap((port) => port.wires)) {
            assert.equal(present.get(end.id)?.['z'], id, `${id} puts out ${end.id}`);
          }
          if (z !== undefined) assert.ok(present.has(z), `${id} stands on ${z}`);
          for (const end of [wires ?? []].flat(2))
            assert.equal(present.get(end)?.['z'], z, `${id} to ${end}`);
          if (g !== undefined) {
            const group = present.get(g) as { z?: string; nodes?: string[] } | undefined;
            assert.deepEqual([group?.z, group?.nodes?.includes(id)], [z, true], `${id} in ${g}`);
          }
          if (type === 'group') {
            for (const member of each['nodes'] as string[]) assert.equal(present.get(member)?.['g'], id);
          }
          if (broker) assert.ok(present.has(broker), `${id} names ${broker}`);
        }
        assert.deepEqual(ringsOf(items), []);
        const kept = new Set(then.map(({ id }) => id));
        for (const each of now) {
          if (kept.has(each['id'])) assert.ok(present.has(each['id']), `${each['id']} is somewhere`);
          const former = present.get(each['id']);
          if (!former || merged.taken.has(String(each['id']))) continue;
          const { wires: _wires, links: _links, out: _out, nodes: _nodes, g: _g, ...rest } = former;
          const { wires: _w, links: _l, out: _o, nodes: _n, g: _formerG, ...before } = each;
          assert.deepEqual(rest, before);
        }
        const again = mergeFlows(divideFlows(items), other, chosen);
        assert.ok('texts' in again);
        assert.deepEqual(again.texts.toSorted(), merged.texts.toSorted());
      }),
      { ...parameters, numRuns: 1000 },
    );
  });

  it('is the other document, if it has the same parts and all are chosen', () => {
    fc.assert(
      fc.property(sound, sound, (now, then) => {
        const all = [...now, ...then].some(({ type }) => type === 'mqtt-broker')
          ? [{ kind: 'configuration' as const, id: '' }]
          : [];
        const parts = [
          { kind: 'tab' as const, id: 'A' },
          { kind: 'tab' as const, id: 'B' },
          { kind: 'subflow' as const, id: 's1' },
          { kind: 'subflow' as const, id: 's2' },
          ...all,
        ];
        const { texts } = merge(now, then, { parts });
        const expected = flowsText(divideFlows(then));
        assert.deepEqual(texts.toSorted(), then.map((each) => JSON.stringify(each)).toSorted(), expected);
      }),
      parameters,
    );
  });
});
