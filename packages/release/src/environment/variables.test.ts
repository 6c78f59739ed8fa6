// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
import assert from 'node:assert/strict';
import type { FlowItem } from '@millwright/flows';
import { plain } from './values.fixture.ts';
import { missingValues, variablesOf } from './variables.ts';

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
    const groups = Array.from({ length: 20_000 }, (_, level) => ({
      id: `g${level}`,
      type: 'group',
      g: `g${level + 1}`,
    }));
    const inmost = { id: 'n', type: 'x', g: 'g0', host: '${A}' };
    assert.deepEqual(namesOf(inmost, ...groups), ['A']);
    const outmost = { id: 'g20000', type: 'group', env: [{ name: 'A', value: '1', type: 'str' }] };
    assert.deepEqual(namesOf(inmost, ...groups, outmost), []);
  });
});
