import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeErrors } from '../errors.ts';
import { makeDirectory } from './directory.ts';

describe('the data directory', () => {
  let userDirectory: string;

  beforeEach(async () => {
    userDirectory = await mkdtemp(join(tmpdir(), 'millwright-directory-'));
  });
  afterEach(() => rm(userDirectory, { recursive: true, force: true }));

  it('is made for the user alone, and used again', async () => {
    const directory = makeDirectory(userDirectory);
    assert.equal(directory, join(userDirectory, 'millwright'));
    assert.equal((await stat(directory)).mode & 0o777, 0o700);
    await chmod(directory, 0o755);
    assert.equal(makeDirectory(userDirectory), directory);
    assert.equal((await stat(directory)).mode & 0o777, 0o700, 'whatever a copy or a backup made of it');
  });

  it('that cannot be made is an error with the reason', async () => {
    await writeFile(join(userDirectory, 'millwright'), 'a file');
    assert.throws(
      () => makeDirectory(userDirectory),
      (error: Error) => runtimeErrors.noDirectory.is(error) && /EEXIST|not a directory/.test(error.message),
    );
  });
});
