import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '@millwright/testing';

/** The pages of the repository, as git lists them: what is installed or built is not among them. */
function pages(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

function relativeLinks(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

describe('the pages', () => {
  it('link only to what is there', () => {
    const broken = pages().flatMap((page) =>
      relativeLinks(page)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it('name every package of the repository in its own README', () => {
    const packages = execFileSync(
      'git',
      ['ls-files', 'packages/*/package.json', 'plugins/*/package.json', 'nodes/*/package.json'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    for (const path of packages.trim().split('\n')) {
      const { name } = JSON.parse(readFileSync(join(root, path), 'utf8'));
      const readme = readFileSync(join(root, dirname(path), 'README.md'), 'utf8');
      assert.ok(readme.includes(name), `${dirname(path)}/README.md names ${name}`);
    }
  });
});
