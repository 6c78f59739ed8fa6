import assert from 'node:assert/strict';
import type { Me, State } from '../../common/state.ts';
import { textsOf } from '../words/texts.fixture.ts';
import { type AccessData, type AllOfAccess, isLastKeeper } from './data.ts';
import { entryGroups, noFilter } from './entries.ts';
import { timeLeft } from './pending-banner.ts';

const texts = textsOf('en-US');
const now = Date.UTC(2026, 10, 26, 12);
const state: State = { phase: 'on', logIn: 'millwright', problems: [] };
const me: Me = {
  kind: 'user',
  name: 'anna',
  local: true,
  roles: ['owner'],
  phase: 'on',
  actions: { 'access.read': true, 'access.write': true },
  locked: {},
  newTab: { allowed: true, reasons: [] },
};
const person = { local: true, roles: [], disabled: false };
const all: AllOfAccess = {
  current: {
    revision: 3,
    time: now,
    policy: {
      format: 1,
      roles: [
        { name: 'owner', description: 'All', rules: [{ name: 'All', effect: 'allow', actions: ['*'] }] },
      ],
      bindings: [{ subject: { kind: 'user', name: 'anna' }, role: 'owner' }],
    },
  },
  people: [
    { ...person, name: 'anna', roles: ['owner'] },
    { ...person, name: 'bob', disabled: true },
    { ...person, name: 'carl', lockedUntil: now + 1000 },
    { ...person, name: 'dora', local: false, lockedUntil: now - 1000 },
  ],
  sessions: [{ id: 's1', user: 'anna', client: 'node-red-editor', expires: now, own: true }],
  tokens: [{ id: 't1', name: 'ci', owner: 'anna', created: now, expires: now - 1 }],
  decisions: [
    {
      id: 7,
      time: now,
      subject: { kind: 'token', name: 'ci' },
      operation: 'flows.deploy',
      action: 'flow.edit',
      about: { kind: 'tab', id: 'oven', label: 'Oven 3' },
      allowed: false,
      reasons: [],
    },
  ],
  keepers: ['anna', 'bob'],
};
const data: AccessData = { phase: 'open', state, me, all };
const rowsOf = (found: AccessData, filter = noFilter): string[] =>
  entryGroups(found, filter, { texts, now }).flatMap(({ label, items }) =>
    items.map((entry) => `${label}: ${entry.symbol} ${entry.title} | ${entry.text}`),
  );

describe('the rows of the access sidebar', () => {
  it('say who has which roles, and in which state everything is', () => {
    assert.deepEqual(rowsOf(data), [
      'You: ● anna | owner',
      'People: ● anna | owner',
      'People: ○ bob | disabled · no role',
      'People: ▲ carl | locked after failed log-ins · no role',
      'People: ● dora | no role · logs in by settings.js',
      'People: ○ Everyone who is logged in | no role',
      'People: ○ Anyone, also without a log-in | no role',
      'People: + Add a person… | With a password here, or one who logs in by settings.js',
      'Roles and rules: ● owner | 1 rule · given 1 time · All',
      'Roles and rules: + Add a role… | Made of rules, and of other roles',
      'API tokens: ○ ci | expired · of anna',
      'API tokens: + Make an API token… | For a program or a script',
      'Logged in now: ● anna | this is you · editor',
      'Last decisions: ■ token ci | edit flows · tab “Oven 3”',
    ]);
  });

  it('offer nothing to add to those who may only look, and nothing of others to those who may not', () => {
    const looks = { ...me, actions: { 'access.read': true } };
    assert.ok(!rowsOf({ ...data, me: looks }).some((row) => row.includes('+')));
    const restricted: AccessData = { phase: 'restricted', state, me, grantors: { roles: [], owners: [] } };
    assert.deepEqual(rowsOf(restricted), ['You: ● anna | owner']);
  });

  it('can be narrowed to a kind and a text', () => {
    assert.deepEqual(rowsOf(data, { text: 'DISABLED', kind: '' }), ['People: ○ bob | disabled · no role']);
    assert.equal(rowsOf(data, { text: '', kind: 'decisions' }).length, 1);
    assert.deepEqual(rowsOf(data, { text: 'nothing like it', kind: '' }), []);
  });

  it('know the last one who can change the rules', () => {
    assert.equal(isLastKeeper(all, 'anna'), true);
    assert.equal(isLastKeeper({ ...all, keepers: ['anna', 'carl'] }, 'anna'), false);
    assert.equal(isLastKeeper({ ...all, keepers: undefined }, 'anna'), false);
    assert.equal(isLastKeeper(all, 'carl'), false);
  });

  it('count the time down in minutes and seconds', () => {
    assert.deepEqual([3_661_000, 300_000, 59_001, 999, 0, -5].map(timeLeft), [
      '1:01:01',
      '5:00',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });
});
