import assert from 'node:assert/strict';
import { moduleChanges, sameModules } from './module-changes.ts';

const text = (modules: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(modules).map(([name, version]) => ({ name, version, kind: 'node-red' })));

describe('module changes', () => {
  it('are those that came, went, or became another version, by name', () => {
    assert.deepEqual(
      moduleChanges(
        text({ b: '1.0.0', c: '1.2.0', d: '2.0.0' }),
        text({ a: '1.0.0', c: '1.3.0', d: '2.0.0' }),
      ),
      [
        { name: 'a', after: '1.0.0' },
        { name: 'b', before: '1.0.0' },
        { name: 'c', before: '1.2.0', after: '1.3.0' },
      ],
    );
  });

  it('are none where only more is recorded of the same modules', () => {
    const module = { name: 'a', version: '1.0.0', kind: 'node-red' };
    const before = JSON.stringify([module]);
    assert.equal(sameModules(before, JSON.stringify([{ ...module, disabled: ['x'], types: ['y'] }])), true);
    assert.equal(sameModules(before, '[]'), false);
    assert.equal(sameModules(before, JSON.stringify([{ ...module, version: '1.0.1' }])), false);
  });

  it('are there when nodes are switched on or off, though no module became another one', () => {
    const text = (disabled: readonly string[]) => JSON.stringify([{ name: 'a', version: '1.0.0', disabled }]);
    assert.equal(sameModules(text([]), text([])), true);
    assert.equal(sameModules(text(['x']), text(['x', 'y'])), false);
    assert.deepEqual(moduleChanges(text([]), text(['x'])), []);
  });
});
