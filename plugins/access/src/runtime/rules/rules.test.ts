import assert from 'node:assert/strict';
import { defaultPolicy, type Policy, type Rule } from '@millwright/access';
import { accessErrors } from '../../common/errors.ts';
import type { Change, StoredRevision } from '../store/messages.ts';
import { hasOwner } from './last-owner.ts';
import { Rules } from './rules.ts';

const bound = (...names: string[]): Policy => ({
  ...defaultPolicy,
  bindings: names.map((name) => ({ subject: { kind: 'user', name }, role: 'owner' })),
});
const withOwnerRules = (rules: Rule[], name = 'anna'): Policy => ({
  format: 1,
  roles: [{ name: 'owner', rules }],
  bindings: [{ subject: { kind: 'user', name }, role: 'owner' }],
});
const always = (): boolean => true;

describe('the last owner', () => {
  it('is somebody bound who can log in and may change the rules whatever the conditions', () => {
    const allow: Rule = { name: 'a', effect: 'allow', actions: ['access.*'] };
    assert.equal(hasOwner(bound('anna'), always), true);
    assert.equal(
      hasOwner(bound('anna'), () => false),
      false,
    );
    assert.equal(
      hasOwner(bound('anna', 'bert'), (name) => name === 'bert'),
      true,
    );
    assert.equal(hasOwner(withOwnerRules([allow]), always), true);
    assert.equal(
      hasOwner(withOwnerRules([{ ...allow, when: [{ kind: 'network', within: ['10.0.0.0/8'] }] }]), always),
      false,
      'from some network only',
    );
    assert.equal(
      hasOwner(withOwnerRules([{ ...allow, on: [{ tab: { name: '*' } }] }]), always),
      false,
      'on tabs only',
    );
    const denied: Rule = {
      name: 'd',
      effect: 'deny',
      actions: ['access.write'],
      when: [{ kind: 'time', from: '06:00', to: '07:00', zone: 'UTC' }],
    };
    assert.equal(hasOwner(withOwnerRules([allow, denied]), always), false, 'not in the morning');
  });

  it('is not somebody who is anybody', () => {
    const everyone: Policy = {
      ...defaultPolicy,
      bindings: [{ subject: { kind: 'everyone' }, role: 'owner' }],
    };
    assert.equal(hasOwner(everyone, always), false);
  });
});

describe('the rules that hold', () => {
  let now: number;
  let rules: Rules;
  let kept: StoredRevision[];
  let pending: Change['pending'];
  let told: number;
  const write = ({ change, enter }: { change: Change; enter: () => void }): void => {
    kept.push(...(change.revisions ?? []));
    if (change.pending !== undefined) pending = change.pending;
    enter();
  };
  const make = (): Rules => {
    const made = new Rules({ now: () => now, canLogIn: always, look: async () => {} });
    made.onChange(() => {
      told += 1;
    });
    return made;
  };
  const loadedAgain = (): Rules => {
    const again = make();
    const revisions = kept.map(({ policy: _, ...revision }) => revision);
    const back = kept.find(({ revision }) => revision === pending?.revertsTo)?.policy;
    const policy = kept.at(-1)?.policy;
    again.load(
      {
        revisions,
        policy,
        pending: pending ?? undefined,
        people: [],
        tokens: [],
        decisions: [],
        sessions: [],
        setAside: undefined,
        notices: [],
      },
      back,
    );
    return again;
  };
  beforeEach(() => {
    now = 1_000_000;
    kept = [];
    pending = undefined;
    told = 0;
    rules = make();
  });

  it('are off until there is an owner', () => {
    assert.equal(rules.phase(), 'off');
    write(rules.begin(bound('anna'), 'anna'));
    assert.equal(rules.phase(), 'on');
    assert.equal(told, 1);
    assert.deepEqual(
      rules.revisions().map(({ revision, by }) => [revision, by]),
      [
        [2, 'anna'],
        [1, undefined],
      ],
    );
  });

  it('are none while they cannot be read', () => {
    rules.close();
    assert.equal(rules.phase(), 'on');
    assert.equal(rules.ready, false);
    const request = { action: 'flow.read', resource: {}, circumstances: { time: 0 } };
    assert.equal(
      rules.decider().decide({ ...request, subject: { kind: 'user', name: 'anna' } }).allowed,
      false,
    );
    assert.equal(rules.decider().decide({ ...request, subject: { kind: 'system' } }).allowed, true);
  });

  it('change by revision, and refuse one that is not the newest', () => {
    write(rules.begin(bound('anna'), 'anna'));
    write(rules.replace(bound('anna', 'bert'), { by: 'anna', note: 'Bert joins' }));
    assert.equal(rules.revision, 3);
    assert.deepEqual(rules.revisions()[0], { revision: 3, time: now, by: 'anna', note: 'Bert joins' });
    assert.throws(() => rules.checkRevision(2), accessErrors.policyStale.is);
    assert.throws(() => rules.replace(bound(), { by: 'anna' }), accessErrors.lastOwner.is);
    assert.deepEqual(rules.policy, bound('anna', 'bert'));
  });

  it('hold for nobody before they are written', () => {
    write(rules.begin(bound('anna'), 'anna'));
    rules.replace(bound('bert'), { by: 'anna' });
    assert.deepEqual(rules.policy, bound('anna'));
  });

  it('that are not confirmed go back, also after a restart', () => {
    write(rules.begin(bound('anna'), 'anna'));
    write(rules.replace(bound('bert'), { by: 'anna' }, 300));
    const after = loadedAgain();
    for (const each of [rules, after]) {
      assert.deepEqual(each.current().pending, { revertsAt: now + 300_000, revertsTo: 2 });
      assert.throws(() => each.checkNothingPending(), accessErrors.pending.is);
    }
    const back = after.revert();
    assert.ok(back);
    write(back);
    assert.deepEqual(after.policy, bound('anna'));
    assert.deepEqual(after.revisions()[0], { revision: 4, time: now, revertedTo: 2 });
    assert.equal(after.pending, undefined);
    assert.equal(loadedAgain().pending, undefined);
  });

  it('go back to what was confirmed last, not to a change in between', () => {
    write(rules.begin(bound('anna'), 'anna'));
    write(rules.replace(bound('anna', 'bert'), { by: 'anna' }, 300));
    write(rules.replace(bound('anna', 'carl'), { by: 'anna' }, 60));
    assert.deepEqual(rules.pending, { revertsAt: now + 60_000, revertsTo: 2 });
    write(rules.confirm(4));
    assert.equal(rules.pending, undefined);
    assert.equal(pending, null);
    assert.deepEqual(rules.policy, bound('anna', 'carl'));
  });

  it('never go back to rules without an owner', () => {
    write(rules.begin(bound('anna'), 'anna'));
    write(rules.replace(bound('bert'), { by: 'anna' }, 300));
    assert.throws(
      () => rules.checkOwner(undefined, (name) => name !== 'anna'),
      accessErrors.lastOwner.is,
      'Anna is who may change them after the change has reverted',
    );
  });
});
