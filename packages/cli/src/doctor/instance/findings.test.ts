import assert from 'node:assert/strict';
import type { DoorStatus } from '@millwright/schema';
import type { Finding } from '../finding.ts';
import { logInFinding, statusFindings } from './findings.ts';

const now = new Date('2026-11-22T12:00:00Z');

const owner = {
  plugin: 'history',
  packageName: '@millwright/node-red-history',
  version: '0.1.0',
  api: 1,
  state: 'owner',
};

const healthy: DoorStatus = {
  ok: true,
  api: 1,
  nodeRed: '5.0.7',
  node: 'v24.1.0',
  checks: [{ id: 'capture', ok: true, message: 'Every deploy goes through Millwright' }],
  copies: [owner],
  running: [],
  routes: [{ method: 'GET', path: '/ui-assets', open: false }],
};

function found(status: Partial<DoorStatus>): readonly Finding[] {
  return statusFindings({ ...healthy, ...status }, now);
}

function troubles(status: Partial<DoorStatus>): readonly Finding[] {
  return found(status).filter(({ state }) => state !== 'works');
}

describe('the self-test of an instance', () => {
  it('that is well has nothing to say', () => assert.deepEqual(troubles({}), []));

  it('of an older version leaves open what it does not tell', () => {
    const { node: _node, running: _running, routes: _routes, ...older } = healthy;
    const unchecked = statusFindings(older, now).filter(({ state }) => state === 'unchecked');
    assert.deepEqual(
      unchecked.map(({ id }) => id),
      ['node', 'running', 'routes'],
    );
  });

  it('repeats a check that fails', () => {
    const [finding] = troubles({
      ok: false,
      checks: [{ id: 'capture', ok: false, message: 'Deploys are not captured' }],
    });
    assert.deepEqual([finding?.id, finding?.state], ['check.capture', 'fails']);
    assert.match(finding?.message ?? '', /not captured/);
  });

  it('is believed where it is not content for a reason that is not known here', () => {
    assert.deepEqual(
      troubles({ ok: false }).map(({ id, state }) => [id, state]),
      [['self-test', 'attention']],
    );
  });

  it('sees a Node.js that is too old', () => {
    assert.deepEqual(
      troubles({ node: '22.17.1' }).map(({ id, state }) => [id, state]),
      [['node', 'fails']],
    );
    assert.deepEqual(troubles({ node: '22.18.0' }), []);
  });

  it('asks for a restart where another version lies on disk', () => {
    const [finding] = troubles({ copies: [{ ...owner, onDisk: '0.2.0' }] });
    assert.equal(finding?.state, 'attention');
    assert.match(finding?.message ?? '', /0\.1\.0 .* 0\.2\.0 lies on disk/);
    assert.equal(finding?.action, 'Restart Node-RED');
    assert.deepEqual(troubles({ copies: [{ ...owner, onDisk: '0.1.0' }] }), []);
  });

  it('says which copy failed, and why', () => {
    const failed = { ...owner, plugin: 'access', state: 'failed', message: 'the disk is full' };
    const [finding, ...more] = troubles({ copies: [owner, failed] });
    assert.deepEqual([finding?.id, finding?.state, more], ['copy.access', 'fails', []]);
    assert.match(finding?.message ?? '', /the disk is full/);
  });

  for (const message of [
    '@millwright/node-red-audit is already loaded. Restart Node-RED to use version 0.1.0',
    '@millwright/node-red-audit is too old for the other Millwright packages here. Update @millwright/node-red-audit',
  ]) {
    it(`repeats why a copy does nothing: ${message}`, () => {
      const passive = {
        ...owner,
        plugin: 'audit',
        packageName: '@millwright/node-red-audit',
        state: 'passive',
        message,
      };
      assert.deepEqual(troubles({ copies: [owner, passive] }), [
        {
          id: 'copy.audit',
          state: 'fails',
          message: `@millwright/node-red-audit 0.1.0 (audit) does nothing: ${message}`,
          action: 'Do what it says',
        },
      ]);
    });
  }

  it('sends to the log where a copy does not say why it does nothing', () => {
    const [finding] = troubles({ copies: [owner, { ...owner, plugin: 'audit', state: 'passive' }] });
    assert.match(finding?.message ?? '', /\(audit\) does nothing$/);
    assert.match(finding?.action ?? '', /log/);
  });

  it('leaves a state that is not known open', () => {
    assert.deepEqual(
      troubles({ copies: [{ ...owner, state: 'sleeping' }] }).map(({ id, state }) => [id, state]),
      [['copy.history', 'unchecked']],
    );
  });

  it('sees packages of several versions', () => {
    const other = { ...owner, plugin: 'audit', version: '0.2.0', state: 'attached' };
    assert.match(troubles({ copies: [owner, other] })[0]?.message ?? '', /0\.1\.0, 0\.2\.0/);
  });

  it('tells what runs, and wonders when that takes long', () => {
    const deploy = { name: 'flows.deploy', actor: 'anna', locks: ['flows'] };
    const running = [
      { ...deploy, since: '2026-11-22T11:59:50Z' },
      { ...deploy, since: '2026-11-22T11:30:00Z' },
    ];
    assert.deepEqual(
      found({ running })
        .filter(({ id }) => id === 'running')
        .map(({ state, message }) => [state, message]),
      [
        ['works', 'flows.deploy by anna is running since 2026-11-22T11:59:50Z, holds flows'],
        ['attention', 'flows.deploy by anna is running since 2026-11-22T11:30:00Z, holds flows'],
      ],
    );
  });

  it('lists each route that answers without a log-in', () => {
    const routes = [
      { method: 'GET', path: '/open', open: true },
      { method: 'POST', path: '/closed', open: false },
    ];
    const list = troubles({ routes });
    assert.equal(list.length, 1);
    assert.match(list[0]?.message ?? '', /^GET \/open/);
    assert.match(list[0]?.action ?? '', /adminAuth\.default/);
  });

  it('says in words of the editor which copy is in charge', () => {
    const copies = [owner, { ...owner, plugin: 'audit', state: 'attached' }];
    assert.deepEqual(
      found({ copies })
        .filter(({ id }) => id.startsWith('copy.'))
        .map(({ message }) => message.replace(/^.* \(/, '(')),
      ['(history) runs, and is in charge', '(audit) runs'],
    );
  });
});

describe('the log-in of an instance', () => {
  for (const [what, user, state, says] of [
    ['none', undefined, 'attention', /Nobody has to log in/],
    ['a default user', { anonymous: true }, 'works', /default user/],
    ['a token', { username: 'anna' }, 'works', /anna/],
  ] as const) {
    it(`is seen: ${what}`, () => {
      const finding = logInFinding(user === undefined ? { version: '5.0.7' } : { version: '5.0.7', user });
      assert.equal(finding.state, state);
      assert.match(finding.message, says);
    });
  }
});
