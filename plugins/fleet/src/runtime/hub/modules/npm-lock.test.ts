import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNpmLock } from './npm-lock.ts';

const integrity = (letter: string): string => `sha512-${letter.repeat(86)}==`;

describe('what npm noted', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-lock-'));
    mkdirSync(join(directory, 'node_modules'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const write = (file: string, packages: unknown) =>
    writeFileSync(join(directory, file), JSON.stringify({ lockfileVersion: 3, packages }));

  it('is what is installed before what people may have edited', () => {
    const entry = (letter: string) => ({
      version: '1.0.0',
      integrity: integrity(letter),
      resolved: 'https://r/a',
    });
    write('package-lock.json', { '': {}, 'node_modules/a': entry('A'), 'node_modules/b': entry('A') });
    write('node_modules/.package-lock.json', { 'node_modules/a': entry('B') });
    const lock = readNpmLock(directory);
    assert.equal(lock.get('node_modules/a')?.integrity, integrity('B'));
    assert.equal(lock.get('node_modules/b')?.integrity, integrity('A'));
    assert.equal(lock.size, 2);
  });

  it('tells what is of a registry from what is not, and leaves out links and weak digests', () => {
    const entry = (more: object) => ({ version: '1.0.0', integrity: integrity('A'), ...more });
    write('package-lock.json', {
      'node_modules/of-registry': entry({}),
      'node_modules/of-file': entry({ resolved: 'file:../a.tgz' }),
      'node_modules/both': entry({ integrity: `sha1-x ${integrity('C')}`, resolved: 'https://r/both' }),
      'node_modules/weak': entry({ integrity: 'sha1-x' }),
      'node_modules/link': entry({ link: true }),
      'node_modules/none': null,
    });
    assert.deepEqual(
      Array.from(readNpmLock(directory), ([place, each]) => [place, each.isOfRegistry, each.integrity.at(7)]),
      [
        ['node_modules/of-registry', true, 'A'],
        ['node_modules/of-file', false, 'A'],
        ['node_modules/both', true, 'C'],
      ],
    );
  });

  it('is nothing where the files are none, or broken', () => {
    assert.equal(readNpmLock(directory).size, 0);
    writeFileSync(join(directory, 'package-lock.json'), '{"packages":');
    assert.equal(readNpmLock(directory).size, 0);
    write('package-lock.json', 7);
    assert.equal(readNpmLock(directory).size, 0);
  });
});
