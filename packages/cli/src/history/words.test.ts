import assert from 'node:assert/strict';
import type { Version } from './answers.ts';
import { madeUp } from './version.fixture.ts';
import { actorName, operationName, phrasesOf, summaryOf } from './words.ts';

const part = (label: string, counts: object = {}): Version['change']['parts'][number] => ({
  kind: 'tab',
  label,
  state: 'changed' as const,
  properties: false,
  added: 0,
  changed: 0,
  removed: 0,
  moved: 0,
  ...counts,
});

describe('a version in words', () => {
  it('says part by part what changed, then what else', () => {
    const version = madeUp({
      change: { parts: [part('Oven 3', { changed: 2, added: 1 }), part('', { moved: 1 })], reordered: false },
      credentialsChanged: true,
      modulesChanged: true,
      modules: [
        { name: 'x', before: '1.2.0', after: '1.3.0' },
        { name: 'y', after: '2.0.0' },
        { name: 'z', before: '3.0.0' },
      ],
    });
    assert.deepEqual(phrasesOf(version), [
      'Oven 3: 2 changed, 1 added',
      'Unnamed tab: 1 moved',
      'credentials changed',
      'module x 1.2.0 → 1.3.0',
      'module y 2.0.0 installed',
      'module z 3.0.0 removed',
    ]);
    assert.equal(
      summaryOf(version),
      'Oven 3: 2 changed, 1 added; Unnamed tab: 1 moved; credentials changed; module x 1.2.0 → 1.3.0; module y 2.0.0 installed; +1 more thing',
    );
  });

  it('counts the nodes of a new part once, names whose credentials changed, and a module that went once', () => {
    const parts = [{ ...part('Oven 3', { added: 4 }), state: 'added' as const }];
    assert.equal(summaryOf(madeUp({ change: { parts, reordered: false } })), 'Oven 3: added, 4 nodes');
    const credentials = ['Ask MES', 'b', 'c', '', 'e'].map((label) => ({
      type: 'mes',
      label,
      state: 'changed' as const,
    }));
    assert.deepEqual(
      [summaryOf, phrasesOf].map((say) => say(madeUp({ credentialsChanged: true, credentials }))),
      ['credentials of Ask MES, b, c, +2 more changed', ['credentials of Ask MES, b, c, mes, e changed']],
    );
    const modules = [{ name: 'x', before: '1.0.0' }];
    const removed = { operation: 'nodes.remove', modulesChanged: true, modules };
    assert.equal(summaryOf(madeUp(removed)), 'module x 1.0.0 removed');
  });

  it('names the first parts, and counts the others', () => {
    const parts = ['a', 'b', 'c', 'd'].map((label) => part(label, { changed: 1 }));
    const version = madeUp({ change: { parts, more: 7, reordered: false } });
    assert.equal(summaryOf(version), 'a: 1 changed; b: 1 changed; c: 1 changed; +2 more parts');
  });

  it('says where it comes from', () => {
    for (const [fields, expected] of [
      [{ asFound: true, credentialsChanged: true }, 'As found when history was installed'],
      [{ damaged: true }, 'Damaged: not as it was kept'],
      [{ restoredFrom: 3 }, 'Version 3 restored'],
      [{ restoredFrom: 3, operation: 'history.restore.parts' }, 'Parts of version 3 restored'],
      [{ safetyFor: 3 }, 'Kept before version 3 was restored'],
      [{ operation: 'found' }, 'Changed without a deploy'],
      [{ operation: 'projects.branch.set' }, 'Branch switched'],
      [{ change: { parts: [], reordered: true } }, 'only the order changed'],
      [{}, 'nothing changed in the flows'],
    ] as [Partial<Version>, string][]) {
      assert.equal(summaryOf(madeUp(fields)), expected);
    }
  });

  it('says who made it, and how, also where this command does not know', () => {
    assert.equal(actorName(madeUp({ actor: { kind: 'token', name: 'ci' } })), 'token ci');
    assert.equal(actorName(madeUp({ actor: { kind: 'user' } })), 'unnamed');
    assert.equal(actorName(madeUp({ actor: { kind: 'robot', name: 'r2' } })), 'robot r2');
    assert.equal(operationName(madeUp({ deployType: 'nodes' })), 'Deploy (modified nodes)');
    assert.equal(operationName(madeUp({ operation: 'new.thing', deployType: 'odd' })), 'new.thing (odd)');
  });
});
