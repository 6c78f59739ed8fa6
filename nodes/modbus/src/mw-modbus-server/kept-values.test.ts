import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';
import type { KeptTags } from './kept-tag.ts';
import { KeptValues } from './kept-values.ts';

const tags: KeptTags = { speed: { type: 'float32', byteOrder: 'CDAB', data: '00017fc0' } };

describe('values that a Modbus server keeps', () => {
  let directory: string;
  let path: string;
  let faults: unknown[];
  const keeper = () =>
    new KeptValues(path, {
      clock: new ManualClock(),
      tags: () => tags,
      onFault: (error) => faults.push(error),
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kept-'));
    path = join(directory, 'modbus', 'server.json');
    faults = [];
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('come back from their file, and are none while there is none', async () => {
    assert.deepEqual(keeper().read(), {});
    const kept = keeper();
    kept.changed();
    await kept.close();
    assert.deepEqual(keeper().read(), tags);
    assert.deepEqual(faults, []);
  });

  for (const [what, text, reason] of [
    ['half of a file', '{"format":1,"tags":{"speed":', /JSON/],
    ['a list', '[300]', /format/],
    ['values without a format', '{"speed":300}', /format/],
    ['a later format', '{"format":2,"tags":{}}', /format/],
  ] as const) {
    it(`are none in ${what}, which stays beside, and it says so`, async () => {
      const kept = keeper();
      kept.changed();
      await kept.close();
      await writeFile(path, text);
      const next = keeper();
      assert.deepEqual(next.read(), {});
      next.changed();
      await next.close();
      assert.deepEqual(keeper().read(), tags);
      assert.equal(await readFile(`${path}.damaged`, 'utf8'), text);
      const [fault, ...more] = faults;
      assert.deepEqual(more, []);
      assert.ok(modbusNodeErrors.keptUnusable.is(fault), String(fault));
      assert.match(fault.message, reason);
      assert.ok(fault.message.includes(`${path}.damaged`));
    });
  }

  it('are lost for a tag alone whose entry is wrong, and it names that', async () => {
    const kept = keeper();
    kept.changed();
    await kept.close();
    const file = JSON.parse(await readFile(path, 'utf8'));
    Object.assign(file.tags, {
      half: { type: 'uint16', byteOrder: 'ABCD', data: '012' },
      later: { type: 'uint128', byteOrder: 'ABCD', data: '012c' },
      bare: 300,
    });
    await writeFile(path, JSON.stringify(file));
    assert.deepEqual(keeper().read(), tags);
    const [fault, ...more] = faults;
    assert.deepEqual(more, []);
    assert.ok(modbusNodeErrors.keptEntriesUnusable.is(fault), String(fault));
    assert.match(fault.message, /half, later, bare/);
    assert.ok(fault.message.includes(path));
  });
});
