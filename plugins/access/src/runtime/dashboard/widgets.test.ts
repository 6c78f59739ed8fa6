import assert from 'node:assert/strict';
import { compilePolicy, type Rule } from '@millwright/access';
import { divideFlows } from '@millwright/flows';
import type { Decisions } from '../guard/decisions.ts';
import { People } from '../identity/people.ts';
import { mayUseWidget } from './widgets.ts';

const flows = divideFlows([
  { id: 't', type: 'tab', label: 'Line 1' },
  { id: 'w', type: 'ui-button', z: 't', name: 'Start', group: 'g', x: 1, y: 1 },
  { id: 'other', type: 'knob', z: 't', group: 'g', x: 1, y: 2 },
  { id: 'loose', type: 'knob', z: 't', ui: 'b', x: 1, y: 2 },
  { id: 'own', type: 'ui-mw-alarms', z: 't', group: 'g', x: 1, y: 3 },
  { id: 'exec', type: 'exec', z: 't', name: 'Stop the line', x: 1, y: 4 },
  { id: 'odd', type: 'exec', z: 't', group: 't', page: 'b', x: 1, y: 4 },
  { id: 's', type: 'subflow', name: 'Pump' },
  { id: 'sw', type: 'ui-switch', z: 's', name: 'Valve', group: '$(GROUP)', x: 1, y: 1 },
  { id: 'sown', type: 'ui-mw-trend', z: 's', group: 'g', x: 1, y: 2 },
  { id: 'sexec', type: 'exec', z: 's', x: 1, y: 3 },
  { id: 'inner', type: 'subflow:s', z: 'outer', x: 1, y: 1 },
  { id: 'outer', type: 'subflow', name: 'Line' },
  { id: 'i', type: 'subflow:s', z: 't', x: 1, y: 5 },
  { id: 'j', type: 'subflow:outer', z: 't', x: 1, y: 6 },
  { id: 'g', type: 'ui-group', name: 'Oven 3', page: 'p' },
  { id: 'p', type: 'ui-page', name: 'Ovens', ui: 'b' },
  { id: 'b', type: 'ui-base', name: 'Plant', path: '/dashboard' },
]);

type Recorded = Parameters<Decisions['record']>[0];

function given(isGuarded: boolean, rules: readonly Rule[]) {
  const people = new People();
  const recorded: Recorded[] = [];
  const decider = compilePolicy({
    format: 1,
    roles: [{ name: 'r', rules: [...rules] }],
    bindings: [
      { subject: { kind: 'user', name: 'ana' }, role: 'r' },
      { subject: { kind: 'everyone' }, role: 'r' },
    ],
  });
  return {
    recorded,
    may: (widget: string): boolean =>
      mayUseWidget('ana', { address: undefined }, widget, {
        rules: { phase: () => 'on', decider: () => decider },
        people,
        world: { document: () => flows, moduleOf: () => undefined },
        now: () => 0,
        record: (decision) => void recorded.push(decision),
        isGuarded: () => isGuarded,
      }),
  };
}

const allow: Rule = { name: 'Operate', effect: 'allow', actions: ['dashboard.use'] };

describe('what somebody does with a widget', () => {
  it('reaches the flow through widgets alone: Dashboard would send from any node that a browser names', () => {
    for (const isGuarded of [false, true]) {
      const { may } = given(isGuarded, [allow]);
      for (const id of ['exec', 'odd', 't', 's', 'i', 'i-sexec', 'gone', '', '-', '__proto__', 'x-exec'])
        assert.equal(may(id), false, id);
      for (const id of ['w', 'other', 'loose', 'own', 'i-sw', 'j-inner-sw']) assert.equal(may(id), true, id);
    }
  });

  it('is denied by rules about a widget also in each instance of a subflow', () => {
    for (const on of [{ type: 'ui-switch' }, { node: { name: 'Valve' } }, { subflow: { id: 's' } }]) {
      const { may, recorded } = given(false, [
        { name: 'Not this', effect: 'deny', actions: ['dashboard.use'], on: [on] },
      ]);
      for (const id of ['i-sw', 'j-inner-sw']) assert.equal(may(id), false, `${id} ${JSON.stringify(on)}`);
      assert.equal(may('w'), true);
      assert.equal(recorded[0]?.about.id, 'sw');
    }
  });

  it('is for widgets of Millwright to ask, in subflows too', () => {
    const { may } = given(true, []);
    assert.equal(may('own'), true);
    assert.equal(may('i-sown'), true);
    assert.equal(may('w'), false);
  });

  it('takes no time for an id that nobody would write', () => {
    const { may } = given(true, [allow]);
    const began = performance.now();
    assert.equal(may('-'.repeat(1_000_000)), false);
    assert.ok(performance.now() - began < 1_000);
  });
});
