import assert from 'node:assert/strict';
import type { InstalledModule } from '@millwright/runtime';
import { missingTypes } from './missing-types.ts';
import { planModules } from './module-plan.ts';

const module = (name: string, version: string, types?: readonly string[]): InstalledModule => ({
  name,
  version,
  kind: 'node-red',
  ...(types ? { types } : {}),
});
const library = (name: string, version: string): InstalledModule => ({ name, version, kind: 'library' });

describe('the modules of a restore', () => {
  const plan = (more: Partial<Parameters<typeof planModules>[0]>) =>
    planModules({ kept: [], installed: [], items: [], missingTypes: [], scoped: false, ...more });

  it('are missing, superfluous, or there in another version', () => {
    const kept = [module('a', '1.0.0', ['a']), module('b', '1.0.0', ['b']), module('c', '1.0.0', ['c'])];
    const installed = [module('b', '2.0.0', ['b']), module('c', '1.0.0', ['c']), module('d', '3.0.0', ['d'])];
    assert.deepEqual(plan({ kept, installed }), {
      missing: [{ name: 'a', version: '1.0.0' }],
      superfluous: [{ name: 'd', version: '3.0.0' }],
      other: [{ name: 'b', version: '1.0.0', installed: '2.0.0' }],
    });
  });

  it('are to be installed by hand where they came from a file', () => {
    const kept = [{ ...module('a', '1.0.0', ['a']), local: true as const }, module('b', '1.0.0', ['b'])];
    const { missing } = plan({ kept });
    assert.deepEqual(missing, [
      { name: 'a', version: '1.0.0', local: true },
      { name: 'b', version: '1.0.0' },
    ]);
  });

  it('are not superfluous if they are ours, libraries, or in use afterwards', () => {
    const installed = [
      module('@millwright/node-red-history', '1.0.0'),
      library('dayjs', '1.0.0'),
      module('d', '1.0.0', ['d']),
    ];
    assert.deepEqual(plan({ installed, items: [{ id: 'n', type: 'd' }] }).superfluous, []);
  });

  it('are missing for parts only if these need them, as far as is known', () => {
    const kept = [
      module('a', '1.0.0', ['a']),
      module('b', '1.0.0', ['b']),
      module('old', '1.0.0'),
      library('l', '1.0.0'),
    ];
    const names = (types: string[]) =>
      plan({ kept, missingTypes: types, scoped: true }).missing.map(({ name }) => name);
    assert.deepEqual([names(['b']), names([])], [['b', 'old'], []]);
  });
});

describe('types that nothing provides', () => {
  it('are those of nodes, and of instances whose subflow is not there', () => {
    const items = [
      { id: 't', type: 'tab' },
      { id: 'g', type: 'group', z: 't' },
      { id: 's', type: 'subflow' },
      { id: 'i', type: 'subflow:s', z: 't' },
      { id: 'j', type: 'subflow:gone', z: 't' },
      { id: 'a', type: 'here', z: 't' },
      { id: 'b', type: 'away', z: 't' },
      { id: 'odd' },
    ];
    const isProvided = (type: string): boolean => type === 'here';
    assert.deepEqual(missingTypes(items, isProvided), ['away', 'subflow:gone']);
    assert.deepEqual(
      missingTypes(items, isProvided, ({ id }) => id === 'b'),
      ['away'],
    );
  });
});
