import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { actions, compilePolicy, readyMadeRoles } from '@millwright/access';
import { catalogue } from '@millwright/runtime';
import { leastPermissions, permissionsOf, suffices } from './permissions.ts';

const decider = compilePolicy({
  format: 1,
  roles: [...readyMadeRoles],
  bindings: readyMadeRoles.map(({ name }) => ({ subject: { kind: 'user', name }, role: name })),
});
const of = (name: string) => permissionsOf(decider.actionsOf({ kind: 'user', name }));

/** Node-RED's own comparison. */
const { hasPermission } = createRequire(import.meta.url)('@node-red/editor-api/lib/auth/permissions.js') as {
  hasPermission: (scope: unknown, permission: string) => boolean;
};

describe('permissions of Node-RED', () => {
  it('are all for the owner, and exact lists for the others', () => {
    assert.equal(of('owner'), '*');
    assert.deepEqual(of('nobody'), leastPermissions);
    assert.ok(!leastPermissions.some((permission) => /(^|\.)write$/.test(permission)));
    const viewer = of('viewer');
    for (const permission of ['flows.read', 'status.read', 'settings.write', 'millwright.history.read'])
      assert.ok(suffices(viewer, [permission]), permission);
    for (const permission of ['flows.write', 'inject.write', 'nodes.write', 'millwright.access.write'])
      assert.equal(suffices(viewer, [permission]), false, permission);
    assert.ok(suffices(of('operator'), ['inject.write', 'debug.write']));
    assert.equal(suffices(of('operator'), ['flows.write']), false);
    assert.ok(suffices(of('engineer'), ['flows.write', 'some-node.write']));
    assert.equal(suffices(of('auditor'), ['millwright.access.write']), false);
  });

  it('of a token are no more than those of its owner', () => {
    const within = (name: string, ...roles: string[]) =>
      permissionsOf(decider.actionsOf({ kind: 'user', name, within: roles }));
    assert.deepEqual(within('owner', 'viewer'), of('viewer'));
    assert.deepEqual(within('viewer', 'owner'), of('viewer'));
  });

  it('are there for each action, and for nothing that another action is for', () => {
    for (const action of actions) assert.notDeepEqual(permissionsOf([action]), []);
    assert.ok(catalogue.every(({ action }) => (actions as readonly string[]).includes(action)));
  });

  it('are compared as Node-RED compares them', () => {
    const scopes = ['*', 'read', '*.read', 'write', '*.write', 'flows.read', 'flows.write', 'x.y.read', ''];
    for (const scope of scopes)
      for (const permission of [
        'flows.read',
        'flows.write',
        'x.y.read',
        'read',
        'write',
        'spread',
        'x.reads',
      ])
        for (const given of [scope, [scope], [scope, 'z']])
          assert.equal(
            suffices(given, [permission]),
            hasPermission(given, permission),
            `${scope} ${permission}`,
          );
  });
});
