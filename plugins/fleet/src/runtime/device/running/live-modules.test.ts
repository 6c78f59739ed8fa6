import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, keyLength } from '@millwright/store';
import { failureOf } from '../carry.ts';
import type { SlotModule } from '../slot-mark.ts';
import { Slots } from '../slots.ts';
import { LiveModules } from './live-modules.ts';

const { signal } = new AbortController();
/** What Node-RED loads nodes from. */
const nodes = { 'node-red': { nodes: {} } };

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
    new LiveModules({ userDirectory: directory, slots, record: at('brought.json'), unique: randomUUID });
  const install = async (folder: string, name: string, version: string, more = {}): Promise<void> => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'package.json'), JSON.stringify({ name, version, ...more }));
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
    await install(at('node_modules'), 'kiln', '1.0.0', nodes);
    await install(at('node_modules'), 'old', '1.0.0', nodes);
    await install(at('node_modules'), '@scope/press', '1.0.0', nodes);
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
    await live.emptyTrash();
    assert.deepEqual((await readdir(at('node_modules'))).sort(), ['kiln', 'press']);
  });

  it('leave Millwright itself alone, and what is no module', async () => {
    await install(at('node_modules'), '@millwright/node-red-fleet', '0.1.0');
    await mkdir(at('node_modules/notes'));
    await writeFile(at('package.json'), '{"dependencies":{"@millwright/node-red-fleet":"0.1.0","mine":"1"}}');
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    assert.match(await codeOf('@millwright/node-red-fleet'), /0\.1\.0/);
    assert.ok((await readdir(at('node_modules'))).includes('notes'));
    assert.deepEqual(await dependencies(), {
      '@millwright/node-red-fleet': '0.1.0',
      kiln: '2.0.0',
      mine: '1',
    });
    assert.deepEqual(await found(), { kiln: '2.0.0' });
  });

  it('are kept as they are, links to folders elsewhere as links, and outlive the slot', async () => {
    await install(at('elsewhere'), 'linked', '1.0.0', nodes);
    await install(at('node_modules'), 'kiln', '1.0.0', nodes);
    await symlink(at('elsewhere/linked'), at('node_modules/linked'));
    await writeFile(at('package.json'), '{"dependencies":{"kiln":"~1.0.0"}}');
    await slots.begin('kept-1');
    const kept = await live.keep('kept-1', signal);
    assert.deepEqual(kept.dependencies, { kiln: '~1.0.0' });
    await slots.complete('kept-1', { rev: 'r', flows: [], credentials: {}, missing: [], ...kept });
    assert.deepEqual(await readdir(join(slots.modulesFolder('kept-1'), 'node_modules')), ['kiln']);
    await fill('a', [{ name: 'press', version: '2.0.0' }]);
    await switchTo('a');
    assert.deepEqual(await found(), { press: '2.0.0' });
    await switchTo('kept-1');
    assert.equal(await readlink(at('node_modules/linked')), at('elsewhere/linked'));
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
    assert.ok(!(await live.differ([{ name: 'kiln', version: '2.0.0', integrity: one }])));
    assert.ok(!(await live.differ([{ name: 'kiln', version: '2.0.0' }])));
    assert.ok(await live.differ([{ name: 'kiln', version: '2.0.0', integrity: two }]));
    assert.ok(await live.differ([{ name: 'kiln', version: '2.0.1' }]));
    assert.ok(await live.differ([]));
    assert.ok(
      await live.differ([
        { name: 'kiln', version: '2.0.0' },
        { name: 'press', version: '1.0.0' },
      ]),
    );
    assert.ok(!(await live.haveChanged(true)));
    await fill('b', [{ name: 'kiln', version: '2.0.0', integrity: two }]);
    await writeFile(join(slots.modulesFolder('b'), 'node_modules/kiln/index.js'), 'module.exports = 2;');
    await switchTo('b');
    assert.ok(await live.haveChanged(true));
  });

  it('that differ in their files alone are others only to whom it matters', async () => {
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    live = fresh();
    await live.lookAtStart();
    await writeFile(at('node_modules/kiln/data.json'), '{}');
    await switchTo('a');
    assert.ok((await readdir(at('node_modules/kiln'))).includes('data.json'), 'it is no code');
    await rm(at('node_modules/kiln/index.js'));
    await switchTo('a');
    assert.match(await codeOf('kiln'), /2\.0\.0/);
    assert.deepEqual([await live.haveChanged(true), await live.haveChanged(false)], [false, false]);
    await fill('b', [{ name: 'kiln', version: '2.0.0' }]);
    await writeFile(join(slots.modulesFolder('b'), 'node_modules/kiln/index.js'), 'module.exports = 2;');
    await switchTo('b');
    assert.deepEqual([await live.haveChanged(true), await live.haveChanged(false)], [true, false]);
  });

  it('stay in their place, files and all, where the slot has the same', async () => {
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await fill('b', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    const { ino } = await stat(at('node_modules/kiln'));
    live = fresh();
    await live.lookAtStart();
    await switchTo('b');
    assert.equal((await stat(at('node_modules/kiln'))).ino, ino);
    assert.ok(!(await live.haveChanged(true)));
  });

  it('are folders of their own: what is removed or replaced there never reaches the slot', async () => {
    await fill('a', [{ name: 'kiln', version: '2.0.0' }]);
    await switchTo('a');
    assert.ok((await lstat(at('node_modules/kiln'))).isDirectory());
    await rm(at('node_modules/kiln/index.js'));
    await writeFile(at('node_modules/kiln/index.js'), 'others');
    await switchTo('a');
    assert.match(await codeOf('kiln'), /2\.0\.0/);
  });

  it('leave what settings.js and Millwright need, also where a release brought the same', async () => {
    await install(at('node_modules'), 'passport', '1.0.0', { dependencies: { strategy: '1' } });
    await install(at('node_modules'), 'strategy', '1.0.0');
    await install(at('node_modules'), '@millwright/node-red-modbus', '0.1.0', {
      optionalDependencies: { serialport: '1' },
    });
    await install(at('node_modules'), 'serialport', '1.0.0', nodes);
    await install(at('node_modules'), 'old', '1.0.0', nodes);
    const named = { passport: '1.0.0', old: '1.0.0', '@millwright/node-red-modbus': '0.1.0' };
    await writeFile(at('package.json'), JSON.stringify({ dependencies: named }));
    await fill('none', []);
    await switchTo('none');
    const stays = { passport: '1.0.0', serialport: '1.0.0', strategy: '1.0.0' };
    assert.deepEqual(await found(), stays);
    const { old: _gone, ...left } = named;
    assert.deepEqual(await dependencies(), left);
    await fill('a', [
      { name: 'kiln', version: '2.0.0' },
      { name: 'plain', version: '2.0.0' },
      { name: 'strategy', version: '1.1.0' },
    ]);
    await switchTo('a');
    await switchTo('none');
    assert.deepEqual(await found(), { ...stays, strategy: '1.1.0' });
    assert.deepEqual(await dependencies(), left);
  });

  it('of what was kept are no more ours than they were before', async () => {
    await install(at('node_modules'), 'passport', '1.0.0');
    await fill('a', [{ name: 'plain', version: '2.0.0' }]);
    await switchTo('a');
    await slots.begin('kept-1');
    const kept = await live.keep('kept-1', signal);
    await slots.complete('kept-1', { rev: 'r', flows: [], credentials: {}, missing: [], ...kept });
    await fill('b', [{ name: 'kiln', version: '1.0.0' }]);
    await switchTo('b');
    await switchTo('kept-1');
    assert.deepEqual(await found(), { passport: '1.0.0', plain: '2.0.0' });
    await switchTo('b');
    assert.deepEqual(await found(), { kiln: '1.0.0', passport: '1.0.0' });
  });

  it('come with their programs, and without a lock file that says otherwise', async () => {
    await writeFile(at('package-lock.json'), '{}');
    await slots.begin('a');
    const source = join(slots.modulesFolder('a'), 'node_modules');
    await install(source, 'kiln', '2.0.0');
    await mkdir(join(source, '.bin'));
    await symlink('../kiln/index.js', join(source, '.bin/kiln'));
    const rest = { rev: 'a', flows: [], credentials: {}, missing: [], dependencies: { kiln: '2.0.0' } };
    await slots.complete('a', { ...rest, modules: [{ name: 'kiln', version: '2.0.0' }] });
    await switchTo('a');
    assert.match(await readFile(at('node_modules/.bin/kiln'), 'utf8'), /2\.0\.0/);
    assert.ok(!(await readdir(directory)).includes('package-lock.json'));
    await writeFile(at('package-lock.json'), '{}');
    await switchTo('a');
    assert.ok((await readdir(directory)).includes('package-lock.json'), 'where nothing was changed it stays');
  });
});
