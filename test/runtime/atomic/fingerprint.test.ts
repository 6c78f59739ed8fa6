import assert from 'node:assert/strict';
import { difference, unstable } from './fingerprint.ts';

const map = (entries: Record<string, string>) => new Map(Object.entries(entries));

describe('the difference of two fingerprints', () => {
  it('is nothing where nothing differs', () => {
    assert.deepEqual(difference(map({ a: '1', b: '2' }), map({ b: '2', a: '1' })), []);
  });

  it('names what is new, gone and altered', () => {
    assert.deepEqual(difference(map({ a: '1', b: '2' }), map({ b: '3', c: '4' })), [
      'a: gone, was 1',
      'b: 2 became 3',
      'c: new: 4',
    ]);
  });

  it('shows of long values the place where they depart', () => {
    const start = 'x'.repeat(500);
    const [line] = difference(map({ a: `${start}1` }), map({ a: `${start}2` }));
    assert.equal(line, `a: …${'x'.repeat(20)}1 became …${'x'.repeat(20)}2`);
  });

  it('leaves out no file but those that change by themselves', () => {
    const left = (path: string): boolean => unstable.some(({ pattern }) => pattern.test(path));
    for (const path of ['flows.json', 'flows_cred.json', '.config.users.json', 'projects/oven/.git/HEAD'])
      assert.equal(left(path), false, path);
    for (const path of ['projects/oven/.git/index', 'home/.npm/_logs/a.log'])
      assert.equal(left(path), true, path);
  });
});
