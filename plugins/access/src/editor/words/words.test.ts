import assert from 'node:assert/strict';
import { actions, type Rule, readyMadeRoles } from '@millwright/access';
import { actionAreas, actionText } from './action-words.ts';
import type { NameOf } from './place-words.ts';
import { causeText, grantorsText, reasonText } from './reason-words.ts';
import { descriptionOf } from './role-words.ts';
import { ruleText } from './rule-words.ts';
import { textsOf } from './texts.fixture.ts';

const nameOf: NameOf = (kind, id) => (kind === 'tab' && id === 'oven' ? 'Oven 3' : undefined);
const english = textsOf('en-US');

describe('the words for rules', () => {
  it('name every action and area, in both languages', () => {
    for (const texts of [english, textsOf('de')]) {
      for (const action of actions) assert.notEqual(actionText(action, texts), action);
      for (const { area } of actionAreas) assert.ok(texts.find(`area.${area}`), area);
    }
    assert.equal(actionText('module.*', english), 'do all of “Modules”');
    assert.equal(actionText('*', english), 'do everything');
    assert.deepEqual(actionAreas.flatMap((area) => area.actions).toSorted(), [...actions].toSorted());
    const context = actionAreas.find(({ area }) => area === 'context');
    assert.deepEqual(context?.actions, ['context.read', 'context.delete']);
  });

  it('tell what ready-made roles are for as the roles themselves do, and in German', () => {
    for (const role of readyMadeRoles) {
      assert.equal(english.find(`readyMade.${role.name}`), role.description);
      assert.notEqual(descriptionOf(role, textsOf('de')), role.description);
      assert.equal(descriptionOf({ ...role, description: 'Mine' }, textsOf('de')), 'Mine');
    }
  });

  it('say what a rule is about and when it holds', () => {
    const rule: Rule = {
      name: 'Night shift',
      effect: 'deny',
      actions: ['flow.edit', 'deploy.*'],
      on: [{ tab: { id: 'oven' } }, { tab: { name: 'Safety *' }, type: 'exec' }, { node: { id: 'gone' } }],
      when: [
        { kind: 'time', days: [7, 1, 2, 3, 5], from: '22:00', to: '06:00', zone: 'Europe/Berlin' },
        { kind: 'network', within: ['10.1.0.0/16'] },
      ],
    };
    assert.equal(
      ruleText(rule, english, nameOf),
      'may not edit flows, do all of “Deploy” · tab “Oven 3”, or tabs named “Safety *” and nodes of type “exec”, or node “gone” · ' +
        'only Mon–Wed, Fri, Sun 22:00–06:00 (Europe/Berlin), from 10.1.0.0/16',
    );
    assert.equal(
      ruleText({ name: 'All', effect: 'allow', actions: ['*'] }, textsOf('de'), nameOf),
      'darf alles tun · überall',
    );
  });

  it('say why something was refused, and who can help', () => {
    const about = { kind: 'tab', id: 'oven', label: 'Oven 3' } as const;
    const rule = { role: 'engineer', rule: 'Own line' };
    assert.equal(
      reasonText({ action: 'flow.edit', about, code: 'denied', rule }, english),
      'edit flows, tab “Oven 3”: the rule “Own line” of the role engineer denies it',
    );
    assert.equal(
      causeText(
        { action: 'flow.edit', about, code: 'condition', rule, missing: [{ kind: 'reason', minLength: 10 }] },
        english,
      ),
      'the rule “Own line” of the role engineer allows it only with a reason of at least 10 characters',
    );
    assert.equal(grantorsText({ roles: [], owners: [] }, english), undefined);
    assert.equal(
      grantorsText({ roles: ['maintainer', 'owner'], owners: ['anna'] }, english),
      'Roles that may: maintainer, owner. Who can grant them: anna.',
    );
  });
});
