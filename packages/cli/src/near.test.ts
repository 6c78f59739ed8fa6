import assert from 'node:assert/strict';
import { nearest } from './near.ts';

const names = ['doctor', 'history', 'init'];

describe('the nearest command', () => {
  for (const [word, meant] of [
    ['docter', 'doctor'],
    ['dcotor', 'doctor'],
    ['DOCTOR', 'doctor'],
    ['doc', 'doctor'],
    ['histroy', 'history'],
    ['int', 'init'],
  ] as const) {
    it(`to "${word}" is ${meant}`, () => assert.deepEqual(nearest(word, names), [meant]));
  }

  it('is none for a word that is like none', () => {
    assert.deepEqual(nearest('deploy', names), []);
    assert.deepEqual(nearest('', names), []);
    assert.deepEqual(nearest('d'.repeat(100_000), names), []);
  });
});
