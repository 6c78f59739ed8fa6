import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, keyLength } from '@millwright/store';
import { failureOf } from '../carry.ts';
import type { SlotModule } from '../slot-mark.ts';
import { Slots } from '../slots.ts';
import { LiveModules } from './live-modules.ts';

const { signal } = new AbortController();

describe('the modules of a device', () => {
  let directory: string;
  let slots: Slots;
  let live: LiveModules;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-modules-'));
    await writeFile(at('package.json'), JSON.stringify({ name: 'mine', dependencies: {} }));
    slots = new Slots(at('slots'), createSealer(randomBytes(keyLength), 'slots'));
    live = fresh();
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const at = (...path: readonly string[]): string => join(directory, ...path);
  /** As another process has it. */
  const fresh = (): LiveModules =>
    new LiveModules({ userDirectory: directory, slots, trash: at('trash'), unique: randomUUID });
  const install = async (folder: string, name: string, version: string): Promise<void> => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'package.json'), JSON.stringify({ name, version }));
    await writeFile(join(folder, name, 'index.js'), `module.exports = '${name} ${version}';`);
  };
  const fill = async (slot: string, modules: readonly SlotModule[]): Promise<void> => {
    await slots.begin(slot);
    for (const { name, version } of modules)
      await install(join(slots.modulesFolder(slot), 'node_modules'), name, version);
    const dependencies = Object.fromEntries(modules.map(({ name, version }) => [name, version]));
    const rest = { rev: slot, flows: [], credentials: {}, missing: [] };
    await slots.complete(slot, { ...rest, modules: [...modules], dependencies });
  };
  const switchTo = async (slot: string): Promise<void> => {
    const mark = await slots.mark(slot);
    assert.ok(mark);
    await live.switchTo(slot, mark, signal);
  };
  const found = async () =>
    Object.fromEntries((await live.modules()).map(({ name, version }) => [name, version]));
  const codeOf = (name: string): Promise<string> => readFile(at('node_modules', name, 'index.js'), 'utf8');
  const dependencies = async () => JSON.parse(await readFile(at('package.json'), 'utf8')).dependencies;

  it('become those of the slot and no others, from folders, other links and nothing', async () => {
    await install(at('node_modules'), 'kiln', '1.0.0');
    await install(at('node_modules'), 'old', '1.0.0');
    await install(at('node_modules'), '@scope/press', '1.0.0');
    await fill('a', [
      { name: 'kiln', version: '2.0.0' },
      { name: '@scope/press', version: '2.0.0' },
    ]);
    await switchTo('a');
    assert.deepEqual(await found(), { kiln: '2.0.0', '@scope/press': '2.0.0' });
    assert.match(await codeOf('@scope/press'), /2\.0\.0/);
    await fill('b', [{ name: 'kiln', version: '3.0.0' }]);
    await switchTo('b');
    await switchTo('b');
    assert.deepEqual(await found(), { kiln: '3.0.0' });
    assert.deepEqual(await dependencies(), { kiln: '3.0.0' });
    await fill('none', []);
    await switchTo('none');
    assert.deepEqual(await found(), {});
  });

  it('are repaired from any half of a switch', async () => {
    await fill('a', [
      { name: 'kiln', version: '2.0.0' },
      { name: 'press', version: '2.0.0' },
    ]);
    await mkdir(at('node_modules'));
    await symlink('../slots/gone/modules/node_modules/kiln', at('node_modules/kiln'));
    await symlink('../slots/gone/modules/node_modules/lathe', at('node_modules/lathe'));
    await switchTo('a');
    assert.deepEqual(await found(), { kiln: '2.0.0', press: '2.0.0' });
    assert.deepEqual((await readdir(at('node_modules'))).sort(), ['kiln', 'press']);
  });

  it('leave Millwright itself alone, and what is no module', async () => {
    await install(at('node_modules'), '@millwright/node-red-fleet', '0.1.0');
    await mkdir(at('node_modules/notes'));
    await writeFile(at('package.json'), '{"dependencies":{"@millwright/node-red-fleet":"0.1.0","old":"1"}}');
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    assert.match(await codeOf('@millwright/node-red-fleet'), /0\.1\.0/);
    assert.ok((await readdir(at('node_modules'))).includes('notes'));
    assert.deepEqual(await dependencies(), { '@millwright/node-red-fleet': '0.1.0', kiln: '2.0.0' });
    assert.deepEqual(await found(), { kiln: '2.0.0' });
  });

  it('are kept as they are, also those that lie in another slot, and outlive it', async () => {
    await install(at('elsewhere'), 'linked', '1.0.0');
    await install(at('node_modules'), 'kiln', '1.0.0');
    await symlink(at('elsewhere/linked'), at('node_modules/linked'));
    await writeFile(at('package.json'), '{"dependencies":{"kiln":"~1.0.0"}}');
    await slots.begin('kept-1');
    const kept = await live.keep('kept-1', signal);
    assert.deepEqual(kept.dependencies, { kiln: '~1.0.0' });
    await slots.complete('kept-1', { rev: 'r', flows: [], credentials: {}, missing: [], ...kept });
    await switchTo('kept-1');
    await rm(at('elsewhere'), { recursive: true });
    assert.match(await codeOf('linked'), /1\.0\.0/);
    await slots.begin('kept-2');
    const again = await live.keep('kept-2', signal);
    await slots.complete('kept-2', { rev: 'r', flows: [], credentials: {}, missing: [], ...again });
    await slots.remove('kept-1');
    await switchTo('kept-2');
    assert.deepEqual(await found(), { kiln: '1.0.0', linked: '1.0.0' });
    assert.match(await codeOf('kiln'), /1\.0\.0/);
    assert.deepEqual(await dependencies(), { kiln: '~1.0.0' });
  });

  it('are not switched to where the slot lacks one', async () => {
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await rm(join(slots.modulesFolder('a'), 'node_modules/kiln'), { recursive: true });
    const { error, final } = failureOf(await switchTo('a').catch((thrown: unknown) => thrown));
    assert.deepEqual([error.code, final], ['fleet.slot-damaged', true]);
    assert.deepEqual(await found(), {});
  });

  it('are others when one is, or when they differ where versions do not', async () => {
    const [one, two] = ['sha512-one', 'sha512-two'];
    await fill('a', [{ name: 'kiln', version: '2.0.0', integrity: one }]);
    await switchTo('a');
    live = fresh();
    await live.lookAtStart();
    assert.ok(!live.differ([{ name: 'kiln', version: '2.0.0', integrity: one }]));
    assert.ok(!live.differ([{ name: 'kiln', version: '2.0.0' }]));
    assert.ok(live.differ([{ name: 'kiln', version: '2.0.0', integrity: two }]));
    assert.ok(live.differ([{ name: 'kiln', version: '2.0.1' }]));
    assert.ok(live.differ([]));
    assert.ok(
      live.differ([
        { name: 'kiln', version: '2.0.0' },
        { name: 'press', version: '1.0.0' },
      ]),
    );
    assert.ok(live.isUsed('a'));
    assert.ok(!live.isUsed('b'));
  });

  it('are links that still fit when all of it is moved', async () => {
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    assert.equal(await readlink(at('node_modules/kiln')), '../slots/a/modules/node_modules/kiln');
  });
});
