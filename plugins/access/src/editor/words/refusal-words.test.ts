import assert from 'node:assert/strict';
import type { RefusalReason } from '../../common/decisions.ts';
import { refusalSentence } from './refusal-words.ts';
import { textsOf } from './texts.fixture.ts';

const english = textsOf('en-US');
const oven = { kind: 'tab', id: 'a', label: 'Oven 3' } as const;
const edit = (about: RefusalReason['about'], more: Partial<RefusalReason> = {}): RefusalReason => ({
  action: 'flow.edit',
  about: { place: oven, ...about },
  code: 'no-rule',
  ...more,
});
const node = (id: string) => ({ kind: 'node', id, label: id, type: 'function' }) as const;
const told = (reasons: readonly unknown[], more = 0) => ({
  code: 'access.denied',
  message: 'No',
  details: { who: 'ana', reasons, more, roles: ['owner'], owners: ['olga'] },
});
const end = 'Nothing was changed. Roles that may: owner. Who can grant them: olga.';

describe('a refusal in words', () => {
  it('names the tab, the rule and who can help', () => {
    const rule = { role: 'line', rule: 'Night shift' };
    assert.equal(
      refusalSentence(told([edit(oven, { code: 'denied', rule })]), english),
      `You can’t deploy tab “Oven 3”: the rule “Night shift” of the role line denies it. ${end}`,
    );
    assert.equal(
      refusalSentence(told([edit(node('n')), edit(node('m'))]), english),
      `You can’t deploy tab “Oven 3”: no rule allows it. ${end}`,
    );
    assert.equal(
      refusalSentence(told([edit(node('n'))]), textsOf('de')),
      'Das können Sie nicht übernehmen (deploy): Node „n“ (function) auf Tab „Oven 3“ – keine Regel erlaubt es. ' +
        'Es wurde nichts geändert. Rollen, die es dürfen: owner. Erteilen kann sie: olga.',
    );
  });

  it('says how a change of something else gets there', () => {
    const because = (how: 'used' | 'linked' | 'everywhere') => edit({ ...node('cfg'), because: how });
    assert.equal(
      refusalSentence(told([because('used'), because('linked'), because('everywhere')], 2), english),
      'You can’t deploy node “cfg” (function), which is used on tab “Oven 3”: no rule allows it; ' +
        'a connection with node “cfg” (function) on tab “Oven 3”: no rule allows it; ' +
        `what may concern every tab: no rule allows it; and 2 more. ${end}`,
    );
  });

  it('says what else may not be done, and leaves other codes alone', () => {
    const deploy = { action: 'deploy.full', about: { kind: 'instance' }, code: 'no-rule' };
    const inject = { action: 'inject', about: { ...node('n'), place: oven }, code: 'no-rule' };
    assert.equal(
      refusalSentence(told([deploy, inject]), english),
      'You can’t deploy everything anew: no rule allows it; ' +
        `press inject buttons (node “n” (function) on tab “Oven 3”): no rule allows it. ${end}`,
    );
    assert.equal(refusalSentence({ ...told([deploy]), code: 'access.last-owner' }, english), undefined);
    assert.equal(refusalSentence({ ...told([]), details: {} }, english), undefined);
  });

  it('keeps names as text', () => {
    const sentence = refusalSentence(told([edit({ ...oven, label: '<img src=x>' })]), english);
    assert.match(sentence ?? '', /<img src=x>/);
  });
});
