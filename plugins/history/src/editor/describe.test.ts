import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { actorName, textsFrom } from '@millwright/editor';
import { changeTextKeys } from '@millwright/flows';
import type { PartSummary, VersionSummary } from '../common/version.ts';
import { circumstances, operationName, summaryLine } from './describe.ts';
import type { HistoryTexts } from './texts.ts';

type Catalogue = { readonly [name: string]: string | Catalogue };

const catalogue = (language: string): Catalogue =>
  JSON.parse(readFileSync(new URL(`../locales/${language}.json`, import.meta.url), 'utf8'));

function flatten(part: Catalogue, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${name}`, value] as const]
        : [...flatten(value, `${prefix}${name}.`)],
    ),
  );
}

const english = flatten(catalogue('en-US'));
const german = flatten(catalogue('de'));
const texts: HistoryTexts = textsFrom((key) => english.get(key), 'en-US');

const version = (more: Partial<VersionSummary>): VersionSummary => ({
  number: 7,
  time: 0,
  actor: { kind: 'user', name: 'engineer' },
  operation: 'flows.deploy',
  change: { parts: [], reordered: false },
  credentialsChanged: false,
  modulesChanged: false,
  digest: '',
  pinned: false,
  modules: [],
  state: 'old',
  asFound: false,
  ...more,
});
const part = (more: Partial<PartSummary>): PartSummary => ({
  kind: 'tab',
  id: 't1',
  label: 'Oven 3',
  state: 'changed',
  properties: false,
  added: 0,
  changed: 0,
  removed: 0,
  moved: 0,
  ...more,
});
const change = (...parts: PartSummary[]) => ({ change: { parts, reordered: false } });

describe('a version in words', () => {
  it('names parts and counts', () => {
    assert.equal(
      summaryLine(version(change(part({ changed: 2, added: 1 }))), texts),
      'Oven 3: 2 changed, 1 added',
    );
  });

  it('counts the nodes of a new part once', () => {
    const scale = part({ kind: 'subflow', label: 'Scale', state: 'added', added: 4 });
    assert.equal(summaryLine(version(change(scale)), texts), 'Scale: added, 4 nodes');
  });

  it('says what else it is', () => {
    assert.equal(summaryLine(version({ asFound: true }), texts), 'As found when history was installed');
    assert.equal(summaryLine(version({ damaged: true }), texts), 'Damaged: not as it was kept');
    assert.equal(
      summaryLine(version({ restoredFrom: 3, ...change(part({ removed: 1 })) }), texts),
      'Version 3 restored; Oven 3: 1 removed',
    );
    const partly = { restoredFrom: 3, operation: 'history.restore.parts' };
    assert.equal(
      summaryLine(version({ ...partly, ...change(part({ removed: 1 })) }), texts),
      'Parts of version 3 restored; Oven 3: 1 removed',
    );
    assert.equal(operationName(version(partly), texts), 'Restore of parts');
    assert.equal(summaryLine(version({ credentialsChanged: true }), texts), 'credentials changed');
    assert.equal(summaryLine(version({}), texts), 'nothing changed in the flows');
    assert.equal(
      summaryLine(version({ change: { parts: [], reordered: true } }), texts),
      'only the order changed',
    );
  });

  it('says the name first, then the note in quotes, then what changed', () => {
    const named = version({
      name: 'Before audit',
      note: 'new recipe\nfor line 2',
      ...change(part({ changed: 1 })),
    });
    assert.equal(summaryLine(named, texts), 'Before audit · “new recipe for line 2” · Oven 3: 1 changed');
    assert.equal(summaryLine(version({ name: 'Before audit' }), texts), 'Before audit');
    assert.ok(summaryLine(version({ note: 'x'.repeat(2000) }), texts).length < 220);
  });

  it('says which modules came, went, or became others', () => {
    const x = 'node-red-contrib-x';
    const modules = [
      { name: x, before: '1.2.0', after: '1.3.0' },
      { name: 'a', after: '1.0.0' },
      { name: 'b', before: '2.0.0' },
      { name: 'c', after: '3.0.0' },
    ];
    assert.equal(
      summaryLine(version({ modulesChanged: true, modules }), texts),
      `module ${x} 1.2.0 → 1.3.0; module a 1.0.0 installed; module b 2.0.0 removed; +1 more module`,
    );
    assert.equal(circumstances(version({ modulesChanged: true, modules }), texts).length, 4);
    assert.equal(summaryLine(version({ modulesChanged: true }), texts), 'modules changed');
  });

  it('says whose credentials became what, the first of them', () => {
    const of = (label: string, state: 'set' | 'changed') => ({
      id: label,
      type: 'mes',
      label,
      part: '',
      state,
    });
    const credentials = [of('Ask MES', 'changed'), of('', 'set')];
    assert.equal(
      summaryLine(version({ credentialsChanged: true, credentials }), texts),
      'credentials of Ask MES changed; credentials of mes set',
    );
    const many = ['a', 'b', 'c', 'd', 'e'].map((label) => of(label, 'set'));
    const last = version({ credentialsChanged: true, credentials: many });
    assert.equal(summaryLine(last, texts), 'credentials of a, b, c, +2 more set');
    assert.deepEqual(circumstances(last, texts), ['credentials of a, b, c, d, e set']);
  });

  it('does not say twice that a module came or went', () => {
    const modules = [{ name: 'x', before: '1.0.0' }];
    const removed = { operation: 'nodes.remove', modulesChanged: true, modules };
    assert.equal(summaryLine(version(removed), texts), 'module x 1.0.0 removed');
    assert.equal(summaryLine(version({ operation: 'nodes.remove' }), texts), 'Module removed');
  });

  it('stays short when much changed', () => {
    const parts = ['A', 'B', 'C', 'D', 'E'].map((label) => part({ label, changed: 1 }));
    assert.match(summaryLine(version(change(...parts)), texts), /C: 1 changed; \+2 more$/);
  });

  it('does not group the digits of version numbers', () => {
    assert.equal(summaryLine(version({ restoredFrom: 12_345 }), texts), 'Version 12345 restored');
  });

  it('leaves hostile names as they are', () => {
    const label = '<img src=x onerror=alert(1)> $t(name) __number__';
    assert.equal(summaryLine(version(change(part({ label, moved: 1 }))), texts), `${label}: 1 moved`);
  });

  it('names actor and operation', () => {
    assert.equal(actorName(version({}).actor, texts), 'engineer');
    assert.equal(actorName(version({ actor: { kind: 'anyone' } }).actor, texts), 'anyone');
    assert.equal(operationName(version({ deployType: 'flows' }), texts), 'Deploy (modified flows)');
    assert.equal(operationName(version({ operation: 'projects.pull' }), texts), 'Pulled from the remote');
    assert.equal(operationName(version({ operation: 'fleet.release' }), texts), 'fleet.release');
  });
});

describe('the catalogues', () => {
  it('have the same keys with the same places in both languages', () => {
    const places = (text = ''): string[] => [...new Set(text.match(/__\w+?__/g))].sort();
    assert.deepEqual([...german.keys()], [...english.keys()]);
    for (const [key, text] of english) assert.deepEqual(places(german.get(key)), places(text), key);
  });

  it('have every word that describes a change', () => {
    assert.deepEqual(
      changeTextKeys.filter((key) => !english.has(key)),
      [],
    );
  });
});
