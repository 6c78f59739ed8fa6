import assert from 'node:assert/strict';
import { readLockFile, topModules } from './lock-file.ts';

const integrity = (letter: string): string => `sha512-${letter.repeat(86)}==`;
const text = JSON.stringify({
  lockfileVersion: 3,
  name: 'node-red-project',
  packages: {
    '': { name: 'node-red-project', dependencies: { oven: '~1.2.3' } },
    'node_modules/@acme/b': { integrity: integrity('B'), version: '2.0.0' },
    'node_modules/alias': { integrity: integrity('C'), name: 'c', version: '3.0.0' },
    'node_modules/oven': {
      dependencies: { '@acme/b': '^1.0.0' },
      integrity: integrity('A'),
      version: '1.2.4',
    },
    'node_modules/oven/node_modules/@acme/b': { integrity: integrity('D'), version: '1.9.0' },
    'node_modules/oven/node_modules/within': { inBundle: true, version: '0.1.0' },
  },
});

describe('the lock file of a release', () => {
  it('says what lies where', () => {
    assert.deepEqual(
      readLockFile(text).places.map(({ path, name, version }) => `${path} ${name}@${version}`),
      [
        'node_modules/@acme/b @acme/b@2.0.0',
        'node_modules/alias c@3.0.0',
        'node_modules/oven oven@1.2.4',
        'node_modules/oven/node_modules/@acme/b @acme/b@1.9.0',
        'node_modules/oven/node_modules/within within@0.1.0',
      ],
    );
    assert.deepEqual(readLockFile(text).dependencies, { oven: '~1.2.3' });
  });

  it('says which modules Node-RED finds', () => {
    assert.deepEqual(
      topModules(readLockFile(text)).map(({ name }) => name),
      ['@acme/b', 'oven'],
    );
  });

  it('becomes one for npm in which each module comes from a file, and what comes within another from nowhere', () => {
    const made = readLockFile(text).files((each) => `file:/blobs/${each.at(7)}.tgz`);
    const { packages } = JSON.parse(made.lock);
    assert.equal(packages['node_modules/oven'].resolved, 'file:/blobs/A.tgz');
    assert.equal(packages['node_modules/oven/node_modules/@acme/b'].resolved, 'file:/blobs/D.tgz');
    assert.equal('resolved' in packages['node_modules/oven/node_modules/within'], false);
    assert.deepEqual(JSON.parse(made.description).dependencies, packages[''].dependencies);
  });
});
