import assert from 'node:assert/strict';
import { actions } from '@millwright/access';
import type { Me } from '../../common/state.ts';
import { textsOf } from '../words/texts.fixture.ts';
import { limitsOf } from './limits-of.ts';

const texts = textsOf('en-US');
const all = Object.fromEntries(actions.map((action) => [action, true])) as Me['actions'];
const anna: Me = {
  kind: 'user',
  name: 'anna',
  local: true,
  roles: ['line', 'viewer'],
  phase: 'on',
  actions: all,
  locked: {},
  newTab: { allowed: true, reasons: [] },
};
const without = (...lacking: (keyof Me['actions'])[]): Me['actions'] => ({
  ...all,
  ...Object.fromEntries(lacking.map((action) => [action, false])),
});
const about = { kind: 'tab', id: 'oven', label: 'Oven 3' } as const;
const rule = { role: 'line', rule: 'Night shift' };

describe('what the editor does not offer', () => {
  it('is nothing while nobody owns the instance, and for those who may do all', () => {
    for (const me of [{ ...anna, phase: 'off', actions: without('deploy.full') } as const, anna]) {
      const limits = limitsOf(me, texts);
      assert.deepEqual(
        [limits.locked.size, limits.deploy.size, limits.newTab, limits.note],
        [0, 0, undefined, undefined],
      );
      assert.equal(limits.button('inject'), undefined);
    }
  });

  it('is locked with each cause once', () => {
    const reason = { action: 'flow.edit', about, code: 'denied', rule } as const;
    const noRule = { action: 'flow.edit', about, code: 'no-rule' } as const;
    const { locked } = limitsOf(
      { ...anna, locked: { oven: { allowed: false, reasons: [reason, { ...reason }, noRule] } } },
      texts,
    );
    assert.deepEqual(
      [...locked],
      [
        [
          'oven',
          'You can’t edit this: the rule “Night shift” of the role line denies it; no rule allows it.',
        ],
      ],
    );
  });

  it('names the kind of deploy, or that there is none at all', () => {
    const some = limitsOf({ ...anna, actions: without('deploy.full', 'flow.run') }, texts).deploy;
    assert.deepEqual([...some.keys()], ['full', 'state']);
    assert.match(some.get('full') ?? '', /^You can’t deploy everything anew: .*line, viewer/);
    const none = limitsOf(
      { ...anna, actions: without('deploy.full', 'deploy.flows', 'deploy.nodes') },
      texts,
    ).deploy;
    assert.match(none.get('flows') ?? '', /^You can’t deploy: no rule of your roles \(line, viewer\)/);
  });

  it('are buttons by what a press does, and everything for those without a role', () => {
    const { button } = limitsOf({ ...anna, actions: without('debug.toggle', 'node-route.call') }, texts);
    assert.equal(button('inject'), undefined);
    assert.match(button('debug') ?? '', /You can’t press this/);
    assert.match(button('some other node') ?? '', /You can’t press this/);
    const stranger = limitsOf({ ...anna, roles: [], actions: without('inject') }, texts);
    assert.equal(stranger.button('inject'), 'You can’t do this: you have no role.');
  });

  it('asks for a reason as long as the rules want it', () => {
    assert.deepEqual(limitsOf({ ...anna, reason: 10 }, texts).note, { minLength: 10 });
  });
});
