import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions } from '@millwright/access';
import { catalogue } from '@millwright/runtime';
import { root } from '@millwright/testing';

/** What is decided beside operations: each thing in a deploy, and what editors are sent. */
const besides = [
  'credential.write',
  'dashboard.use',
  'debug.read',
  'deploy.flows',
  'deploy.full',
  'deploy.nodes',
  'deploy.reload',
  'flow.edit',
];

/** What a device does because its hub has signed it: rules are not asked, as for Node-RED itself. */
const ofDevices: ReadonlySet<string> = new Set(['fleet.stop', 'fleet.switch']);

/** The actions of operations as they stand in the sources of plugins and nodes, and of the reads of their routes. */
function actionsOfPlugins(): readonly string[] {
  const ofNodes = globSync('nodes/*/src/*/operations.ts', { cwd: root }).flatMap((path) =>
    stringAt('action', readFileSync(join(root, path), 'utf8')),
  );
  const ofPlugins = globSync('plugins/*/src/{common,runtime}/**/*.ts', { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const operations = [...source.matchAll(/\boperate\(\s*(?:\/\/.*\s*)?\{([^}]*)/g)].flatMap(
        ([, given = '']) => (stringAt('action', given).length > 0 ? [] : stringAt('name', given)),
      );
      const areas = /common\/(routes|area)\.ts$/.test(path) ? [...source.matchAll(/area = '([^']+)'/g)] : [];
      return [...operations, ...stringAt('action', source), ...areas.map(([, area]) => `${area}.read`)];
    })
    .filter((action) => action.includes('.') && !ofDevices.has(action));
  return [...ofPlugins, ...ofNodes];
}

const stringAt = (key: string, text: string): string[] =>
  [...text.matchAll(new RegExp(`\\b${key}: '([^']+)'`, 'g'))].flatMap(([, value]) => value ?? []);

describe('the actions that rules name', () => {
  it('are those of all operations, and no others', () => {
    const all = new Set([...catalogue.map(({ action }) => action), ...actionsOfPlugins(), ...besides]);
    assert.deepEqual([...all].sort(), [...actions].sort());
  });
});
