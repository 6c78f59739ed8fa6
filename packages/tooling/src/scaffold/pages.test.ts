import assert from 'node:assert/strict';
import { addRooms, addToLock, insertLines } from './pages.ts';
import { Refusal } from './refusal.ts';

describe('entries of new things', () => {
  it('come after the last line that they belong to', () => {
    assert.equal(insertLines('page', 'a1\na2\nb', ['a3'], { after: /^a/ }), 'a1\na2\na3\nb');
    assert.equal(insertLines('page', '{\n}\n', ['  x,'], { before: /^\}/ }), '{\n  x,\n}\n');
  });

  it('are refused by name where a page has no place for them', () => {
    assert.throws(
      () => insertLines('README.md', 'nothing', ['x'], { after: /^a/ }),
      (error) => error instanceof Refusal && /README\.md/.test(error.message),
    );
  });

  it('give a package its three rooms and its name among its like', () => {
    const page = '| `nodes/` | loaded as nodes: `modbus` |\n\n| nodes/modbus/editor | schema | browser |\n';
    assert.equal(
      addRooms(page, 'nodes', 's7'),
      '| `nodes/` | loaded as nodes: `modbus`, `s7` |\n\n| nodes/modbus/editor | schema | browser |\n' +
        '| nodes/s7/common | schema | pure |\n| nodes/s7/runtime | schema, runtime | node |\n| nodes/s7/editor | schema, editor | browser |\n',
    );
  });

  it('stand in the lock file in the order that npm gives them', () => {
    const lock = JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'nodes/b': {}, 'plugins/a': {} } });
    const manifest = {
      name: '@x/c',
      version: '1.0.0',
      license: 'Apache-2.0',
      engines: {},
      devDependencies: {},
    };
    assert.deepEqual(Object.keys(JSON.parse(addToLock(lock, 'nodes/c', manifest)).packages), [
      '',
      'node_modules/@x/c',
      'nodes/b',
      'nodes/c',
      'plugins/a',
    ]);
  });
});
