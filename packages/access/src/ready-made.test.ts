import assert from 'node:assert/strict';
import { actions } from './actions.ts';
import { compilePolicy } from './compile-policy.ts';
import { defaultPolicy, readyMadeRoles } from './ready-made.ts';

const { actionsOf } = compilePolicy({
  ...defaultPolicy,
  bindings: readyMadeRoles.map(({ name }) => ({ subject: { kind: 'user', name }, role: name })),
});
const may = (name: string): readonly string[] => actionsOf({ kind: 'user', name });

const reads = actions.filter((action) => action.endsWith('.read'));
const more = {
  viewer: [
    ...reads.filter(
      (action) => !['access.read', 'audit.read', 'credential.read', 'diagnostics.read'].includes(action),
    ),
    'live.connect',
    'live.send',
    'settings.write',
  ],
  operator: ['inject', 'debug.toggle', 'dashboard.use', 'alarm.acknowledge', 'alarm.reset', 'alarm.shelve'],
  engineer: [
    'flow.edit',
    'flow.run',
    'credential.read',
    'credential.write',
    'deploy.flows',
    'deploy.full',
    'deploy.nodes',
    'deploy.reload',
    'node-route.call',
    'library.write',
    'history.snapshot',
    'history.version.update',
    'alarm.service',
  ],
  maintainer: [
    'module.enable',
    'module.install',
    'module.remove',
    'history.restore',
    'history.settings.update',
    'context.delete',
    'diagnostics.read',
    'fleet.deploy',
    'fleet.write',
  ],
};

describe('the ready-made roles', () => {
  it('each do more than the one before', () => {
    let upToHere: string[] = [];
    for (const [role, added] of Object.entries(more)) {
      upToHere = [...upToHere, ...added].sort();
      assert.deepEqual(may(role), upToHere, role);
    }
  });

  it('let auditors read everything and change nothing but their own settings', () => {
    assert.deepEqual(may('auditor'), [...reads, 'live.connect', 'live.send', 'settings.write'].sort());
  });

  it('let owners do everything, and only them change access, Projects and the settings of audit', () => {
    assert.deepEqual(may('owner'), [...actions]);
    for (const action of ['access.write', 'audit.write', 'project.write'])
      assert.deepEqual(
        readyMadeRoles.map(({ name }) => name).filter((name) => may(name).includes(action)),
        ['owner'],
      );
  });

  it('belong to nobody', () => {
    assert.deepEqual(compilePolicy(defaultPolicy).actionsOf({ kind: 'user', name: 'owner' }), []);
  });
});
