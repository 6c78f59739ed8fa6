import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalFile } from './journal-file.ts';

describe('the file of a journal', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-journal-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('is not there before the first, and has the last that was written', async () => {
    const journal = new JournalFile(directory);
    assert.equal(await journal.read(), undefined);
    await journal.write('one');
    await journal.write('two');
    assert.equal(await new JournalFile(directory).read(), 'two');
    assert.equal((await stat(join(directory, 'journal.json'))).mode & 0o777, 0o600);
  });

  it('has a reserve of a megabyte beside it', async () => {
    await new JournalFile(directory).write('one');
    assert.equal((await stat(join(directory, 'reserve'))).size, 2 ** 20);
  });

  it('stays as it was when it cannot be written', async () => {
    const journal = new JournalFile(directory);
    await journal.write('one');
    await rm(directory, { recursive: true });
    await assert.rejects(journal.write('two'), { code: 'ENOENT' });
    await writeFile(directory, 'a file in the place of the folder');
    await assert.rejects(journal.write('two'), { code: 'ENOTDIR' });
    assert.match(await readFile(directory, 'utf8'), /in the place/);
  });
});
