import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { keepPrivate, makePrivateDirectory } from './private.ts';

describe('what is private', () => {
  let directory: string;
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-private-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is a folder from the start, each of those that had to be made', () => {
    const inner = join(directory, 'one', 'two');
    makePrivateDirectory(inner);
    makePrivateDirectory(inner);
    assert.deepEqual([modeOf(join(directory, 'one')), modeOf(inner)], [0o700, 0o700]);
  });

  it('is taken away from others when they were let in', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o664);
    const folder = join(directory, 'folder');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    assert.deepEqual([keepPrivate(file), keepPrivate(folder)], [true, true]);
    assert.deepEqual([modeOf(file), modeOf(folder)], [0o600, 0o700]);
  });

  it('stays tighter than that when it was, and need not be there', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    assert.equal(keepPrivate(file), true);
    assert.equal(modeOf(file), 0o400);
    assert.equal(keepPrivate(join(directory, 'missing')), true);
  });

  it('cannot be what belongs to others', function () {
    if (process.platform === 'win32') return this.skip();
    if (process.getuid?.() !== 0) {
      assert.equal(keepPrivate('/etc/passwd'), false);
      return;
    }
    const file = join(directory, 'file');
    writeFileSync(file, '');
    chmodSync(directory, 0o755);
    chmodSync(file, 0o644);
    process.seteuid?.(65534);
    try {
      assert.equal(keepPrivate(file), false);
    } finally {
      process.seteuid?.(0);
    }
    assert.equal(modeOf(file), 0o644);
  });
});
