import assert from 'node:assert/strict';
import { moduleChanges } from './module-changes.ts';

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
});
