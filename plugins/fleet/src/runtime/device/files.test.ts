import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './files.ts';

describe('a file that is written whole', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-files-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is that of the last writer, however many write at once', async () => {
    const file = join(directory, 'journal.json');
    const texts = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(2 ** 18 - index));
    await Promise.all(texts.map((text) => writeWhole(file, text)));
    assert.ok(readFileSync(file, 'utf8') === texts.at(-1));
    assert.deepEqual(readdirSync(directory), ['journal.json']);
  });

  it('is written also after a writer before could not', async () => {
    const file = join(directory, 'taken');
    mkdirSync(file);
    const first = writeWhole(file, 'first');
    const second = assert.rejects(writeWhole(file, 'second'));
    await assert.rejects(first);
    await second;
    rmSync(file, { recursive: true });
    await writeWhole(file, 'third');
    assert.equal(readFileSync(file, 'utf8'), 'third');
  });
});
