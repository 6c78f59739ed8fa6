import assert from 'node:assert/strict';
import type { Comparison, PartDifference } from '../answers.ts';
import { diffText } from './diff-text.ts';
import { differs, shownOf } from './shown.ts';

function comparison(fields: Partial<Comparison> = {}): Comparison {
  return {
    parts: [],
    reordered: false,
    modules: [],
    settings: [],
    credentials: [],
    unknown: [],
    names: { log: { type: 'debug', label: 'Log' }, next: { type: 'change', label: '' } },
    ...fields,
  };
}

function tab(fields: Partial<PartDifference> = {}): PartDifference {
  return { kind: 'tab', id: 't', label: 'Oven 3', state: 'changed', properties: [], nodes: [], ...fields };
}

function node(
  properties: PartDifference['properties'],
  state: 'added' | 'changed' | 'removed' | 'moved' = 'changed',
) {
  return { id: 'n', type: 'function', label: 'check', state, properties };
}

function printed(given: Comparison, { moved = false, colour = false } = {}): string {
  const sides = { before: 'version 1', after: 'what runs now' };
  return diffText(shownOf(given, moved), given.names, sides, colour);
}

const place = { name: 'x', kind: 'place', before: 1, after: 2 };

describe('a difference', () => {
  it('shows code by lines, and where they are', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
    const before = lines.join('\n');
    const after = before.replace('line 6', '\tline six').replace('line 12', 'line 12\r');
    const nodes = [node([{ name: 'func', kind: 'code', before, after }])];
    assert.equal(
      printed(comparison({ parts: [tab({ nodes })] })),
      [
        '--- version 1',
        '+++ what runs now',
        '  tab "Oven 3": 1 changed',
        '    function "check" (n): changed',
        '      func',
        '        @@ -3,10 +3,10 @@',
        '        line 3',
        '        line 4',
        '        line 5',
        '-       line 6',
        '+       \tline six',
        '        line 7',
        '        line 8',
        '        line 9',
        '        line 10',
        '        line 11',
        '-       line 12',
        '+       line 12^M',
        '',
      ].join('\n'),
    );
  });

  it('shows values, wires and environment, with the names of ids', () => {
    const nodes = [
      node([
        { name: 'broker', kind: 'value', before: 'old', after: 'next' },
        { name: 'rules', kind: 'value', before: [{ t: 'set', to: 1 }], after: [{ t: 'set', to: 2 }] },
        { name: 'wires', kind: 'wires', before: [['log'], []], after: [['log'], ['next', 'gone']] },
        { name: 'name', kind: 'value', after: '' },
      ]),
    ];
    const properties = [
      {
        name: 'env',
        kind: 'environment',
        before: [{ name: 'SPEED', value: '1', type: 'num' }],
        after: [{ name: 'SPEED', value: '2', type: 'num' }],
      },
    ];
    const text = printed(comparison({ parts: [tab({ formerLabel: 'Oven', properties, nodes })] }));
    for (const expected of [
      '  tab "Oven 3", "Oven" before: renamed, 1 changed\n    env\n-     SPEED = 1 (num)\n+     SPEED = 2 (num)\n',
      '      broker\n-       "old"\n+       "next" (change)\n',
      '-           "to": 1\n+           "to": 2\n',
      '        output 1 → log (debug "Log")\n+       output 2 → next (change)\n+       output 2 → gone\n',
      '      name\n+       ""\n',
    ]) {
      assert.ok(text.includes(expected), `${expected}\nis not in\n${text}`);
    }
  });

  it('shows what came and went, modules, settings, and that credentials differ', () => {
    const text = printed(
      comparison({
        parts: [
          tab({ state: 'removed' }),
          tab({ id: 'u', label: '', state: 'added', nodes: [node([], 'added')] }),
        ],
        modules: [
          { name: 'x', before: '1.0.0', after: '1.1.0' },
          { name: 'y', after: '2.0.0' },
        ],
        settings: [{ name: 'httpNodeRoot', before: '/', after: '/api' }],
        credentials: [
          {
            id: 'n',
            type: 'mqtt-broker',
            label: 'Hall',
            part: '',
            place: { kind: 'configuration', id: '' },
            state: 'removed',
          },
        ],
      }),
    );
    for (const expected of [
      '  tab "Oven 3": removed\n',
      '  tab Unnamed tab: added, 1 added\n+   function "check" (n): added\n',
      '  Modules\n- x 1.0.0\n+ x 1.1.0\n+ y 2.0.0\n',
      '  Settings\n- httpNodeRoot: "/"\n+ httpNodeRoot: "/api"\n',
      '  Credentials (values are never shown)\n- mqtt-broker "Hall" (n): removed\n',
    ]) {
      assert.ok(text.includes(expected), `${expected}\nis not in\n${text}`);
    }
  });

  it('leaves out what was only moved or put in another order, unless asked', () => {
    const given = comparison({
      parts: [tab({ nodes: [node([place], 'moved'), node([place])] })],
      reordered: true,
    });
    const hidden = shownOf(given, false);
    assert.deepEqual([differs(hidden), hidden.hidden], [false, 2]);
    assert.equal(differs(shownOf(given, true)), true);
    assert.match(printed(given, { moved: true }), /x\n- {7}1\n\+ {7}2\n/);

    const mixed = comparison({
      parts: [
        tab({ nodes: [node([place], 'moved'), node([place, { name: 'a', kind: 'value', after: 1 }])] }),
      ],
    });
    assert.equal(shownOf(mixed, false).hidden, 1);
    assert.doesNotMatch(printed(mixed), /^ +x$/m);
  });

  it('has colours only if wanted, and cannot steer the terminal', () => {
    const given = comparison({
      parts: [
        tab({ label: 'a\u001b[2J', nodes: [node([{ name: '\u202e', kind: 'value', after: '\u009b' }])] }),
      ],
    });
    for (const each of ['\u001b', '\u202e', '\u009b']) assert.equal(printed(given).includes(each), false);
    assert.ok(printed(given, { colour: true }).includes('\u001b[32m+       "<U+009B>"\u001b[0m\n'));
  });
});
