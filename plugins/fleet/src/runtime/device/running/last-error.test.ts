import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describeError, LastError } from './last-error.ts';

describe('the last error of a process', () => {
  it('is one short line', () => {
    assert.equal(describeError(new TypeError('no\nmore'), []), 'TypeError: no');
    assert.equal(describeError(new Error('x'.repeat(1000)), []).length, 180);
    assert.equal(describeError('thrown as it is', []), 'thrown as it is');
    for (const thrown of [undefined, null, 7, Object.create(null), { message: 7 }])
      assert.equal(typeof describeError(thrown, []), 'string');
  });

  it('names the function node that it came from, by its name or else its id', () => {
    const thrown = (filename: string): unknown => {
      try {
        return runInNewContext("throw new Error('on purpose')", {}, { filename });
      } catch (error) {
        return error;
      }
    };
    assert.equal(describeError(thrown('Function node:a1b2 [Break it]'), []), 'Break it: on purpose');
    assert.equal(describeError(thrown('Function node setup:a1b2'), []), 'a1b2: on purpose');
    assert.equal(describeError(thrown('/usr/lib/other.js'), []), 'on purpose');
  });

  it('has no secret in it', () => {
    assert.equal(
      describeError(new Error('mqtt://me:pass@plant refused hunter2-long and hunter2'), [
        'hunter2',
        'hunter2-long',
        'a',
      ]),
      'mqtt://…@plant refused … and …',
    );
  });

  it('is told once by the process after', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'millwright-error-'));
    try {
      const credentials = (id: string) => (id === 'global' ? { map: { API_TOKEN: 'planted' } } : undefined);
      const nodeRed = {
        getFlows: () => ({ rev: 'a', items: [{ id: 'tab' }, { id: 'global' }] }),
        credentials,
      };
      const file = join(directory, 'last-error');
      const last = new LastError(file, nodeRed as never);
      assert.equal(await last.take(), undefined);
      last.keep(new Error('refused: planted'));
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal(await last.take(), 'refused: …');
      assert.equal(await last.take(), undefined);
      assert.deepEqual(await readdir(directory), []);
      new LastError(join(directory, 'nowhere', 'x'), nodeRed as never).keep(new Error('lost'));
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
