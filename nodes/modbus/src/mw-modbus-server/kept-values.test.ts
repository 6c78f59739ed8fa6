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
    ['half of a file', '{"speed":{"type":', /JSON/],
    ['a list', '[300]', /0: not-an-object|0: malformed/],
    ['values without their registers', '{"speed":300}', /speed/],
    ['half a byte', '{"speed":{"type":"uint16","byteOrder":"ABCD","data":"012"}}', /speed\.data/],
  ] as const) {
    it(`are none in ${what}, and it says so`, async () => {
      const kept = keeper();
      kept.changed();
      await kept.close();
      await writeFile(path, text);
      assert.deepEqual(keeper().read(), {});
      assert.equal(await readFile(path, 'utf8'), text);
      const [fault] = faults;
      assert.ok(modbusNodeErrors.keptUnusable.is(fault), String(fault));
      assert.match(fault.message, reason);
      assert.ok(fault.message.includes(path));
    });
  }
});
