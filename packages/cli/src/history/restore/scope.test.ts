import assert from 'node:assert/strict';
import { planned } from './plan.fixture.ts';
import { partOf, partsByNameNow } from './scope.ts';

const part = (kind: 'tab' | 'subflow' | 'configuration' | 'global', id: string, label: string) => ({
  kind,
  id,
  label,
  nodes: 1,
});

const parts = [
  part('tab', 'a', 'Oven 3'),
  part('tab', 'b', 'Press'),
  part('subflow', 'c', 'Press'),
  part('tab', 'd', 'tab:a'),
  part('configuration', '', ''),
];

describe('a part of a version', () => {
  for (const [text, kind, id] of [
    ['Oven 3', 'tab', 'a'],
    ['oven 3', 'tab', 'a'],
    ['tab:a', 'tab', 'a'],
    ['subflow:c', 'subflow', 'c'],
    ['configuration', 'configuration', ''],
    ['configuration:', 'configuration', ''],
    ['tab:that-runs-now', 'tab', 'that-runs-now'],
  ] as const) {
    it(`is meant by ${text}`, () => assert.deepEqual(partOf(text, 12, parts), { kind, id }));
  }

  it('is asked for again where several have the name, or none', () => {
    assert.throws(() => partOf('Press', 12, parts), {
      code: 'cli.part-not-unique',
      message: /tab:b, subflow:c/,
    });
    assert.throws(() => partOf('Ovne 3', 12, parts), {
      code: 'cli.no-such-part',
      message: /Did you mean "Oven 3"\?/,
    });
    assert.throws(
      () => partOf('\u001b[2J', 12, parts),
      (error: Error) => !error.message.includes('\u001b'),
    );
  });

  it('may be meant by the name that it has now', () => {
    const of = (id: string, label: string, state: 'added' | 'changed' | 'removed', formerLabel?: string) => ({
      kind: 'tab' as const,
      id,
      label,
      formerLabel,
      state,
      properties: [],
      nodes: [],
    });
    const { change } = planned();
    const differing = [
      of('a', 'Oven 3', 'changed', 'Furnace'),
      of('b', 'Press', 'added'),
      of('e', 'New', 'removed'),
    ];
    assert.deepEqual(partsByNameNow(planned({ change: { ...change, parts: differing } })), [
      { kind: 'tab', id: 'a', label: 'Furnace' },
      { kind: 'tab', id: 'e', label: 'New' },
    ]);
  });
});
