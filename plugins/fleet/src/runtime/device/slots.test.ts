import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, keyLength } from '@millwright/store';
import { failureOf } from './carry.ts';
import { Slots } from './slots.ts';

const content = {
  rev: 'rev-1',
  flows: [{ id: 'a', type: 'tab' }],
  credentials: { a: { pin: 'PLANTED' } },
  modules: [{ name: 'kiln', version: '1.0.0' }],
  dependencies: { kiln: '1.0.0' },
  missing: [],
};

describe('a slot', () => {
  let directory: string;
  let slots: Slots;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-slots-'));
    slots = new Slots(join(directory, 'slots'), createSealer(randomBytes(keyLength), 'slots'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const file = (slot: string, name: string): string => join(directory, 'slots', slot, name);
  const codeOf = async (slot: string) => {
    const { error, final } = failureOf(await slots.read(slot).catch((thrown: unknown) => thrown));
    return [error.code, final];
  };
  const fill = async (slot: string): Promise<void> => {
    await slots.begin(slot);
    await slots.complete(slot, content);
  };

  it('gives back what it was filled with, and keeps secrets sealed', async () => {
    await fill('job-1');
    const { flows, credentials, mark } = await slots.read('job-1');
    assert.deepEqual([flows, credentials], [content.flows, content.credentials]);
    assert.deepEqual([mark.rev, mark.modules], [content.rev, content.modules]);
    for (const name of ['flows.json', 'credentials', 'slot.json'])
      assert.ok(!(await readFile(file('job-1', name))).includes('PLANTED'));
    assert.deepEqual(await slots.list(), ['job-1']);
  });

  it('is not complete before its mark is there, nor once it is filled anew', async () => {
    assert.deepEqual(await codeOf('job-1'), ['fleet.slot-incomplete', true]);
    await fill('job-1');
    await slots.begin('job-1');
    assert.deepEqual(await codeOf('job-1'), ['fleet.slot-incomplete', true]);
    await assert.rejects(readFile(file('job-1', 'flows.json')));
  });

  it('is damaged when a file of it is another one, or the mark is none', async () => {
    await fill('job-1');
    await writeFile(file('job-1', 'flows.json'), '[]');
    assert.deepEqual(await codeOf('job-1'), ['fleet.slot-damaged', true]);
    await fill('job-2');
    await writeFile(file('job-2', 'credentials'), await readFile(file('job-1', 'credentials')));
    assert.deepEqual(await codeOf('job-2'), ['fleet.slot-damaged', true]);
    await writeFile(file('job-2', 'slot.json'), '{"format":2}');
    assert.deepEqual(await codeOf('job-2'), ['fleet.slot-incomplete', true]);
  });

  it('is damaged when code of its modules is other, more or less, and not by data that they keep', async () => {
    const folder = join(slots.modulesFolder('job-1'), 'node_modules/kiln');
    const code = join(folder, 'lib/kiln.js');
    const whole = () => slots.readWhole('job-1').then(() => 'whole', failureOf);
    await slots.begin('job-1');
    await mkdir(join(folder, 'lib'), { recursive: true });
    await writeFile(code, 'one');
    await slots.complete('job-1', content);
    await writeFile(join(folder, 'data.json'), '{}');
    assert.equal(await whole(), 'whole');
    for (const change of [
      () => writeFile(code, 'two'),
      () => writeFile(code, ''),
      () => rm(code),
      () => writeFile(join(folder, 'lib/more.js'), ''),
    ]) {
      await change();
      const failed = await whole();
      assert.ok(typeof failed === 'object');
      assert.deepEqual([failed.error.code, failed.final], ['fleet.slot-damaged', true]);
      await rm(join(folder, 'lib'), { recursive: true });
      await mkdir(join(folder, 'lib'));
      await writeFile(code, 'one');
      assert.equal(await whole(), 'whole');
    }
    assert.equal((await slots.read('job-1')).mark.rev, 'rev-1');
  });

  it('cannot be put in the place of another, nor be opened with another key', async () => {
    await fill('job-1');
    await mkdir(join(directory, 'slots/job-2'));
    for (const name of ['flows.json', 'credentials', 'slot.json'])
      await writeFile(file('job-2', name), await readFile(file('job-1', name)));
    assert.deepEqual(await codeOf('job-2'), ['fleet.slot-damaged', true]);
    slots = new Slots(join(directory, 'slots'), createSealer(randomBytes(keyLength), 'slots'));
    assert.deepEqual(await codeOf('job-1'), ['fleet.slot-damaged', true]);
  });

  it('goes as a whole', async () => {
    for (const slot of ['job-1', 'job-2']) await fill(slot);
    await slots.remove('job-1');
    await slots.remove('job-3');
    assert.deepEqual(await slots.list(), ['job-2']);
    assert.deepEqual(await codeOf('job-1'), ['fleet.slot-incomplete', true]);
  });
});
