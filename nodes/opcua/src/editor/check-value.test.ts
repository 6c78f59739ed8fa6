import assert from 'node:assert/strict';
import { writerExtras } from '@millwright/plc/editor';
import { checkValue } from './check-value.ts';

const table = {
  tags: [
    { name: 'speed', address: 'nsu=urn:plant;s=Speed', access: 'read-write', min: 0, max: 50 },
    { name: 'level', address: 'nsu=urn:plant;s=Level' },
  ],
};

const problemsOf = (tag: string, value: string) =>
  writerExtras(checkValue)
    .checks['values']?.({ tags: 'table', values: [{ tag, value }] }, (id) =>
      id === 'table' ? table : undefined,
    )
    ?.map(({ path, code }) => `${path.join('/')} ${code}`);

describe('a value that is typed for a tag of a server in the form of a write', () => {
  it('is held against the limits of its table, and against no type, which only the server knows', () => {
    assert.deepEqual(problemsOf('speed', '50'), []);
    assert.deepEqual(problemsOf('speed', 'fast'), []);
    assert.deepEqual(problemsOf('speed', '[1, 51]'), ['values/0/value beyond-limits']);
    assert.deepEqual(problemsOf('level', '1'), ['values/0/tag read-only']);
  });
});
