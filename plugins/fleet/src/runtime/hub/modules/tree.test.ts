import assert from 'node:assert/strict';
import { join } from 'node:path';
import { packageTree } from './tree.ts';

/** A disk: packages by their folder; what is linked, by where it really is. */
function disk(packages: Readonly<Record<string, object>>, links: Readonly<Record<string, string>> = {}) {
  const real = (folder: string): string => {
    for (const [from, to] of Object.entries(links))
      if (folder === from || folder.startsWith(`${from}/`)) return to + folder.slice(from.length);
    return folder;
  };
  return {
    describe: (folder: string) => packages[real(folder)] as Record<string, unknown> | undefined,
    real,
  };
}

const described = (name: string, more: object = {}) => ({ name, version: '1.0.0', ...more });
const user = '/data';
const at = (...names: string[]): string => join(user, ...names.flatMap((name) => ['node_modules', name]));
const tree = (folders: ReturnType<typeof disk>, ...names: string[]) =>
  packageTree(
    user,
    names.map((name) => ({ name })),
    folders,
  );
const placesOf = ({ packages }: ReturnType<typeof tree>): readonly string[] =>
  packages.map(({ place }) => place);

describe('the packages that modules need', () => {
  it('are found where Node.js finds them, and stand where they stand here', () => {
    const found = tree(
      disk({
        [at('oven')]: described('oven', { dependencies: { heat: '^2', '@acme/pad': '^1' } }),
        [at('oven', 'heat')]: described('heat', { version: '2.0.0', dependencies: { '@acme/pad': '*' } }),
        [at('heat')]: described('heat'),
        [at('@acme/pad')]: described('@acme/pad'),
        [at('other')]: described('other'),
      }),
      'oven',
    );
    assert.deepEqual(placesOf(found), [
      'node_modules/@acme/pad',
      'node_modules/oven',
      'node_modules/oven/node_modules/heat',
    ]);
    assert.deepEqual(Object.fromEntries(found.packages[1]?.dependencies ?? []), {
      heat: { name: 'heat', version: '2.0.0' },
      '@acme/pad': { name: '@acme/pad', version: '1.0.0' },
    });
  });

  it('include optional ones and peers that are there, and never those for developing or of Node-RED', () => {
    const found = tree(
      disk({
        [at('oven')]: described('oven', {
          dependencies: { 'fast-here': '1' },
          optionalDependencies: { 'fast-here': '1', 'fast-elsewhere': '1' },
          peerDependencies: { peer: '1', 'other-peer': '1', 'node-red': '4' },
          devDependencies: { tool: '1' },
        }),
        [at('fast-here')]: described('fast-here', { os: ['linux'] }),
        [at('peer')]: described('peer'),
        [at('tool')]: described('tool'),
        [at('node-red')]: described('node-red'),
      }),
      'oven',
    );
    assert.deepEqual(placesOf(found), ['node_modules/fast-here', 'node_modules/oven', 'node_modules/peer']);
    assert.deepEqual(
      found.packages.map(({ isRestricted }) => isRestricted),
      [true, false, false],
    );
    assert.deepEqual(found.missing, []);
  });

  it('are told with who needs them where they are missing', () => {
    const found = tree(
      disk({ [at('oven')]: described('oven', { dependencies: { heat: '1' } }) }),
      'oven',
      'gone',
    );
    assert.deepEqual(found.missing, [
      { name: 'gone', by: 'flows' },
      { name: 'heat', by: 'oven' },
    ]);
  });

  it('may need each other, and come from elsewhere by a link', () => {
    const found = tree(
      disk(
        {
          '/src/oven': described('oven', { dependencies: { heat: '1', pad: '1' } }),
          '/src/node_modules/heat': described('heat', { dependencies: { oven: '1', cold: '1' } }),
          '/src/node_modules/cold': described('cold', { dependencies: { heat: '1' } }),
          [at('pad')]: described('pad'),
        },
        { [at('oven')]: '/src/oven' },
      ),
      'oven',
    );
    assert.deepEqual(placesOf(found), [
      'node_modules/oven',
      'node_modules/oven/node_modules/heat',
      'node_modules/oven/node_modules/heat/node_modules/cold',
      'node_modules/pad',
    ]);
    assert.equal(found.packages[0]?.folder, '/src/oven');
  });

  it('are known by the name that they are required under, and by their own', () => {
    const found = tree(
      disk({
        [at('oven')]: described('oven', { dependencies: { pad: 'npm:@acme/pad@1' } }),
        [at('pad')]: described('@acme/pad'),
      }),
      'oven',
    );
    assert.deepEqual(
      found.packages.map(({ place, name }) => [place, name]),
      [
        ['node_modules/oven', 'oven'],
        ['node_modules/pad', '@acme/pad'],
      ],
    );
  });

  it('are marked where they come within the tarball of another', () => {
    const found = tree(
      disk({
        [at('oven')]: described('oven', {
          dependencies: { heat: '1', pad: '1' },
          bundleDependencies: ['heat'],
        }),
        [at('oven', 'heat')]: described('heat', { dependencies: { cold: '1', pad: '1' } }),
        [at('oven', 'cold')]: described('cold'),
        [at('pad')]: described('pad'),
      }),
      'oven',
    );
    assert.deepEqual(
      found.packages.map(({ name, isBundled }) => [name, isBundled]),
      [
        ['oven', false],
        ['cold', true],
        ['heat', true],
        ['pad', false],
      ],
    );
  });
});
