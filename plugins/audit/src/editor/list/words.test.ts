import assert from 'node:assert/strict';
import { actorName } from '@millwright/editor';
import type { EventSummary } from '../../common/log.ts';
import { textsOf } from '../texts.fixture.ts';
import { event } from './event.fixture.ts';
import { eventName, plainText, sentence } from './words.ts';

const english = textsOf('en-US');
const german = textsOf('de');
const say = (more: Partial<EventSummary>, texts = english): string =>
  plainText(sentence(event(1, more), texts));

const part = {
  kind: 'tab' as const,
  id: 'oven',
  name: 'Oven 3',
  state: 'changed' as const,
  properties: false,
  added: 1,
  changed: 2,
  removed: 0,
  moved: 0,
};
const change = { parts: [part] };
const inject = { name: 'inject', target: { kind: 'node', id: 'n1', name: 'Start' } };
const intent = (more: Partial<EventSummary>): Partial<EventSummary> =>
  ({ ...more, outcome: undefined }) as Partial<EventSummary>;

describe('an event in words', () => {
  it('says what was done, to what', () => {
    assert.equal(say({ change }), 'deployed Oven 3: 2 changed, 1 added');
    assert.equal(say({ change }, german), 'übernahm (deploy) Oven 3: 2 geändert, 1 hinzugefügt');
    assert.equal(say(inject), 'injected Start');
    assert.equal(say(inject, german), 'löste Inject Start aus');
    assert.equal(say({ name: 'history.restore', version: 12 }), 'restored version #12');
  });

  it('says what a check has found, and where', () => {
    const found = (id?: string) =>
      ({ name: 'audit.verify', outcome: 'failed', target: id ? { kind: 'event', id } : undefined }) as const;
    assert.equal(say(found('175')), 'found that the log was changed: event 175');
    assert.equal(say(found('175'), german), 'fand, dass das Protokoll geändert wurde: Ereignis 175');
    assert.equal(say(found('8-90')), 'found that the log was changed: one of the events 8 to 90');
    assert.equal(say(found()), 'found that the log was changed');
    assert.equal(say({ name: 'audit.verify' }), 'checked the log');
  });

  it('says what became of settings and rules', () => {
    const told = [
      'destinations.siem: {"name":"Syslog receiver","kind":"syslog","anchor":true} -> none',
      'destinations.share: {"name":"A -> B","enabled":true} -> {"name":"A -> B","enabled":false}',
      'whenUnwritable.change: "block" -> "count"',
      'retention.change.days: 3650 -> 10',
    ];
    assert.equal(
      say({ name: 'audit.settings.update', told }),
      'changed the settings of audit: took the anchor Syslog receiver away, destination A -> B (on true → false), changes that cannot be recorded block → count, retention of changes 3650 → 10 days',
    );
    const name = 'access.policy.update';
    assert.equal(
      say({
        name,
        told: ['- role guest', '~ role engineer: rule Night shift', '+ binding user anna: engineer'],
      }),
      'changed the rules: − role guest, ~ rule “Night shift” of role engineer, + anna: engineer',
    );
    assert.equal(say({ name, told: ['something else'] }), 'changed the rules: something else');
  });

  it('says what became of it', () => {
    assert.equal(say({ ...inject, outcome: 'refused' }), 'was refused: inject Start');
    assert.equal(
      say({ ...inject, outcome: 'refused', rules: [{ role: 'line', rule: 'Night shift' }] }),
      'was refused: inject Start · rule “Night shift”',
    );
    assert.equal(say({ ...inject, outcome: 'failed' }), 'failed: inject Start');
    assert.equal(
      say({ change, outcome: 'unknown' }),
      'not known whether done: deploy Oven 3: 2 changed, 1 added',
    );
    assert.equal(say(intent({ change })), 'begun: deploy Oven 3: 2 changed, 1 added');
    assert.equal(
      say({ name: 'nodes.install', target: { kind: 'module', id: 'x' }, outcome: 'refused' }, german),
      'abgelehnt: Modul x installieren',
    );
  });

  it('says what the data of an event say better', () => {
    const gap = {
      name: 'audit.gap',
      outcome: 'failed' as const,
      data: { lost: 2, since: Date.UTC(2026, 10, 26) },
    };
    assert.match(say(gap), /^2 events were lost since .*26.*: they could not be written$/);
    const tested = { name: 'audit.destination.test', target: { kind: 'destination', id: 'SIEM' } };
    assert.equal(say({ ...tested, data: { reached: false } }), 'tested destination SIEM: it was not reached');
    assert.equal(say({ ...tested, data: { reached: true } }), 'tested destination SIEM: it was reached');
    const debug = { name: 'debug.set', target: { kind: 'node', id: 'd', name: 'Speed' } };
    assert.equal(say({ ...debug, data: { enabled: false } }), 'switched debug node Speed off');
    assert.equal(say(debug), 'switched debug node Speed');
  });

  it('does not name who gave no name that is known', () => {
    const unknown = { name: 'auth.login.fail.credentials', outcome: 'refused' as const };
    assert.equal(say(unknown), 'was refused: log in with an unknown name');
    assert.equal(eventName('auth.login.fail.credentials', english), 'Log in: name or password wrong');
  });

  it('closes the gap where nothing is to be named', () => {
    assert.equal(say({}), 'deployed');
    assert.equal(
      say({ name: 'nodes.install', outcome: 'failed' }, german),
      'gescheitert: Modul installieren',
    );
    assert.equal(say({ target: { kind: 'flows', id: 'flows' } }), 'deployed');
  });

  it('gives the reason, on one line', () => {
    assert.equal(
      say({ change, reason: ' new\nrecipe ' }),
      'deployed Oven 3: 2 changed, 1 added · “new recipe”',
    );
  });

  it('names the first parts and counts the others', () => {
    const parts = ['A', 'B', 'C', 'D'].map((name) => ({ ...part, name, added: 0 }));
    assert.equal(
      say({ change: { parts, moreParts: 3 } }),
      'deployed A: 2 changed; B: 2 changed; C: 2 changed; +4 more',
    );
    assert.equal(say({ change: { parts: [], reordered: true } }), 'deployed · only the order changed');
  });

  it('keeps what users wrote as it is, whatever it looks like', () => {
    const name = '<img src=x onerror=alert(1)> __what__ \u202e';
    const pieces = sentence(event(1, { ...inject, target: { kind: 'node', id: 'n1', name } }), english);
    assert.deepEqual(pieces, [{ text: 'injected ' }, { text: name, strong: true }]);
  });

  it('shows events that it has no words for by their name', () => {
    assert.equal(say({ name: 'mes.order', target: { kind: 'order', id: '7' } }), 'mes.order 7');
    assert.equal(eventName('mes.order', english), 'mes.order');
    assert.equal(eventName('nodes.install', english), 'Install module');
    assert.equal(eventName('flows.deploy', german), 'Übernehmen (deploy)');
  });

  it('names who did it', () => {
    assert.equal(actorName({ kind: 'user', name: 'engineer' }, english), 'engineer');
    assert.equal(actorName({ kind: 'token', name: 'ci' }, english), 'token ci');
    assert.equal(actorName({ kind: 'anyone' }, german), 'jemand');
    assert.equal(actorName({ kind: 'system' }, english), 'Node-RED');
  });
});
