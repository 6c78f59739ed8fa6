import assert from 'node:assert/strict';
import { writerExtras } from '@millwright/plc/editor';
import { checkValue } from './check-value.ts';

const table = {
  notation: 'modicon-5',
  tags: [
    { name: 'speed', address: '40001', type: 'uint16', access: 'read-write', min: 10 },
    { name: 'name', address: '40010', type: 'string', length: 2, access: 'read-write' },
    { name: 'scaled', address: '40018', type: 'int16', factor: 0.5, access: 'read-write', max: 10.3 },
    { name: 'level', address: '40020', type: 'float32', access: 'read' },
  ],
};

const problemsOf = (tag: string, value: string) =>
  writerExtras(checkValue)
    .checks['values']?.({ tags: 'table', values: [{ tag, value }] }, (id) =>
      id === 'table' ? table : undefined,
    )
    ?.map(({ path, code }) => `${path.join('/')} ${code}`);

describe('a value that is typed for a Modbus tag in the form of a write', () => {
  it('is held against the type and the limits of its tag', () => {
    assert.deepEqual(problemsOf('speed', '10'), []);
    assert.deepEqual(problemsOf('speed', '9'), ['values/0/value below-lowest']);
    assert.deepEqual(problemsOf('speed', '65536'), ['values/0/value value-does-not-fit']);
    assert.deepEqual(problemsOf('speed', 'fast'), ['values/0/value wrong-type']);
    assert.deepEqual(problemsOf('name', 'soda'), []);
    assert.deepEqual(problemsOf('name', 'sodas'), ['values/0/value value-does-not-fit']);
    assert.deepEqual(problemsOf('scaled', '10'), []);
    assert.deepEqual(problemsOf('scaled', '10.28'), ['values/0/value above-highest'], 'it comes to 10.5');
    assert.deepEqual(problemsOf('level', '1'), ['values/0/tag read-only']);
  });
});
