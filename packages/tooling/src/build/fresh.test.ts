import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFresh, markFresh, newestSource } from './fresh.ts';

describe('a build', () => {
  let root: string;
  const write = (path: string, time: number): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
    utimesSync(join(root, path), time / 1000, time / 1000);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-fresh-'));
    for (const room of ['packages', 'plugins', 'nodes']) mkdirSync(join(root, room));
    write('packages/a/src/index.ts', 10_000);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is not fresh before there was one', () => {
    assert.equal(isFresh(root), false);
  });

  it('is fresh until a source is written, also one that was written while it ran', () => {
    markFresh(root, 20_000);
    assert.equal(isFresh(root), true);
    write('packages/a/src/index.ts', 21_000);
    assert.equal(isFresh(root), false);
  });

  it('sees a source that an editor replaced by another file', () => {
    markFresh(root, 20_000);
    write('packages/a/scratch', 30_000);
    assert.equal(isFresh(root), true, 'what lies beside the sources does not count');
    renameSync(join(root, 'packages/a/scratch'), join(root, 'packages/a/src/index.ts'));
    assert.deepEqual(newestSource(root), { path: join('packages', 'a', 'src', 'index.ts'), time: 30_000 });
  });
});
