import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notices } from './notices.ts';

describe('third-party notices', () => {
  let root: string;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-notices-'));
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  function install(name: string, files: Readonly<Record<string, string>>): string {
    const folder = join('node_modules', name);
    mkdirSync(join(root, folder), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, folder, file), text);
    return `${folder}/index.js`;
  }

  function noticesOf(...inputs: readonly string[]): string {
    const all = Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 1 }]));
    return notices(root, [
      { inputs: {}, outputs: { 'main.cjs': { bytes: 1, inputs: all, imports: [], exports: [] } } },
    ]);
  }

  it('have the licence of each package that is bundled: from its file, else from its README', () => {
    const text = noticesOf(
      install('usual', {
        'package.json': '{ "name": "usual", "version": "1.0.0", "license": "MIT" }',
        LICENSE: 'MIT of usual',
      }),
      install('@some/older', {
        'package.json': '{ "name": "@some/older", "version": "2.0.0" }',
        'README.md': '# Older\n\n## License\n\nFree under MIT, by older.\n\n## Thanks\n\nnobody\n',
      }),
      install('last', {
        'package.json': '{ "name": "last", "version": "3.0.0", "license": "ISC" }',
        'README.md': '# Last\n\n### Licence (ISC)\n\nISC of last.\n',
      }),
    );
    assert.match(text, /\nusual 1\.0\.0 \(MIT\)\n\nMIT of usual\n/);
    assert.match(text, /\n@some\/older 2\.0\.0\n\nFree under MIT, by older\.\n/);
    assert.match(text, /\nlast 3\.0\.0 \(ISC\)\n\nISC of last\.\n/);
    assert.doesNotMatch(text, /nobody|no licence/);
  });

  it('say so where a package has none', () => {
    const text = noticesOf(
      install('silent', { 'package.json': '{ "name": "silent", "version": "1.0.0", "license": "MIT" }' }),
    );
    assert.match(text, /silent 1\.0\.0 \(MIT\)\n\nThe package carries no licence file\./);
  });
});
